import type { Span } from '../../../model/source.ts';
import type { GoValue } from '../value.ts';

/** A text of a template: what `define` gives a name, or a whole file. */
export interface Definition {
  readonly name: string;
  readonly body: Body;
}

export type Body = readonly Statement[];

export type Statement =
  | { readonly kind: 'text'; readonly at: Span }
  | { readonly kind: 'action'; readonly at: Span; readonly pipeline: Pipeline }
  | {
      readonly kind: 'if' | 'with' | 'range';
      readonly at: Span;
      readonly pipeline: Pipeline;
      readonly body: Body;
      readonly otherwise: Body;
    }
  | { readonly kind: 'template'; readonly at: Span; readonly name: string; readonly pipeline?: Pipeline }
  | { readonly kind: 'break' | 'continue'; readonly at: Span };

export type Branch = Extract<Statement, { readonly body: Body }>;

export interface Pipeline {
  readonly at: Span;
  /** `$a := …`, `$a, $b := …`, or `$a = …` with `assigns`. */
  readonly variables: readonly string[];
  readonly assigns: boolean;
  readonly commands: readonly Command[];
}

/** What is called, and with what: a single operand is called with nothing. */
export interface Command {
  readonly at: Span;
  readonly operands: readonly [Operand, ...Operand[]];
}

export type Operand =
  | { readonly kind: 'dot' | 'nil'; readonly at: Span }
  /** A number, text or truth as written; origins are added where it stands. */
  | { readonly kind: 'literal'; readonly at: Span; readonly value: GoValue }
  | { readonly kind: 'field'; readonly at: Span; readonly fields: readonly string[] }
  | { readonly kind: 'variable'; readonly at: Span; readonly name: string; readonly fields: readonly string[] }
  | { readonly kind: 'function'; readonly at: Span; readonly name: string }
  | { readonly kind: 'chain'; readonly at: Span; readonly of: Operand; readonly fields: readonly string[] }
  | { readonly kind: 'pipeline'; readonly at: Span; readonly pipeline: Pipeline };
