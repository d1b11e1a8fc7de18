import type { Fact } from '../../model/fact.ts';
import { literal } from '../../model/value.ts';
import { templated } from '../settings/placeholder.ts';
import { at, entries, text, type Node } from '../../yaml/tree.ts';

/** YARP: each destination of a cluster is an edge; its path is that of the route that leads there, where it is the only one. */
export function* reverseProxy(root: Node): Iterable<Fact> {
  const proxy = at(root, 'ReverseProxy') ?? at(root, 'Yarp');
  for (const { key, value } of entries(at(proxy, 'Clusters'))) {
    const routes = entries(at(proxy, 'Routes')).filter(route => text(route.value, 'ClusterId') === key);
    const path = routes.length === 1 ? text(routes[0]!.value, 'Match', 'Path') : undefined;
    for (const destination of entries(at(value, 'Destinations'))) {
      const address = at(destination.value, 'Address');
      if (address?.kind !== 'scalar' || address.text === '') continue;
      yield {
        kind: 'uses-address',
        at: address.at,
        protocol: 'http',
        target: templated(address.text),
        via: 'YARP',
        ...(path !== undefined && { path: literal(path) }),
      };
    }
  }
}
