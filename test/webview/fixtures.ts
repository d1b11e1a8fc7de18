import type { MapEdge, MapGraph, MapNode, MapNodeKind, MapUnresolved } from '../../src/protocol/panels/map.ts';

const at = (file: string, line: number, text?: string) => (text === undefined ? { file, line } : { file, line, text });

function node(kind: MapNodeKind, name: string, technology?: string, more: Partial<MapNode> = {}): MapNode {
  const place = kind === 'service' ? { path: `services/${name}` } : {};
  const known = technology === undefined ? {} : { technology };
  return { id: `${kind}:${name}`, name, kind, ...place, ...known, evidence: [at('compose.yaml', 4 + name.length, `${name}:`)], ...more };
}

type EdgeRow = readonly [from: string, to: string, kind: string, operations?: readonly string[] | undefined, more?: Partial<MapEdge>];

const short = (id: string) => id.slice(id.indexOf(':') + 1);

function edge([from, to, kind, operations, more]: EdgeRow): MapEdge {
  return {
    id: `${from} ${kind} ${to}`,
    from,
    to,
    kind,
    confidence: 'certain',
    reason: `${short(from)} names ${short(to)}, and the address resolves to it.`,
    environments: ['dev', 'prod'],
    ...(operations ? { operations } : {}),
    evidence: [
      at(`services/${short(from)}/src/${short(to)}.client.ts`, 14, `await fetch(\`\${${short(to).toUpperCase()}_URL}/\`)`),
      at('compose.yaml', 22, `${short(to).toUpperCase()}_URL: http://${short(to)}:8080`),
    ],
    ...more,
  };
}

const S = (name: string) => `service:${name}`;
const D = (name: string) => `datastore:${name}`;
const T = (name: string) => `topic:${name}`;

const nodes: readonly MapNode[] = [
  node('service', 'web', 'TypeScript · Next.js'),
  node('service', 'storefront', 'TypeScript', { findings: { count: 1, worst: 'medium' } }),
  node('service', 'admin', 'Ruby · Rails'),
  node('service', 'gateway', 'Go'),
  node('service', 'orders', 'TypeScript', { findings: { count: 2, worst: 'high' } }),
  node('service', 'payments', 'Python · FastAPI', { findings: { count: 1, worst: 'medium' } }),
  node('service', 'inventory', 'Go'),
  node('service', 'pricing', 'Java · Spring'),
  node('service', 'notifications', 'TypeScript'),
  node('service', 'search', 'Rust'),
  node('service', 'recommendations', 'Python'),
  node('service', 'users', 'C# · ASP.NET'),
  node('datastore', 'orders-db', 'postgres'),
  node('datastore', 'cache', 'redis'),
  node('datastore', 'users-db', 'postgres'),
  node('datastore', 'catalogue-index', 'elasticsearch'),
  node('broker', 'kafka', 'Kafka'),
  node('topic', 'order.created', 'Kafka topic'),
  node('topic', 'payment.failed', 'Kafka topic'),
  node('external', 'api.stripe.com'),
  node('contract', 'shop.v1', 'protobuf'),
];

const rows: readonly EdgeRow[] = [
  [S('web'), S('gateway'), 'http', ['GET /', 'GET /cart']],
  [S('gateway'), S('storefront'), 'http', ['GET /products']],
  [S('gateway'), S('users'), 'http', ['POST /sessions']],
  [S('storefront'), S('orders'), 'http', ['POST /orders']],
  [
    S('admin'),
    S('orders'),
    'http',
    ['GET /orders', 'PATCH /orders/{id}', 'DELETE /orders/{id}'],
    { confidence: 'likely', reason: 'The path matches a route of orders, but the host comes from a setting without a value.' },
  ],
  [S('storefront'), S('search'), 'graphql', ['query products']],
  [
    S('storefront'),
    S('recommendations'),
    'http',
    ['GET /for/{user}'],
    { confidence: 'possible', environments: ['dev'], reason: 'Only the name of a variable points there.' },
  ],
  [S('storefront'), S('pricing'), 'http', ['GET /price']],
  [S('orders'), S('payments'), 'http', ['POST /charges']],
  [S('orders'), S('inventory'), 'grpc', ['shop.v1.Inventory/Reserve']],
  [S('orders'), S('pricing'), 'http', ['GET /price'], { environments: ['prod'] }],
  [S('orders'), S('payments'), 'depends-on'],
  [S('orders'), D('orders-db'), 'depends-on'],
  [S('orders'), T('order.created'), 'publish'],
  [S('notifications'), T('order.created'), 'subscribe'],
  [S('inventory'), T('order.created'), 'subscribe'],
  [S('payments'), T('payment.failed'), 'publish'],
  [
    S('orders'),
    T('payment.failed'),
    'subscribe',
    undefined,
    { confidence: 'likely', reason: 'The topic name is joined from two settings; one of them has a default.' },
  ],
  [S('orders'), D('orders-db'), 'stores-in', ['orders', 'order_items']],
  [S('orders'), D('cache'), 'stores-in'],
  [S('pricing'), D('cache'), 'stores-in'],
  [S('users'), D('users-db'), 'stores-in'],
  [S('search'), D('catalogue-index'), 'stores-in'],
  [S('payments'), 'external:api.stripe.com', 'http', ['POST /v1/charges']],
  [S('notifications'), S('users'), 'http', ['GET /users/{id}']],
  [S('recommendations'), S('users'), 'grpc', ['users.Users/List']],
  [S('orders'), 'contract:shop.v1', 'consumes'],
  [S('inventory'), 'contract:shop.v1', 'implements'],
  [T('order.created'), 'broker:kafka', 'hosted-on'],
  [T('payment.failed'), 'broker:kafka', 'hosted-on'],
];

const unresolved: readonly MapUnresolved[] = [
  {
    node: S('orders'),
    what: 'fetch(fxUrl)',
    why: 'base URL comes from a database row',
    at: at('services/orders/src/fx.ts', 9, 'const rate = await fetch(fxUrl);'),
  },
  {
    node: S('search'),
    what: 'client.get(target)',
    why: 'host is a function argument',
    at: at('services/search/src/main.rs', 41, 'client.get(target).send()'),
  },
];

export const shop: MapGraph = {
  root: 'shop',
  environments: ['dev', 'prod'],
  nodes,
  edges: rows.map(edge),
  unresolved,
  problems: [{ file: 'services/legacy/compose.yaml', line: 7, message: 'Expected a mapping of services, found a list.' }],
};

export const nothing: MapGraph = { root: 'holiday-photos', environments: [], nodes: [], edges: [], unresolved: [], problems: [] };

/** The same numbers for the same seed, on every machine. */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const DOMAINS = ['cart', 'billing', 'shipping', 'catalogue', 'identity', 'search', 'fraud', 'loyalty', 'returns', 'media'];
const ROLES = ['api', 'worker', 'gateway', 'sync', 'reports', 'admin'];

/** A system as one meets them: layers, a few hubs, a store for every third service, a topic for every eighth node, some cycles. */
export function generated(size: number, edgeCount: number, seed = 1): MapGraph {
  const next = random(seed);
  const pick = (most: number) => Math.floor(next() * most);
  const made: MapNode[] = Array.from({ length: size }, (_, i) => {
    const name = `${DOMAINS[i % DOMAINS.length]!}-${ROLES[Math.floor(i / DOMAINS.length) % ROLES.length]!}${i >= 60 ? `-${i}` : ''}`;
    if (i % 8 === 7) return node('topic', `${name}.changed`, 'Kafka topic');
    if (i % 4 === 3) return node('datastore', `${name}-db`, 'postgres');
    return node('service', name, 'TypeScript');
  });
  const services = made.filter(one => one.kind === 'service');
  const edges = new Map<string, MapEdge>();
  const tier = new Map(made.map((one, i) => [one, one.kind === 'service' ? i % 5 : 5]));
  for (let tries = 0; edges.size < edgeCount && tries < edgeCount * 40; tries++) {
    const from = services[pick(services.length)]!;
    const to = made[Math.floor(next() < 0.15 ? pick(size) * 0.2 : pick(size))]!;
    const step = tier.get(to)! - tier.get(from)!;
    const likely = step === 1 ? 1 : step > 1 ? 0.25 : 0.03;
    if (to === from || next() > likely) continue;
    const kind =
      to.kind === 'datastore'
        ? 'stores-in'
        : to.kind === 'topic'
          ? next() < 0.5
            ? 'publish'
            : 'subscribe'
          : next() < 0.3
            ? 'grpc'
            : 'http';
    const made1 = edge([from.id, to.id, kind, undefined, next() < 0.15 ? { confidence: 'likely' } : {}]);
    edges.set(made1.id, made1);
  }
  return { root: `generated-${size}`, environments: ['dev'], nodes: made, edges: [...edges.values()], unresolved: [], problems: [] };
}
