import { refuse } from './failure.ts';
import { valueOf, type Node } from './node.ts';

type Services = ReadonlyMap<string, Node>;

/** Services that wait for each other would never start. */
export function refuseCircles(services: Services): void {
  const done = new Set<string>();
  for (const start of services.keys()) refuseCircleFrom(start, services, done);
}

function refuseCircleFrom(start: string, services: Services, done: Set<string>): void {
  // A map keeps the order in which services were come to, and what each still has to be asked about.
  const trail = new Map([[start, dependenciesOf(start, services)]]);
  for (let top = start, path = [start]; ; top = path.at(-1)!) {
    const next = trail.get(top)!.pop();
    if (next !== undefined && trail.has(next)) refuseCircle([...path.slice(path.indexOf(next)), next], services.get(top));
    if (next !== undefined && !done.has(next)) {
      trail.set(next, dependenciesOf(next, services));
      path.push(next);
    } else if (next === undefined) {
      done.add(top);
      trail.delete(top);
      path.pop();
      if (path.length === 0) return;
    }
  }
}

const refuseCircle = (names: readonly string[], service: Node | undefined): never =>
  refuse(`Services wait for each other in a circle: ${names.join(', ')}.`, valueOf(service, 'depends_on'));

function dependenciesOf(name: string, services: Services): string[] {
  const dependencies = valueOf(services.get(name), 'depends_on');
  return dependencies?.kind === 'mapping' ? [...dependencies.entries.keys()] : [];
}
