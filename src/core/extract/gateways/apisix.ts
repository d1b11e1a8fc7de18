import type { UsesAddress } from '../../model/talk-fact.ts';
import type { Extractor } from '../extractor.ts';
import { templated } from '../settings/placeholder.ts';
import { at, entries, items, text, type Node } from '../../yaml/tree.ts';
import { roots, upstream } from './upstream.ts';

/** APISIX in its standalone mode: nodes of upstreams, written as a mapping from address to weight or as a list. */
export const apisix: Extractor = {
  name: 'apisix',
  program: 'apisix',
  include: ['**/*.{yaml,yml,json}'],
  keys: ['nodes'],
  mayMatch: text => /^[ \t]*["']?(?:routes|upstreams|services)["']?\s*:/m.test(text) && /^[ \t]*["']?nodes["']?\s*:/m.test(text),
  extract: source => ({ facts: roots(source).flatMap(root => [...nodes(root)]), problems: [] }),
};

function* nodes(root: Node): Iterable<UsesAddress> {
  for (const route of [...items(at(root, 'routes')), ...items(at(root, 'services'))])
    yield* upstreamNodes(at(route, 'upstream'), text(route, 'uri') ?? text(route, 'uris', 0));
  for (const shared of items(at(root, 'upstreams'))) yield* upstreamNodes(shared, undefined);
}

function* upstreamNodes(shared: Node | undefined, path: string | undefined): Iterable<UsesAddress> {
  const found = at(shared, 'nodes');
  for (const { key, keyAt } of entries(found)) {
    yield { kind: 'uses-address', at: keyAt, protocol: 'http', target: templated(key), via: 'APISIX upstream' };
  }
  for (const node of items(found)) yield* upstream(at(node, 'host'), 'APISIX upstream', { port: text(node, 'port'), path });
  yield* upstream(at(shared, 'service_name'), 'APISIX upstream', { protocol: 'http', path });
}
