import { needs } from '../graph/directed.ts';
import type { ElementChange, ElementKind, Impact, ServiceImpact } from '../model/impact.ts';
import { nameOf, type Sides } from './side.ts';

/** One step of a rollout in which nobody breaks on the way: add the new beside the old, move everyone, take the old away. */
export interface RolloutStep {
  readonly phase: 'expand' | 'migrate' | 'contract' | 'deploy';
  readonly what: string;
  /** Names, in the order in which they are deployed. */
  readonly services: readonly string[];
}

/** Source: the pattern "expand, migrate, contract" (also "parallel change"). Pure. */
export function rollout({ changes, services }: Impact, sides: Sides): readonly RolloutStep[] {
  const broken = services.filter(({ effect }) => effect === 'broken');
  const hitting = changes.filter(
    change => change.breaking && broken.some(service => service.path === undefined && service.changes.includes(change)),
  );
  const order = deploymentOrder(sides);
  const named = (ids: Iterable<string>): string[] =>
    [...new Set(ids)].toSorted((a, b) => order(a) - order(b)).map(id => nameOf(id, sides.after));
  if (hitting.length === 0) return deployed(changes, services, named);
  const providers = new Set(hitting.flatMap(change => change.providers));
  const consumers = broken.map(({ service }) => service).filter(id => !providers.has(id));
  return [
    { phase: 'expand', what: `${listed(hitting.map(expansion))}.`, services: named(providers) },
    ...(consumers.length > 0
      ? [
          {
            phase: 'migrate' as const,
            what: `Move to what is new: ${listed(hitting.map(({ element }) => element))}.`,
            services: named(consumers),
          },
        ]
      : []),
    {
      phase: 'contract',
      what: `When nobody uses it any more, take away ${listed(hitting.map(({ element }) => element))}.`,
      services: named(providers),
    },
  ];
}

const MOST_SHOWN = 5;

const listed = (all: readonly string[]): string => {
  const once = [...new Set(all)];
  return once.length > MOST_SHOWN ? `${once.slice(0, MOST_SHOWN).join('; ')}; and ${once.length - MOST_SHOWN} more` : once.join('; ');
};

/** What keeps the old working while the new is there. */
const EXPANSIONS: Readonly<Record<ElementKind, (element: string) => string>> = {
  message: element => `Keep ${element} beside its successor`,
  rpc: element => `Keep serving ${element} beside its successor`,
  operation: element => `Keep serving ${element} beside its successor`,
  route: element => `Keep serving ${element} beside its successor`,
  variable: element => `Set ${element} under both names`,
  address: element => `Keep ${element} answering beside the new address`,
  topic: element => `Publish to ${element} as well as to its successor`,
  payload: element => `Give ${element} as well as its successor`,
  symbol: element => `Keep ${element}, marked as deprecated`,
  table: element => `Keep ${element} filled beside its successor`,
  contract: element => `Keep ${element} as it was beside its next version`,
};

const expansion = ({ kind, element }: ElementChange): string => EXPANSIONS[kind](element);

/** Nobody breaks: whoever changed first, then who is built again. */
function deployed(
  changes: readonly ElementChange[],
  services: readonly ServiceImpact[],
  named: (ids: Iterable<string>) => string[],
): RolloutStep[] {
  const providers = named(changes.flatMap(change => change.providers));
  const rebuilt = named(services.filter(({ effect }) => effect === 'rebuilt').map(({ service }) => service)).filter(
    name => !providers.includes(name),
  );
  return [
    ...(providers.length > 0 ? [{ phase: 'deploy' as const, what: 'Deploy what changed.', services: providers }] : []),
    ...(rebuilt.length > 0 ? [{ phase: 'deploy' as const, what: 'Build again and deploy, in any order.', services: rebuilt }] : []),
  ];
}

/** Who is called comes before who calls; members of a circle in the order of their names. */
function deploymentOrder({ after }: Sides): (id: string) => number {
  const directed = needs(after.graph);
  const rank = new Map<string, number>();
  const visit = (id: string, open: ReadonlySet<string>): void => {
    if (rank.has(id) || open.has(id) || !directed.hasNode(id)) return;
    const path = new Set([...open, id]);
    for (const next of directed.outNeighbors(id).toSorted()) visit(next, path);
    if (!rank.has(id)) rank.set(id, rank.size);
  };
  for (const id of directed.nodes().toSorted()) visit(id, new Set());
  return id => rank.get(id) ?? rank.size;
}
