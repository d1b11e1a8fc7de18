import type { UsesAddress } from '../../model/talk-fact.ts';
import type { Extractor } from '../extractor.ts';
import { at, entries, items, type Node } from '../../yaml/tree.ts';
import { roots, upstream } from './upstream.ts';

/** Traefik's dynamic configuration in YAML or TOML. Labels of containers name only ports, so they make no edge. */
export const traefik: Extractor = {
  name: 'traefik',
  program: 'traefik',
  include: ['**/*.{yaml,yml,toml}'],
  keys: ['http', 'tcp', 'udp', 'backends'],
  mayMatch: text => /loadBalancer|forwardAuth/i.test(text) && /^[ \t]*\[{0,2}(?:http|tcp|udp|backends)\b/m.test(text),
  extract: source => ({ facts: roots(source).flatMap(root => [...servers(root)]), problems: [] }),
};

function* servers(root: Node): Iterable<UsesAddress> {
  for (const kind of ['http', 'tcp', 'udp']) {
    for (const { value } of entries(at(root, kind, 'services'))) {
      const balancer = entries(value).find(({ key }) => key.toLowerCase() === 'loadbalancer')?.value;
      for (const server of items(at(balancer, 'servers'))) {
        yield* upstream(at(server, 'url'), 'Traefik service');
        yield* upstream(at(server, 'address'), 'Traefik service', { protocol: 'tcp' });
      }
    }
  }
  for (const { value } of entries(at(root, 'http', 'middlewares')))
    yield* upstream(at(value, 'forwardAuth', 'address'), 'Traefik forwardAuth');
  for (const { value } of entries(at(root, 'backends'))) {
    for (const { value: server } of entries(at(value, 'servers'))) yield* upstream(at(server, 'url'), 'Traefik service');
  }
}
