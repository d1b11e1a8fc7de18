import { factsTable, type FactsByFile, type FactsTable, type Kind, type Question } from './facts-table.ts';
import { FactsView, type FactsOf } from './facts-view.ts';

/** The result of a step, with all that it was made from. */
interface Made {
  readonly inputs: readonly unknown[];
  readonly stamps: ReadonlyMap<Question, object | undefined>;
  readonly result: unknown;
}

/** The questions of one step. Who asks after it is over would not be noted, and so is our bug. */
class Notes {
  private readonly asked = new Set<Question>();
  private isClosed = false;

  add(question: Question): this {
    if (this.isClosed) throw new Error(`A step that is over asks for ${question}.`);
    this.asked.add(question);
    return this;
  }

  close(): ReadonlySet<Question> {
    this.isClosed = true;
    return this.asked;
  }
}

/**
 * What the links of one workspace leave for the next. A step's result is taken again where it was made from the very same inputs and everything
 * that it asked of the facts has the same answer; so memory saves work and cannot show.
 */
export class LinkMemory {
  private table: FactsTable | undefined;
  private readonly made = new Map<string, Made>();

  /** From here on the facts are these. */
  begin(files: FactsByFile): FactsView {
    this.table = factsTable(files, this.table);
    return new FactsView(this.table);
  }

  /** A step that asks while it is made: what it asks is noted. It may take over from the earlier result what is the same. */
  step<T>(name: string, inputs: readonly unknown[], make: (view: FactsView, earlier: T | undefined) => T): T {
    const known = this.made.get(name);
    if (known && this.holds(known, inputs)) return known.result as T;
    const asked = new Notes();
    const result = make(new FactsView(this.table!, asked), known?.result as T | undefined);
    this.made.set(name, { inputs, stamps: this.stampsOf(asked.close()), result });
    return result;
  }

  /** Facts for who asks later: of these kinds alone, which the type holds to. The same object as long as they say the same. */
  facts<K extends Kind>(...kinds: readonly K[]): FactsOf<K> {
    const name = `facts ${kinds.join(' ')}`;
    const known = this.made.get(name);
    if (known && this.holds(known, [])) return known.result as FactsOf<K>;
    const result = new FactsView(this.table!);
    this.made.set(name, { inputs: [], stamps: this.stampsOf(kinds), result });
    return result;
  }

  private holds({ inputs, stamps }: Made, now: readonly unknown[]): boolean {
    return sameItems(inputs, now) && [...stamps].every(([question, stamp]) => this.table!.stamps.get(question) === stamp);
  }

  private stampsOf(asked: Iterable<Question>): Made['stamps'] {
    return new Map([...asked].map(question => [question, this.table!.stamps.get(question)]));
  }
}

export const sameItems = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((item, at) => item === b[at]);
