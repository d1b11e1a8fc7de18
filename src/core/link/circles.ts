import type { LinkProblem } from '../model/graph.ts';
import type { Location } from '../model/source.ts';
import { composeIncludes, extendedService } from './compose-layers.ts';
import { locationOf, type FactsView } from './facts-view.ts';
import { folderOf, within } from '../model/paths.ts';

interface Step {
  readonly to: string;
  readonly at: Location;
}

/** Files that build on each other in a circle: each circle is one problem, said where it closes, and what is read stays without it. */
export function circles(view: FactsView): LinkProblem[] {
  return [
    ...closed(extending(view), names => `The compose service extends itself: ${names.join(' → ')}; the circle was not followed.`),
    ...closed(composeIncludes(view), names => `The compose files include each other: ${names.join(' → ')}; the circle was not followed.`),
    ...closed(building(view), names => `The kustomizations build on each other: ${names.join(' → ')}; the circle was not followed.`),
  ];
}

type Steps = ReadonlyMap<string, readonly Step[]>;

function extending(view: FactsView): Steps {
  const services = view.all('compose-service');
  return new Map(
    services.map(service => {
      const base = extendedService(service, view);
      return [`${service.file}#${service.name}`, base ? [{ to: `${base.file}#${base.name}`, at: locationOf(service) }] : []];
    }),
  );
}

function building(view: FactsView): Steps {
  return new Map(
    view.all('kustomization').map(({ file, resources }) => [
      folderOf(file) || '.',
      resources.flatMap(({ path, at }) => {
        const target = within(folderOf(file), path);
        return target === undefined ? [] : [{ to: target || '.', at: { file, span: at } }];
      }),
    ]),
  );
}

/** Depth-first: an edge back to a node that is still open closes a circle. */
function closed(steps: Steps, sentence: (names: readonly string[]) => string): LinkProblem[] {
  const done = new Set<string>();
  const found: LinkProblem[] = [];
  const visit = (node: string, trail: readonly string[]): void => {
    for (const { to, at } of steps.get(node) ?? []) {
      const open = trail.indexOf(to);
      if (open >= 0) found.push({ at, message: sentence([...trail.slice(open), to].map(shortName)) });
      else if (!done.has(to) && steps.has(to)) visit(to, [...trail, to]);
    }
    done.add(node);
  };
  for (const node of steps.keys()) if (!done.has(node)) visit(node, [node]);
  return found;
}

const shortName = (node: string): string => node.split('#').at(-1)!;
