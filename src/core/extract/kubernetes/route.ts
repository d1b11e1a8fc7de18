import type { Route } from '../../model/cluster-fact.ts';
import type { Value } from '../../model/value.ts';
import { at, items, type Node } from '../../yaml/tree.ts';
import { type Reading, text, value } from './reading.ts';

/** A place that traffic goes to, and what it must look like to go there. */
interface Target {
  readonly node: Node | undefined;
  readonly port?: Node | undefined;
  readonly hosts: readonly (string | undefined)[];
  readonly paths: readonly (string | undefined)[];
}

interface Origin {
  readonly gateways: readonly string[];
  readonly kind: string;
}

type RouteReader = (root: Node, reading: Reading) => readonly Route[];

/** Kinds of objects that send traffic to services. */
export const ROUTES: Readonly<Record<string, RouteReader>> = {
  Ingress: ingress,
  HTTPRoute: gatewayRoute,
  GRPCRoute: gatewayRoute,
  TCPRoute: gatewayRoute,
  TLSRoute: gatewayRoute,
  VirtualService: virtualService,
  IngressRoute: traefik,
  IngressRouteTCP: traefik,
  HTTPProxy: contour,
  Route: openShift,
  Mapping: ambassador,
  ApisixRoute: apisix,
  Trigger: trigger,
};

const none = [undefined] as const;
const orAny = (list: readonly (string | undefined)[]): readonly (string | undefined)[] => (list.length > 0 ? list : none);
const textsIn = (node: Node | undefined, reading: Reading): readonly string[] => items(node).flatMap(item => text(item, reading) ?? []);
const own = (root: Node, reading: Reading): string =>
  text(at(root, 'metadata', 'name'), reading) ?? text(at(root, 'kind'), reading) ?? 'gateway';

function routes({ gateways, kind }: Origin, targets: readonly Target[], reading: Reading): readonly Route[] {
  const found = new Map<string, Route>();
  for (const { node, port, hosts, paths } of targets) {
    const target: Value | undefined = value(node, reading);
    if (!node || !target) continue;
    const portText = text(port, reading);
    for (const gateway of gateways)
      for (const host of orAny(hosts))
        for (const path of orAny(paths)) {
          const route: Route = {
            kind: 'route',
            at: node.at,
            gateway,
            gatewayKind: kind,
            ...(host && { host }),
            ...(path && { path }),
            target,
            ...(portText && { port: portText }),
          };
          found.set(JSON.stringify([gateway, host, path, text(node, reading), portText]), route);
        }
  }
  return [...found.values()];
}

/** Both the current and the older form. */
const backend = (node: Node | undefined, hosts: Target['hosts'], paths: Target['paths']): Target => ({
  node: at(node, 'service', 'name') ?? at(node, 'serviceName'),
  port: at(node, 'service', 'port', 'number') ?? at(node, 'service', 'port', 'name') ?? at(node, 'servicePort'),
  hosts,
  paths,
});

function ingress(root: Node, reading: Reading): readonly Route[] {
  const spec = at(root, 'spec');
  const rules = items(at(spec, 'rules')).flatMap(rule =>
    items(at(rule, 'http', 'paths')).map(path =>
      backend(at(path, 'backend'), [text(at(rule, 'host'), reading)], [text(at(path, 'path'), reading)]),
    ),
  );
  const fallback = at(spec, 'defaultBackend') ?? at(spec, 'backend');
  return routes({ gateways: [own(root, reading)], kind: 'Ingress' }, [...rules, backend(fallback, none, none)], reading);
}

/** Gateway API. A parent that is a Service makes the route one inside the mesh. */
function gatewayRoute(root: Node, reading: Reading): readonly Route[] {
  const hosts = textsIn(at(root, 'spec', 'hostnames'), reading);
  const targets = items(at(root, 'spec', 'rules')).flatMap(rule => {
    const paths = items(at(rule, 'matches')).map(
      match => text(at(match, 'path', 'value'), reading) ?? grpcPath(at(match, 'method'), reading),
    );
    return items(at(rule, 'backendRefs')).map(reference => ({ node: at(reference, 'name'), port: at(reference, 'port'), hosts, paths }));
  });
  const parents = items(at(root, 'spec', 'parentRefs'));
  const mesh = parents.some(parent => text(at(parent, 'kind'), reading) === 'Service');
  const gateways = parents.flatMap(parent => text(at(parent, 'name'), reading) ?? []);
  return routes(
    mesh ? { gateways: ['mesh'], kind: 'mesh' } : { gateways: gateways.length > 0 ? gateways : [own(root, reading)], kind: 'Gateway' },
    targets,
    reading,
  );
}

function grpcPath(method: Node | undefined, reading: Reading): string | undefined {
  const service = text(at(method, 'service'), reading);
  return service && `/${service}${text(at(method, 'method'), reading) ? `/${text(at(method, 'method'), reading)}` : ''}`;
}

/** Istio. Without a gateway, or with `mesh`, it shapes traffic between services. */
function virtualService(root: Node, reading: Reading): readonly Route[] {
  const spec = at(root, 'spec');
  const hosts = textsIn(at(spec, 'hosts'), reading);
  const rules = ['http', 'tls', 'tcp'].flatMap(protocol => items(at(spec, protocol)));
  const targets = rules.flatMap(rule => {
    const paths = items(at(rule, 'match')).map(match =>
      text(at(match, 'uri', 'prefix') ?? at(match, 'uri', 'exact') ?? at(match, 'uri', 'regex'), reading),
    );
    return items(at(rule, 'route')).map(route => {
      const destination = at(route, 'destination');
      return { node: at(destination, 'host'), port: at(destination, 'port', 'number'), hosts, paths };
    });
  });
  const gateways = textsIn(at(spec, 'gateways'), reading);
  const outside = gateways.filter(gateway => gateway !== 'mesh').map(gateway => gateway.split('/').at(-1)!);
  const inside = gateways.length === 0 || gateways.includes('mesh');
  return [
    ...routes({ gateways: outside, kind: 'Gateway' }, targets, reading),
    ...(inside ? routes({ gateways: ['mesh'], kind: 'mesh' }, targets, reading) : []),
  ];
}

const quotedIn = (text: string, call: RegExp): readonly string[] =>
  [...text.matchAll(call)].flatMap(([, inside = '']) => [...inside.matchAll(/[`"']([^`"']+)[`"']/g)].map(([, quoted]) => quoted!));

/** Traefik: a match is an expression, ``Host(`shop.example`) && PathPrefix(`/orders`)``. */
function traefik(root: Node, reading: Reading): readonly Route[] {
  const targets = items(at(root, 'spec', 'routes')).flatMap(route => {
    const match = text(at(route, 'match'), reading) ?? '';
    const hosts = quotedIn(match, /Host(?:SNI|Regexp)?\(([^)]*)\)/g).filter(host => host !== '*');
    const paths = quotedIn(match, /Path(?:Prefix|Regexp)?\(([^)]*)\)/g);
    return items(at(route, 'services')).map(service => ({ node: at(service, 'name'), port: at(service, 'port'), hosts, paths }));
  });
  return routes({ gateways: [own(root, reading)], kind: 'IngressRoute' }, targets, reading);
}

function contour(root: Node, reading: Reading): readonly Route[] {
  const hosts = [text(at(root, 'spec', 'virtualhost', 'fqdn'), reading)];
  const rules = [...items(at(root, 'spec', 'routes')), at(root, 'spec', 'tcpproxy')];
  const targets = rules.flatMap(route => {
    const paths = items(at(route, 'conditions')).map(condition => text(at(condition, 'prefix') ?? at(condition, 'exact'), reading));
    return items(at(route, 'services')).map(service => ({ node: at(service, 'name'), port: at(service, 'port'), hosts, paths }));
  });
  return routes({ gateways: [own(root, reading)], kind: 'HTTPProxy' }, targets, reading);
}

function openShift(root: Node, reading: Reading): readonly Route[] {
  const spec = at(root, 'spec');
  const rest = { port: at(spec, 'port', 'targetPort'), hosts: [text(at(spec, 'host'), reading)], paths: [text(at(spec, 'path'), reading)] };
  const targets = [at(spec, 'to'), ...items(at(spec, 'alternateBackends'))].map(backend => ({ node: at(backend, 'name'), ...rest }));
  return routes({ gateways: [own(root, reading)], kind: 'Route' }, targets, reading);
}

/** Emissary: `service: http://orders.shop:8080`. */
function ambassador(root: Node, reading: Reading): readonly Route[] {
  const spec = at(root, 'spec');
  const targets = [
    {
      node: at(spec, 'service'),
      hosts: [text(at(spec, 'hostname') ?? at(spec, 'host'), reading)],
      paths: [text(at(spec, 'prefix'), reading)],
    },
  ];
  return routes({ gateways: ['ambassador'], kind: 'Mapping' }, targets, reading);
}

function apisix(root: Node, reading: Reading): readonly Route[] {
  const targets = items(at(root, 'spec', 'http')).flatMap(rule =>
    items(at(rule, 'backends')).map(backend => ({
      node: at(backend, 'serviceName'),
      port: at(backend, 'servicePort'),
      hosts: textsIn(at(rule, 'match', 'hosts'), reading),
      paths: textsIn(at(rule, 'match', 'paths'), reading),
    })),
  );
  return routes({ gateways: [own(root, reading)], kind: 'ApisixRoute' }, targets, reading);
}

/** Knative Eventing: a broker hands events to a subscriber. */
function trigger(root: Node, reading: Reading): readonly Route[] {
  const subscriber = at(root, 'spec', 'subscriber');
  const broker = text(at(root, 'spec', 'broker'), reading) ?? 'default';
  const targets = [
    { node: at(subscriber, 'ref', 'name') ?? at(subscriber, 'uri'), hosts: none, paths: [text(at(subscriber, 'uri'), reading)] },
  ];
  return routes({ gateways: [broker], kind: 'Broker' }, targets, reading);
}
