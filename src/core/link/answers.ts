import type { Value } from '../model/value.ts';
import type { Resolution } from './resolve.ts';

const MOST_STEPS = 12;

/** A value in a place, and how many others led to it. */
interface Asked {
  readonly value: Value;
  readonly place: string;
  readonly steps: number;
}

/** An answer that nothing cut short, and how many steps it takes from its value on. */
interface Whole {
  readonly resolution: Resolution;
  readonly height: number;
}

/** An answer that was cut short, and how many steps led to it. */
interface Cut {
  readonly resolution: Resolution;
  readonly steps: number;
}

/**
 * Answers to values that refer to each other, each made once. Where one is cut short depends on the question that led there; so such an
 * answer is forgotten with its question, and only whole ones are kept, which are the same whoever asks.
 */
export class Answers {
  /** They go with the facts that hold the values. */
  private readonly whole = new WeakMap<Value, Map<string, Whole>>();
  private readonly cut = new Map<Value, Map<string, Cut>>();
  private readonly open: Asked[] = [];
  private deepest = 0;
  private isCut = false;

  to(asked: Asked, answer: () => Resolution): Resolution {
    const known = this.known(asked);
    if (known) return known;
    if (asked.steps > MOST_STEPS || this.isOpen(asked)) {
      this.isCut = true;
      return nothing('it refers to itself');
    }
    const { deepest, isCut } = this;
    this.deepest = asked.steps;
    this.isCut = false;
    this.open.push(asked);
    const resolution = answer();
    this.open.pop();
    this.keep(asked, resolution);
    this.deepest = Math.max(deepest, this.deepest);
    this.isCut ||= isCut;
    if (this.open.length === 0) this.forget();
    return resolution;
  }

  private known({ value, place, steps }: Asked): Resolution | undefined {
    const whole = this.whole.get(value)?.get(place);
    if (whole && steps + whole.height <= MOST_STEPS) {
      this.deepest = Math.max(this.deepest, steps + whole.height);
      return whole.resolution;
    }
    const cut = this.cut.get(value)?.get(place);
    if (!cut || cut.steps > steps) return undefined;
    this.isCut = true;
    return cut.resolution;
  }

  private isOpen({ value, place }: Asked): boolean {
    return this.open.some(open => open.value === value && open.place === place);
  }

  private keep({ value, place, steps }: Asked, resolution: Resolution): void {
    if (this.isCut) placed(this.cut, value).set(place, { resolution, steps });
    else placed(this.whole, value).set(place, { resolution, height: this.deepest - steps });
  }

  private forget(): void {
    this.cut.clear();
    this.deepest = 0;
    this.isCut = false;
  }
}

export const nothing = (why: string): Resolution => ({ texts: [], unknown: [why] });

function placed<A>(
  answers: { get(value: Value): Map<string, A> | undefined; set(value: Value, own: Map<string, A>): unknown },
  value: Value,
): Map<string, A> {
  const known = answers.get(value) ?? new Map<string, A>();
  answers.set(value, known);
  return known;
}
