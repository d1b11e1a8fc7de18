import type { UsesAddress } from '../../model/talk-fact.ts';
import type { Extractor } from '../extractor.ts';
import { at, entries, items, text, type Node } from '../../yaml/tree.ts';
import { roots, upstream } from './upstream.ts';

/** Proxies that carry a web application's calls: Angular's `proxy.conf.json`, Create React App's `proxy`, rewrites of a hosting file. */
export const developmentProxy: Extractor = {
  name: 'development-proxy',
  include: ['**/*proxy*.json', '**/package.json', '**/{vercel,now,static,firebase}.json'],
  mayMatch: text => /"(?:target|proxy|destination|dest)"\s*:/.test(text),
  extract: source => ({
    facts: roots(source).flatMap(root => (source.path.endsWith('package.json') ? [...packageProxy(root)] : [...proxies(root)])),
    problems: [],
  }),
};

function* packageProxy(root: Node): Iterable<UsesAddress> {
  const proxy = at(root, 'proxy');
  yield* upstream(proxy, 'development proxy');
  if (proxy) yield* proxies(proxy);
}

function* proxies(root: Node): Iterable<UsesAddress> {
  for (const { key, value } of entries(root)) {
    if (key.startsWith('/') || key === '*')
      yield* upstream(at(value, 'target') ?? value, 'development proxy', { path: key.replace(/\*+$/, '') });
  }
  for (const item of items(root)) yield* upstream(at(item, 'target'), 'development proxy', { path: text(item, 'context', 0) });
  for (const rewrite of [...items(at(root, 'rewrites')), ...items(at(root, 'routes'))]) {
    const target = at(rewrite, 'destination') ?? at(rewrite, 'dest');
    if (target?.kind === 'scalar' && /^https?:/.test(target.text)) yield* upstream(target, 'rewrite');
  }
}
