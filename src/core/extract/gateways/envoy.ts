import type { UsesAddress } from '../../model/talk-fact.ts';
import type { Protocol } from '../../model/technology.ts';
import type { Span } from '../../model/source.ts';
import { join, literal, type Value } from '../../model/value.ts';
import type { Extractor } from '../extractor.ts';
import { templated } from '../settings/placeholder.ts';
import { at, entries, items, text, type Node } from '../../yaml/tree.ts';
import { yamlFile } from '../../yaml/parse.ts';
import type { LimitsCalls, Retries } from '../../model/resilience-fact.ts';
import { envoyPolicies } from './envoy-policies.ts';

/** Envoy: clusters with the addresses of their endpoints, once for each route that leads there. */
export const envoy: Extractor = {
  name: 'envoy',
  program: 'envoy',
  include: ['**/*.{yaml,yml,json}', '**/*envoy*.{tmpl,template,j2,tpl}'],
  keys: ['static_resources', 'load_assignment'],
  mayMatch: text => SHAPE.test(text),
  extract: source => {
    const { documents, problems } = yamlFile(source);
    const facts = documents.flatMap(({ root }) => [...clusterFacts(root)]);
    return { facts, problems: facts.length > 0 || /envoy/i.test(source.path) ? problems : [] };
  },
};

const SHAPE = /^[ \t]*["']?(?:static_resources|load_assignment)["']?\s*:/m;

interface Cluster {
  readonly name: string;
  readonly node: Node;
  readonly at: Span;
  readonly grpc: boolean;
  readonly addresses: readonly { readonly value: Value; readonly at: Span }[];
}

interface Leads {
  readonly to: string;
  readonly path?: string;
  readonly telemetry?: boolean;
}

function* clusterFacts(root: Node): Iterable<UsesAddress | LimitsCalls | Retries> {
  const clusters: Cluster[] = [];
  const leads: Leads[] = [];
  const virtualHosts: Node[] = [];
  walk(root, [], (node, around) => {
    virtualHosts.push(...items(at(node, 'virtual_hosts')));
    const cluster = clusterOf(node);
    if (cluster) clusters.push(cluster);
    leads.push(...leadsOf(node, around));
  });
  for (const cluster of clusters) {
    const own = leads.filter(lead => lead.to === cluster.name);
    const telemetry = own.length > 0 && own.every(lead => lead.telemetry);
    const protocol: Protocol = telemetry ? 'telemetry' : cluster.grpc ? 'grpc' : 'http';
    const paths = new Set(own.map(lead => lead.path).filter(path => path !== undefined && path !== '/'));
    for (const address of cluster.addresses) {
      const fact = { kind: 'uses-address', at: address.at, protocol, target: address.value, via: 'Envoy cluster' } as const;
      if (paths.size === 0) yield fact;
      for (const path of paths) yield { ...fact, path: literal(path!) };
    }
  }
  yield* envoyPolicies(virtualHosts, clusters);
}

/** Nodes below this depth are not looked at. */
const DEEPEST = 60;

function walk(node: Node, around: readonly string[], visit: (node: Node, around: readonly string[]) => void): void {
  if (around.length > DEEPEST || node.kind === 'scalar') return;
  visit(node, around);
  if (node.kind === 'sequence') for (const item of node.items) walk(item, around, visit);
  else for (const { key, value } of node.entries) walk(value, [...around, key], visit);
}

function clusterOf(node: Node): Cluster | undefined {
  const name = text(node, 'name');
  const assignment = at(node, 'load_assignment');
  const hosts = at(node, 'hosts');
  if (name === undefined || (!assignment && hosts?.kind !== 'sequence')) return undefined;
  const sockets: Node[] = [];
  for (const part of [assignment, hosts]) {
    if (part) walk(part, [], (inner, keys) => void (keys.at(-1) === 'socket_address' && sockets.push(inner)));
  }
  const addresses = sockets.flatMap(socket => {
    const address = text(socket, 'address');
    const port = text(socket, 'port_value');
    if (address === undefined) return [];
    return [{ at: socket.at, value: join([templated(address), ...(port === undefined ? [] : [literal(':'), templated(port)])]) }];
  });
  return { name, node, at: node.at, grpc: speaksHttp2(node), addresses };
}

function speaksHttp2(cluster: Node): boolean {
  let found = at(cluster, 'http2_protocol_options') !== undefined;
  const options = at(cluster, 'typed_extension_protocol_options');
  if (options) walk(options, [], (_, keys) => void (found ||= keys.at(-1) === 'http2_protocol_options'));
  return found;
}

/** Routes name a cluster under `cluster` or in a weighted list; tracers and access logs under `cluster_name`. */
function leadsOf(node: Node, around: readonly string[]): readonly Leads[] {
  const direct = text(node, 'route', 'cluster');
  const rewrite = text(node, 'route', 'prefix_rewrite');
  const path = rewrite !== undefined && rewrite !== '/' ? rewrite : (text(node, 'match', 'prefix') ?? text(node, 'match', 'path'));
  const weighted = items(at(node, 'route', 'weighted_clusters', 'clusters')).map(item => text(item, 'name'));
  const routed = [direct, ...weighted].filter(name => name !== undefined).map(to => ({ to, ...(path !== undefined && { path }) }));
  if (around.at(-1) === 'load_assignment') return routed;
  const named = entries(node).find(({ key }) => key === 'cluster_name' || (key === 'cluster' && around.at(-1) !== 'route'));
  const telemetry = around.some(key => /trac|access_log|stats/.test(key));
  if (named?.value.kind === 'scalar') return [...routed, { to: named.value.text, telemetry }];
  return routed;
}
