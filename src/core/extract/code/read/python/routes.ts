import type { CodeFact } from '../../../../model/fact.ts';
import type { Context, Reader } from '../../reader.ts';
import type { Annotation, Call, Entry, Expression } from '../../syntax.ts';
import { each, mayBeText, namedArgument } from '../rules/argument.ts';
import { served } from '../rules/route.ts';

const FRAMEWORKS = [
  'flask',
  'fastapi',
  'aiohttp',
  'starlette',
  'sanic',
  'bottle',
  'quart',
  'litestar',
  'falcon',
  'flask_restful',
  'flask_restx',
  'django',
  'tornado',
  'connexion',
  'apiflask',
  'ninja',
  'robyn',
  'blacksheep',
  'chalice',
];
const METHOD = /^(get|post|put|patch|delete|head|options)$/;

/** `@app.route("/orders", methods=["POST"])`, `@router.get("/{id}")` and routes that are added by calls. */
export const routes: Reader = {
  name: 'python-routes',
  languages: ['Python'],
  *statement(statement, context) {
    if (statement.kind !== 'function' && statement.kind !== 'class') return;
    for (const annotation of statement.annotations) yield* decorated(annotation, context);
  },
  *call(call, context) {
    const name = call.path.at(-1) ?? '';
    if (!FRAMEWORKS.some(context.uses)) return;
    if (/^(add_url_rule|add_api_route|add_route|Route)$/.test(name)) {
      yield* routesOf(
        call.arguments[0] ?? namedArgument(call, ['path', 'rule']),
        methodsOf(call.named),
        prefixOf(call.path.at(-2), context),
        { call, context },
      );
    }
    if (/^add_(get|post|put|patch|delete|head)$/.test(name))
      yield* routesOf(call.arguments[0], [name.slice(4)], undefined, { call, context });
    if (name === 'add_resource') for (const path of call.arguments.slice(1)) yield* routesOf(path, [], undefined, { call, context });
    if (/^(path|re_path|url)$/.test(name) && context.uses('django')) yield* django(call, context);
  },
  *expression(expression, context) {
    // Tornado: `Application([(r"/orders", OrdersHandler)])`.
    if (expression.kind !== 'list' || !context.uses('tornado')) return;
    const [path, handler] = expression.items;
    if (path?.kind === 'text' && path.text.startsWith('/') && handler?.kind === 'name')
      yield served('*', path, { context, via: 'tornado' });
  },
};

interface Where {
  readonly call: Pick<Call, 'path'>;
  readonly context: Context;
}

function* routesOf(
  path: Expression | undefined,
  methods: readonly string[],
  prefix: Expression | undefined,
  { call, context }: Where,
): Generator<CodeFact> {
  if (!mayBeText(path)) return;
  const via = call.path.slice(-2).join('.');
  const on = call.path.at(-2)?.replace('@', '');
  const where = { context, via, ...(prefix && { prefix }), ...(on !== undefined && { on }) };
  for (const method of methods.length > 0 ? methods : ['*']) yield served(method, path, where);
}

function* decorated(annotation: Annotation, context: Context): Generator<CodeFact> {
  if (!FRAMEWORKS.some(context.uses)) return;
  const path = annotation.name.split('.');
  const last = path.at(-1) ?? '';
  const [first] = annotation.arguments;
  const given = first ?? annotation.named.find(entry => entry.key === 'path' || entry.key === 'rule')?.value;
  if (path.length < 2 || given === undefined) return;
  const where = { call: { path: [`@${path[0]}`, ...path.slice(1)] }, context };
  const prefix = prefixOf(path.at(-2), context);
  if (METHOD.test(last)) yield* routesOf(given, [last], prefix, where);
  else if (/^(route|api_route|websocket)$/.test(last)) yield* routesOf(given, methodsOf(annotation.named), prefix, where);
}

/** `Blueprint("orders", …, url_prefix="/orders")`, `APIRouter(prefix="/orders")`. */
function prefixOf(router: string | undefined, context: Context): Expression | undefined {
  const made = router === undefined ? undefined : context.made.get(router);
  const prefix = made && namedArgument(made, ['url_prefix', 'prefix']);
  return mayBeText(prefix) ? prefix : undefined;
}

function methodsOf(named: readonly Entry[]): readonly string[] {
  const given = named.find(entry => entry.key === 'methods' || entry.key === 'method')?.value;
  return given ? each(given).flatMap(method => (method.kind === 'text' ? [method.text] : [])) : [];
}

/** Paths of Django have no leading slash, and those that include others are only prefixes. */
function* django(call: Call, context: Context): Generator<CodeFact> {
  const [path, view] = call.arguments;
  if (path?.kind !== 'text' || !view || (view.kind === 'call' && view.path.at(-1) === 'include')) return;
  const text = `/${path.text.replace(/^\^|\$$/g, '').replace(/^\//, '')}`;
  yield served('*', { ...path, text }, { context, via: `django ${call.path.at(-1)}` });
}
