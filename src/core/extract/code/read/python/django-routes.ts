import type { CodeFact } from '../../../../model/fact.ts';
import type { Context } from '../../reader.ts';
import type { Call, Expression, Statement } from '../../syntax.ts';
import { each, namedArgument } from '../rules/argument.ts';
import { served, servedResource } from '../rules/route.ts';

type Method = Extract<Statement, { kind: 'function' }>;

/** Patterns of Django, and what routers of its REST framework serve for a set of views. */
export function* djangoRoutes(call: Call, name: string, context: Context): Generator<CodeFact> {
  if (/^(path|re_path|url)$/.test(name) && context.uses('django')) yield* pattern(call, context);
  if (name === 'register' && REST.some(context.uses)) yield* registered(call, context);
}

const REST = ['rest_framework', 'rest_framework_nested', 'rest_framework_extensions'];

/** Paths of Django have no leading slash, and those that include others are only prefixes. */
function* pattern(call: Call, context: Context): Generator<CodeFact> {
  const [path, view] = call.arguments;
  if (path?.kind !== 'text' || !view || isRest(view)) return;
  const text = `/${path.text.replace(/^\^|\$$/g, '').replace(/^\//, '')}`;
  yield served('*', { ...path, text }, { context, via: `django ${call.path.at(-1)}` });
}

/** What is below the path stands elsewhere: `include('orders.urls')`, `api.urls`, `router.urls`. */
const isRest = (view: Expression): boolean =>
  view.kind === 'call' ? view.path.at(-1) === 'include' : view.kind === 'name' && view.path.length > 1 && view.path.at(-1) === 'urls';

/** `router.register(r'orders', OrderViewSet)` serves a list, and each of what is listed. */
function* registered(call: Call, context: Context): Generator<CodeFact> {
  const path = call.arguments[0] ?? namedArgument(call, ['prefix']);
  const on = call.path.at(-2);
  if (path?.kind !== 'text' || on === undefined || call.path[0] === 'admin') return;
  const own = `/${path.text.replace(/^[\^/]+|[/$]+$/g, '')}`;
  yield* servedResource({ ...path, text: own }, { context, via: `${on}.register`, on });
}

/** `@action(detail=True, methods=["post"])` of a set of views is served below what the set is registered with, which another file says. */
export function* actionRoutes({ name, annotations }: Method, context: Context): Generator<CodeFact> {
  if (!REST.some(context.uses)) return;
  for (const annotation of annotations) {
    if (!/^(action|detail_route|list_route)$/.test(annotation.name)) continue;
    const given = (key: string): Expression | undefined => annotation.named.find(entry => entry.key === key)?.value;
    const [path, detail, methods] = [given('url_path'), given('detail'), given('methods')];
    const isOfOne = annotation.name === 'detail_route' || (detail !== undefined && isTrue(detail));
    const text = `/${isOfOne ? '{pk}/' : ''}${path?.kind === 'text' ? path.text : name}`;
    const named = methods ? each(methods).flatMap(method => (method.kind === 'text' ? [method.text] : [])) : [];
    const head = { kind: 'text', text, span: annotation.span } as const;
    for (const method of named.length > 0 ? named : ['get']) yield served(method, head, { context, via: `@${annotation.name}` });
  }
}

/** `True` and `False` are told apart by their length: the tree keeps neither. */
const isTrue = ({ span }: Expression): boolean => span[1] - span[0] === 'True'.length;
