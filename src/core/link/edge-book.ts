import { surestFirst } from '../model/confidence.ts';
import type { Confidence, EdgeKind, GraphEdge, Unresolved } from '../model/graph.ts';
import type { Location } from '../model/source.ts';

interface Sighting {
  readonly from: string;
  readonly to: string;
  readonly kind: EdgeKind;
  readonly confidence: Confidence;
  readonly reason: string;
  readonly environments: readonly string[];
  readonly operation?: string | undefined;
  readonly evidence: readonly Location[];
  /** The kind is a guess from the target alone: a sighting that knows the protocol replaces it. */
  readonly guessedKind?: boolean;
}

const placeOf = (node: string | undefined, at: Location): string => `${node}\u0000${at.file}\u0000${at.span[0]}`;

/** What every pass writes into. */
export interface EdgeWriting {
  add(sighting: Sighting): void;
  /** Where the other end is not known in this scope; another environment may still tell it. */
  leaveOpen(entry: Unresolved): void;
  settle(node: string, at: Location): void;
}

/** What has been written so far, for a pass that fills what others leave. */
export interface EdgeReading extends EdgeWriting {
  /** They are seen to talk; start order alone is no talk. */
  has(from: string, to: string): boolean;
  /** Kinds that have been seen from one node to another. */
  kindsBetween(from: string, to: string): ReadonlySet<EdgeKind>;
}

/** Collects what was seen of each dependency and melts it into edges, each with all of its evidence. */
export class EdgeBook implements EdgeReading {
  private readonly sightings = new Map<string, Sighting[]>();
  private readonly open = new Map<string, Unresolved>();
  private readonly settled = new Set<string>();

  add(sighting: Sighting): void {
    if (sighting.from === sighting.to || sighting.evidence.length === 0) return;
    const key = `${sighting.from}\u0000${sighting.to}`;
    const known = this.sightings.get(key);
    if (known) known.push(sighting);
    else this.sightings.set(key, [sighting]);
  }

  leaveOpen(entry: Unresolved): void {
    this.open.set(placeOf(entry.node, entry.at), entry);
  }

  settle(node: string, at: Location): void {
    this.settled.add(placeOf(node, at));
  }

  /** What is known in no environment. */
  unresolved(): Unresolved[] {
    return [...this.open].filter(([place]) => !this.settled.has(place)).map(([, entry]) => entry);
  }

  has(from: string, to: string): boolean {
    return (this.sightings.get(`${from}\u0000${to}`) ?? []).some(({ kind }) => kind !== 'depends-on');
  }

  kindsBetween(from: string, to: string): ReadonlySet<EdgeKind> {
    return new Set((this.sightings.get(`${from}\u0000${to}`) ?? []).map(({ kind }) => kind));
  }

  /** Edges in a stable order; a pair has one edge for each kind that is known, and a guessed kind only where none is. */
  edges(): GraphEdge[] {
    const edges: GraphEdge[] = [];
    for (const pair of this.sightings.values()) {
      const sure = pair.filter(({ guessedKind, kind }) => !guessedKind && kind !== 'depends-on');
      const kinds = new Set(sure.map(({ kind }) => kind));
      const strongest = sure.toSorted(surestFirst)[0]?.kind;
      const settled = pair.map(sighting =>
        sighting.guessedKind && strongest && !kinds.has(sighting.kind) ? { ...sighting, kind: strongest } : sighting,
      );
      for (const [, same] of Map.groupBy(directed(settled), ({ kind }) => kind)) edges.push(melted(same));
    }
    return edges.toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  }
}

/** A connection to a broker whose direction is known elsewhere adds its evidence to that direction. */
function directed(pair: readonly Sighting[]): readonly Sighting[] {
  const directions = [...new Set(pair.map(({ kind }) => kind))].filter(kind => kind === 'publish' || kind === 'subscribe');
  if (directions.length === 0) return pair;
  return pair.flatMap(sighting => (sighting.kind === 'messaging' ? directions.map(kind => ({ ...sighting, kind })) : [sighting]));
}

function melted(sightings: readonly Sighting[]): GraphEdge {
  const sorted = sightings.toSorted(surestFirst);
  const best = sorted[0]!;
  return {
    id: `${best.from} ${best.kind} ${best.to}`,
    from: best.from,
    to: best.to,
    kind: best.kind,
    confidence: best.confidence,
    reason: best.reason,
    environments: [...new Set(sightings.flatMap(({ environments }) => environments))].toSorted(),
    operations: [...new Set(sightings.map(({ operation }) => operation).filter(operation => operation !== undefined))].toSorted(),
    evidence: distinct(sorted.flatMap(({ evidence }) => evidence)),
  };
}

function distinct(locations: readonly Location[]): Location[] {
  const seen = new Map(locations.map(location => [`${location.file}:${location.span[0]}`, location]));
  return [...seen.values()];
}
