import type { EdgeName } from '../../core/model/verify.ts';
import type { Undo } from '../sandbox.ts';
import type { Asked } from './operation.ts';
import { seeded, seedFor, spread } from './seeded.ts';
import type { Treatment } from './treatment.ts';

type Of<Kind extends Treatment['kind']> = Extract<Treatment, { readonly kind: Kind }>;

/** A treatment that holds now. */
export interface Applied<T extends Treatment = Treatment> {
  readonly edge: EdgeName;
  readonly treatment: T;
  /** Whether the next request is one of its share. */
  readonly takes: () => boolean;
  readonly random: () => number;
  /** How many tries of an operation failed so far; of one that passes, as many as it takes. */
  readonly tries: Map<string, number>;
  /** Called when it is undone. */
  readonly afterwards: Set<() => void>;
}

export type Pair = Required<EdgeName>;

/** What becomes of one request. */
export interface Decision {
  /** Nothing comes back before this is undone. */
  readonly held?: Applied;
  readonly isReset?: true;
  /** Answered so, in place of the service. */
  readonly answer?: Of<'http-status'> | Of<'grpc-status'>;
  /** How often it is sent. */
  readonly times: number;
}

/** So many operations are remembered; the oldest is forgotten first. */
const REMEMBERED = 100_000;

/** The treatments that hold now, and what they make of each request. */
export class Treatments {
  private readonly seed: number;
  private applied: readonly Applied[] = [];
  private count = 0;

  constructor(seed: number) {
    this.seed = seed;
  }

  apply(edge: EdgeName, treatment: Treatment): { readonly applied: Applied; readonly undo: Undo } {
    const seed = seedFor(this.seed, `${edge.from ?? '*'} -> ${edge.to} ${treatment.kind} ${this.count++}`);
    const applied: Applied = {
      edge,
      treatment,
      takes: spread('share' in treatment ? treatment.share : 1, seed),
      random: seeded(seed),
      tries: new Map(),
      afterwards: new Set(),
    };
    this.applied = [...this.applied, applied];
    return { applied, undo: async () => this.undo(applied) };
  }

  undoAll(): void {
    for (const applied of this.applied) this.undo(applied);
  }

  on<Kind extends Treatment['kind']>(pair: Pair, kind: Kind): readonly Applied<Of<Kind>>[] {
    if (this.applied.length === 0) return [];
    return this.applied.filter((one): one is Applied<Of<Kind>> => one.treatment.kind === kind && covers(one.edge, pair));
  }

  /** Whether an operation has to be told from others before anything is decided. */
  needsOperation(pair: Pair): boolean {
    return this.on(pair, 'http-status').some(({ treatment }) => treatment.first !== undefined);
  }

  decision(pair: Pair, asked: Asked, id: string): Decision {
    const [held] = this.on(pair, 'blackhole');
    if (held) return { held, times: 1 };
    if (this.resets(pair)) return { isReset: true, times: 1 };
    // Every share goes on counting, also of a request that another treatment answers.
    const failing = this.on(pair, 'http-status').filter(one => fails(one, id));
    const coded = asked.protocol === 'grpc' ? this.on(pair, 'grpc-status').filter(one => one.takes()) : [];
    const answer = (failing[0] ?? coded[0])?.treatment;
    const times = this.on(pair, 'storm').reduce((product, { treatment }) => product * treatment.times, 1);
    return { times, ...(answer && { answer }) };
  }

  resets(pair: Pair): boolean {
    return this.on(pair, 'reset').filter(one => one.takes()).length > 0;
  }

  /** The time by which an answer is late. Over at once where nothing delays it, or does no longer. */
  async delay(pair: Pair): Promise<void> {
    for (const one of this.on(pair, 'latency')) {
      if (!this.applied.includes(one)) continue;
      const { milliseconds, jitterMilliseconds } = one.treatment;
      await pause(one, Math.max(0, milliseconds + jitterMilliseconds * (2 * one.random() - 1)));
    }
  }

  /** The slowest pace at which a body passes now. */
  pace(pair: Pair): Applied<Of<'slow-body'>> | undefined {
    return this.on(pair, 'slow-body').reduce<Applied<Of<'slow-body'>> | undefined>(
      (slowest, one) => (slowest && slowest.treatment.bytesPerSecond <= one.treatment.bytesPerSecond ? slowest : one),
      undefined,
    );
  }

  private undo(applied: Applied): void {
    if (!this.applied.includes(applied)) return;
    this.applied = this.applied.filter(one => one !== applied);
    for (const call of applied.afterwards) call();
    applied.afterwards.clear();
  }
}

export const covers = (edge: EdgeName, { from, to }: Pair): boolean => edge.to === to && (edge.from === undefined || edge.from === from);

/** With `first` the share is of operations: one that it takes fails so often before it passes. */
function fails({ treatment: { first }, takes, tries }: Applied<Of<'http-status'>>, id: string): boolean {
  if (first === undefined) return takes();
  const failed = tries.get(id) ?? (takes() ? 0 : first);
  if (!tries.has(id) && tries.size >= REMEMBERED) tries.delete(tries.keys().next().value!);
  tries.set(id, Math.min(first, failed + 1));
  return failed < first;
}

/** Waits, but not longer than the treatment holds. */
export function pause(applied: Applied, milliseconds: number): Promise<void> {
  return new Promise(resolve => {
    const over = () => {
      clearTimeout(timer);
      applied.afterwards.delete(over);
      resolve();
    };
    const timer = setTimeout(over, milliseconds);
    applied.afterwards.add(over);
  });
}
