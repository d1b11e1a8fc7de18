import type { Graph, GraphEdge } from '../model/graph.ts';
import type { Blow, Effect, ElementChange, Impact, ServiceImpact, SidedLocation } from '../model/impact.ts';
import { CONCERNS } from './concerns.ts';
import { together, type Found } from './concern.ts';
import { reaching } from './propagate.ts';
import { nameOf, type Sides } from './side.ts';

const RANK: Readonly<Record<Effect, number>> = { broken: 0, 'at-risk': 1, rebuilt: 2, untouched: 3 };

/**
 * What the differences between two versions do to every service: changes × readers × graph.
 * Pure, and the same in every order of files. On a large system one kind of contract may take 100 ms: who shares the thread with others rests `between`.
 */
export async function impact(sides: Sides, between?: () => Promise<void>): Promise<Impact> {
  const found: Found[] = [];
  for (const { run } of CONCERNS) {
    found.push(await run(sides));
    await between?.();
  }
  const { changes, blows } = together(found);
  const hit = Map.groupBy(blows, ({ service }) => service);
  const direct = new Map([...hit].map(([service, own]) => [service, melted(service, own)]));
  const broken = new Set([...direct.values()].filter(({ effect }) => effect === 'broken').map(({ service }) => service));
  const ways = reaching(sides.after.graph, broken);
  const services = running(sides.after.graph).map(
    ({ id }) => worst(direct.get(id), reached(id, ways.get(id), { direct, sides })) ?? untouched(id),
  );
  return {
    changes: distinct(changes),
    services: services.toSorted((a, b) => RANK[a.effect] - RANK[b.effect] || (a.service < b.service ? -1 : 1)),
  };
}

/** What runs: services, data stores and brokers, and gateways that somebody else runs and this system configures. */
function running({ nodes, edges }: Graph): Graph['nodes'] {
  const calling = new Set(edges.map(({ from }) => from));
  return nodes.filter(
    ({ kind, id }) => kind === 'service' || kind === 'datastore' || kind === 'broker' || (kind === 'external' && calling.has(id)),
  );
}

/** All blows to one service: the worst says why, and every line that shows one of that weight counts. */
function melted(service: string, blows: readonly Blow[]): ServiceImpact {
  const sorted = blows.toSorted((a, b) => RANK[a.effect] - RANK[b.effect]);
  const [first] = sorted as [Blow, ...Blow[]];
  const same = sorted.filter(({ effect }) => effect === first.effect);
  return {
    service,
    effect: first.effect,
    confidence: same.some(({ confidence }) => confidence === 'certain') ? 'certain' : first.confidence,
    why: [...new Set(same.map(({ why }) => why))].slice(0, MOST_REASONS).join(' '),
    evidence: distinctPlaces(same.flatMap(({ evidence }) => evidence)),
    changes: distinct(blows.map(({ change }) => change)),
  };
}

const MOST_REASONS = 3;

interface Hit {
  readonly direct: ReadonlyMap<string, ServiceImpact>;
  readonly sides: Sides;
}

function reached(service: string, way: readonly string[] | undefined, { direct, sides }: Hit): ServiceImpact | undefined {
  const next = way?.[1];
  const end = way?.at(-1);
  if (way === undefined || next === undefined || end === undefined) return undefined;
  const between = way.slice(1, -1).map(id => nameOf(id, sides.after));
  return {
    service,
    effect: 'at-risk',
    confidence: 'likely',
    why: `It calls ${nameOf(end, sides.after)}${between.length > 0 ? ` through ${between.join(' and ')}` : ''}, which breaks.`,
    evidence: callOf(sides.after.graph, service, next).map((at): SidedLocation => ({ ...at, side: 'after' })),
    changes: direct.get(end)?.changes ?? [],
    path: way,
  };
}

const callOf = ({ edges }: Graph, from: string, to: string): GraphEdge['evidence'] =>
  edges.find(edge => edge.from === from && edge.to === to && edge.kind !== 'depends-on')?.evidence.slice(0, 3) ?? [];

function worst(a: ServiceImpact | undefined, b: ServiceImpact | undefined): ServiceImpact | undefined {
  if (!a || !b) return a ?? b;
  return RANK[a.effect] <= RANK[b.effect] ? a : b;
}

const untouched = (service: string): ServiceImpact => ({
  service,
  effect: 'untouched',
  confidence: 'likely',
  why: 'Nothing that changed is known to reach it.',
  evidence: [],
  changes: [],
});

const distinct = (changes: readonly ElementChange[]): ElementChange[] => [
  ...new Map(changes.map(change => [`${change.kind} ${change.element} ${change.rule ?? ''} ${change.message}`, change])).values(),
];

const distinctPlaces = (places: readonly SidedLocation[]): SidedLocation[] => [
  ...new Map(places.map(at => [`${at.side} ${at.file} ${at.span[0]}`, at])).values(),
];
