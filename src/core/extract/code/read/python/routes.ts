import type { CodeFact } from '../../../../model/fact.ts';
import type { Context, Reader } from '../../reader.ts';
import type { Annotation, Call, Entry, Expression } from '../../syntax.ts';
import { each, mayBeText, namedArgument } from '../rules/argument.ts';
import { served } from '../rules/route.ts';
import { actionRoutes, djangoRoutes } from './django-routes.ts';

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
  'pyramid',
  'starlite',
  'rest_framework',
];
/** Their decorators have no application before them: `@get("/orders")`. */
const PLAIN = ['litestar', 'starlite', 'bottle'];
const METHOD = /^(get|post|put|patch|delete|head|options)$/;

/** `@app.route("/orders", methods=["POST"])`, `@router.get("/{id}")` and routes that are added by calls. */
export const routes: Reader = {
  name: 'python-routes',
  languages: ['Python'],
  *statement(statement, context) {
    if (statement.kind !== 'function' && statement.kind !== 'class') return;
    for (const annotation of statement.annotations) yield* decorated(annotation, context);
    if (statement.kind === 'function' && statement.annotations.length > 0) yield* actionRoutes(statement, context);
  },
  *call(call, context) {
    const name = call.path.at(-1) ?? '';
    if (!FRAMEWORKS.some(context.uses)) return;
    if (/^(add_url_rule|add_api_route|add_api_websocket_route|add_websocket_route|add_route|Route|WebSocketRoute)$/.test(name))
      yield* added(call, context);
    if (
      call.path.length === 2 &&
      /^(get|post|put|patch|delete|head|options|view|route)$/.test(name) &&
      call.path[0] === 'web' &&
      context.uses('aiohttp')
    )
      yield* added(call, context);
    if (/^add_(get|post|put|patch|delete|head)$/.test(name))
      yield* routesOf(call.arguments[0], [name.slice(4)], undefined, { call, context });
    if (name === 'add_resource') for (const path of call.arguments.slice(1)) yield* routesOf(path, [], undefined, { call, context });
    if (/^(url|URLSpec)$/.test(name) && context.uses('tornado')) yield* routesOf(call.arguments[0], [], undefined, { call, context });
    yield* djangoRoutes(call, name, context);
  },
  *expression(expression, context) {
    // Tornado: `Application([(r"/orders", OrdersHandler)])`.
    if (expression.kind !== 'list' || !context.uses('tornado')) return;
    const [path, handler] = expression.items;
    if (path?.kind === 'text' && path.text.startsWith('/') && handler?.kind === 'name')
      yield served('*', path, { context, via: 'tornado' });
  },
};

/** The path is the first text of a path: before it stand a method, a name or a handler, as each framework has it. */
function* added(call: Call, context: Context): Generator<CodeFact> {
  const texts = call.arguments.filter(argument => argument.kind === 'text');
  const path =
    texts.find(({ text }) => text.startsWith('/')) ?? namedArgument(call, ['path', 'rule', 'uri', 'uri_template']) ?? call.arguments[0];
  const named = methodsOf(call.named);
  const last = call.path.at(-1) ?? '';
  const own = METHOD.test(last) ? [last] : texts.flatMap(({ text }) => (METHOD.test(text.toLowerCase()) ? [text] : []));
  yield* routesOf(path, named.length > 0 ? named : own, prefixOf(call.path.at(-2), context), { call, context });
}

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
  if (given === undefined || (path.length < 2 && !PLAIN.some(context.uses))) return;
  const where = { call: { path: [`@${path[0]}`, ...path.slice(1)] }, context };
  const prefix = path.length < 2 ? pathOfController(context) : prefixOf(path.at(-2), context);
  if (METHOD.test(last)) yield* routesOf(given, [last], prefix, where);
  else if (/^(route|api_route|websocket)$/.test(last)) yield* routesOf(given, methodsOf(annotation.named), prefix, where);
}

/** `class Orders(Controller): path = "/orders"` */
function pathOfController({ around }: Context): Expression | undefined {
  const controller = around.findLast(statement => statement.kind === 'class');
  for (const member of controller?.body ?? [])
    if (member.kind === 'assign' && member.target.join('.') === 'path' && mayBeText(member.value)) return member.value;
  return undefined;
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
