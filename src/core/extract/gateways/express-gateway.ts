import type { UsesAddress } from '../../model/talk-fact.ts';
import type { Extractor } from '../extractor.ts';
import { at, entries, items, type Node } from '../../yaml/tree.ts';
import { roots, upstream } from './upstream.ts';

/** Express Gateway: `serviceEndpoints`, each with one or many URLs. */
export const expressGateway: Extractor = {
  name: 'express-gateway',
  include: ['**/*.{yaml,yml,json}'],
  keys: ['serviceEndpoints'],
  mayMatch: text => /^[ \t]*["']?serviceEndpoints["']?\s*:/m.test(text),
  extract: source => ({ facts: roots(source).flatMap(root => [...endpoints(root)]), problems: [] }),
};

function* endpoints(root: Node): Iterable<UsesAddress> {
  for (const { value } of entries(at(root, 'serviceEndpoints'))) {
    yield* upstream(at(value, 'url'), 'Express Gateway service');
    for (const url of items(at(value, 'urls'))) yield* upstream(url, 'Express Gateway service');
  }
}
