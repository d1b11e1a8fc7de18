import type { CodeFact } from '../../../../model/fact.ts';
import type { Context } from '../../reader.ts';
import type { Call, Expression, Statement } from '../../syntax.ts';
import { valueOf } from '../../value.ts';
import type { Value } from '../../../../model/value.ts';
import { namedArgument } from '../rules/argument.ts';
import { joinedPaths } from '../rules/route.ts';

const NONE: readonly CodeFact[] = [];

/** Routers that are put below a path: `app.use('/orders', orders)`, `app.include_router(orders.router, prefix="/orders")`, `r.Mount("/orders", orders.Routes())`. */
export function mountedRoutes(call: Call, name: string, context: Context): readonly CodeFact[] {
  if (name === 'setGlobalPrefix') return globalPrefix(call, context);
  const ways = MOUNTS.get(name);
  if (!ways) return NONE;
  for (const way of ways) {
    const mount = way(call);
    const router = mount && routerIn(mount.router);
    if (router && mayBePath(mount.before))
      return [{ kind: 'mounts-routes', at: call.span, before: wholeBefore(mount.before, call, context), on: receiver(call), ...router }];
  }
  return NONE;
}

/** Nest: `app.setGlobalPrefix('api')` is below no router. */
function globalPrefix(call: Call, { language }: Context): readonly CodeFact[] {
  const [before] = call.arguments;
  return mayBePath(before) ? [{ kind: 'mounts-routes', at: call.span, before: valueOf(before, language), on: '', router: [] }] : NONE;
}

/** `urlpatterns = [*orders.urlpatterns, …]`, `urlpatterns = order_urls + stock_urls`, `urlpatterns += router.urls`: Django's patterns that are made of others'. */
export function listedPatterns({ target, value, span }: Extract<Statement, { kind: 'assign' }>): readonly CodeFact[] {
  if (target.join('.') !== 'urlpatterns' || !value) return NONE;
  return namesIn(value).map(name => {
    const { path } = ofUrls(name);
    const router = path.length > 1 && path.at(-1) === 'urlpatterns' ? path.slice(0, -1) : path;
    return { kind: 'mounts-routes', at: span, before: { kind: 'literal', text: '' }, on: '', router };
  });
}

function namesIn(value: Expression): readonly Name[] {
  if (value.kind === 'name') return value.path.join('.') === 'urlpatterns' ? [] : [value];
  if (value.kind === 'list') return value.items.filter(item => item.kind === 'other').flatMap(namesIn);
  if (value.kind === 'other') return value.children.flatMap(namesIn);
  return value.kind === 'join' ? value.parts.flatMap(namesIn) : [];
}

type Name = Extract<Expression, { kind: 'name' }>;

interface Mount {
  readonly before: Expression | undefined;
  readonly router: Expression | undefined;
}

type Way = (call: Call) => Mount | undefined;

/** What is mounted without a path is served where the other is. */
const nothing = ({ span }: Call): Expression => ({ kind: 'text', text: '', span });

const pathFirst: Way = call => {
  const { arguments: given } = call;
  return { before: given.length > 1 ? given[0] : nothing(call), router: given.at(-1) };
};

const pathNamed =
  (key: string): Way =>
  call => ({ before: namedArgument(call, [key]) ?? nothing(call), router: call.arguments[0] });

/** `path('orders/', include('orders.urls'))`, `path('api/', router.urls)` */
const included: Way = ({ arguments: [before, router] }) => {
  if (router?.kind === 'name' && router.path.length > 1 && router.path.at(-1) === 'urls') return { before, router: ofUrls(router) };
  if (router?.kind !== 'call' || router.path.at(-1) !== 'include') return undefined;
  const [first] = router.arguments;
  // With a namespace the patterns are given in a pair: `include((router.urls, 'orders'))`.
  const given = first?.kind === 'list' ? first.items[0] : first;
  return { before, router: given?.kind === 'name' ? ofUrls(given) : given };
};

/** `router.urls` are the routes of the router. */
const ofUrls = (name: Name): Name =>
  name.path.at(-1) === 'urls' && name.path.length > 1 ? { ...name, path: name.path.slice(0, -1) } : name;

const MOUNTS: ReadonlyMap<string, readonly Way[]> = new Map<string, readonly Way[]>([
  ['use', [pathFirst]],
  ['route', [pathFirst]],
  ['mount', [pathFirst]],
  ['Mount', [pathFirst]],
  ['nest', [pathFirst]],
  ['register', [pathNamed('prefix')]],
  ['include_router', [pathNamed('prefix')]],
  ['register_blueprint', [pathNamed('url_prefix')]],
  ['add_router', [pathFirst]],
  ['add_subapp', [pathFirst]],
  ['add_namespace', [pathNamed('path')]],
  ['blueprint', [pathNamed('url_prefix')]],
  ['path', [included]],
  ['re_path', [included]],
  ['url', [included]],
]);

/** `api = APIRouter(prefix="/v1")` puts its own path before what it includes. */
function wholeBefore(before: Expression, call: Call, { made, language }: Context): Value {
  const maker = made.get(receiver(call));
  const own = maker && namedArgument(maker, ['prefix', 'url_prefix', 'basePath']);
  const path = valueOf(before, language);
  return own?.kind === 'text' ? joinedPaths(valueOf(own, language), path) : path;
}

const receiver = ({ path, on }: Call): string => (on ? '' : (path.at(-2) ?? ''));

/** A path, or a setting that holds one; handlers and options are none. */
const mayBePath = (before: Expression | undefined): before is Expression =>
  before !== undefined &&
  (before.kind === 'name' ||
    before.kind === 'join' ||
    before.kind === 'choice' ||
    (before.kind === 'text' && /^[\w/^:{}<>.$-]*$/.test(before.text)));

/** A name, or what makes it: `orders`, `orders.router`, `ordersRoutes()`, `orders.routes()`, `require('./orders')`, `'orders.urls'`. */
function routerIn(router: Expression | undefined): { readonly router: readonly string[]; readonly module?: string } | undefined {
  if (router?.kind === 'name') return { router: router.path };
  if (router?.kind === 'text') return { router: [], module: router.text };
  if (router?.kind !== 'call' || router.constructs) return undefined;
  const [first] = router.arguments;
  if (router.path.at(-1) === 'require' && first?.kind === 'text') return { router: [], module: first.text };
  if (router.on) return router.on.kind === 'call' ? routerIn(router.on) : undefined;
  return router.path.length > 0 ? { router: router.path } : undefined;
}
