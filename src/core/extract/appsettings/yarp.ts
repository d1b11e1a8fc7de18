import type { Fact } from '../../model/fact.ts';
import { literal } from '../../model/value.ts';
import { templated } from '../settings/placeholder.ts';
import { entries, type Node } from '../../yaml/tree.ts';

/** YARP: each destination of a cluster is an edge; its path is that of the route that leads there, where it is the only one. The section may have any name. */
export function* reverseProxy(root: Node): Iterable<Fact> {
  for (const { value: section } of entries(root)) {
    const clusters = entries(at(section, 'clusters'));
    const routes = entries(at(section, 'routes')).map(({ value }) => value);
    if (!clusters.some(({ value }) => at(value, 'destinations'))) continue;
    yield* paths(routes);
    for (const { key, value } of clusters) {
      const own = routes.filter(route => textAt(route, 'clusterid') === key);
      yield* destinations(value, own.length === 1 ? textAt(own[0]!, 'match', 'path') : undefined);
    }
  }
}

function* paths(routes: readonly Node[]): Iterable<Fact> {
  for (const route of routes) {
    const path = at(route, 'match', 'path');
    if (path?.kind === 'scalar' && path.text !== '') yield { kind: 'mentions-path', at: path.at, path: literal(path.text) };
  }
}

function* destinations(cluster: Node, path: string | undefined): Iterable<Fact> {
  for (const destination of entries(at(cluster, 'destinations'))) {
    const address = at(destination.value, 'address');
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

/** .NET's configuration has no upper and lower case. */
function at(node: Node | undefined, ...path: readonly string[]): Node | undefined {
  return path.reduce<Node | undefined>((here, key) => entries(here).find(entry => entry.key.toLowerCase() === key)?.value, node);
}

function textAt(node: Node, ...path: readonly string[]): string | undefined {
  const found = at(node, ...path);
  return found?.kind === 'scalar' && found.text !== '' ? found.text : undefined;
}
