import type { UsesAddress } from '../../model/talk-fact.ts';
import type { Extractor } from '../extractor.ts';
import { at, entries, items, text, type Node } from '../../yaml/tree.ts';
import { roots, upstream } from './upstream.ts';

/** Tyk: the target of each API definition, classic or as an extension of an OpenAPI document. */
export const tyk: Extractor = {
  name: 'tyk',
  program: 'tyk',
  include: ['**/*.json'],
  mayMatch: text => /"target_url"\s*:/.test(text) || /"x-tyk-api-gateway"\s*:/.test(text),
  extract: source => ({ facts: roots(source).flatMap(root => [...targets(root)]), problems: [] }),
};

function* targets(root: Node): Iterable<UsesAddress> {
  const proxy = at(root, 'proxy') ?? at(root, 'api_definition', 'proxy');
  const path = text(proxy, 'listen_path');
  yield* upstream(at(proxy, 'target_url'), 'Tyk API', { path });
  for (const target of items(at(proxy, 'target_list'))) yield* upstream(target, 'Tyk API', { path });
  yield* upstream(at(root, 'x-tyk-api-gateway', 'upstream', 'url'), 'Tyk API');
  for (const { value } of entries(at(root, 'apis'))) yield* upstream(at(value, 'proxy', 'target_url'), 'Tyk API');
}
