import type { Span } from './source.ts';

/** A function with a name, or one that answers somebody, and whom it calls as far as names tell. What stands inside of it runs when it runs. */
export interface OutlinedFunction {
  /** From its head to its end. */
  readonly at: Span;
  /** What stands before its body. */
  readonly head: Span;
  readonly name?: string;
  /** Requests or messages come in here. */
  readonly answers?: true;
  /** It runs on the one thread that serves everybody and gives it back only where it waits. */
  readonly async?: true;
  readonly calls: readonly CalledFunction[];
}

export interface CalledFunction {
  readonly at: Span;
  readonly name: string;
  /** What it is called on: the local name of an import, or the type of a field or variable. Absent: a function of the file or package itself. */
  readonly on?: string;
}
