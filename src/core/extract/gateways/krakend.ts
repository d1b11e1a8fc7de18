import type { UsesAddress } from '../../model/talk-fact.ts';
import type { Extractor } from '../extractor.ts';
import { at, items, text, type Node } from '../../yaml/tree.ts';
import { roots, upstream } from './upstream.ts';

/** KrakenD: each backend of each endpoint; a backend without hosts takes those of the root. */
export const krakend: Extractor = {
  name: 'krakend',
  program: 'krakend',
  include: ['**/*.{json,yaml,yml,toml}', '**/*krakend*.tmpl'],
  mayMatch: text => text.includes('url_pattern') && /["']?\bendpoints\b["']?\s*[:=]/.test(text) && /\burl_pattern\b/.test(text),
  extract: source => ({
    facts: roots(source.path.endsWith('.tmpl') ? { ...source, path: `${source.path}.json` as typeof source.path } : source).flatMap(
      root => [...backends(root)],
    ),
    problems: [],
  }),
};

function* backends(root: Node): Iterable<UsesAddress> {
  for (const endpoint of items(at(root, 'endpoints'))) {
    for (const backend of items(at(endpoint, 'backend'))) {
      const own = items(at(backend, 'host'));
      const hosts = own.length > 0 ? own : items(at(root, 'host'));
      const method = text(backend, 'method') ?? text(endpoint, 'method');
      for (const host of hosts) {
        for (const fact of upstream(host, 'KrakenD backend', { path: text(backend, 'url_pattern') }))
          yield method === undefined ? fact : { ...fact, method: method.toUpperCase() };
      }
    }
  }
}
