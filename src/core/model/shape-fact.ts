import type { Span } from './source.ts';

/** What the bodies and messages of a system look like, as far as one file tells. */
export type ShapeFact = AnswersWith | ExpectsAnswer | DeclaresMessage;

/** A body of JSON. Where a part is not known, it is absent. */
export type Shape =
  | {
      readonly kind: 'object';
      readonly at: Span;
      readonly keys: readonly ShapeKey[];
      /** It may have other keys as well. */ readonly open?: true;
    }
  | { readonly kind: 'list'; readonly at: Span; readonly of?: Shape };

export interface ShapeKey {
  readonly name: string;
  readonly at: Span;
  /** It may be missing. */
  readonly optional?: true;
  readonly shape?: Shape;
}

/** A successful answer of an operation, by a specification or by the code that makes it. */
export interface AnswersWith {
  readonly kind: 'answers-with';
  readonly at: Span;
  /** Upper case. */
  readonly method: string;
  /** With parameters as `{name}`. */
  readonly path: string;
  readonly shape: Shape;
}

/** What code takes the answer of a request for. */
export interface ExpectsAnswer {
  readonly kind: 'expects-answer';
  readonly at: Span;
  readonly method: string;
  /** As written, without host and query; holes are `{}`. */
  readonly path: string;
  readonly shape: Shape;
}

/** A message of protobuf. */
export interface DeclaresMessage {
  readonly kind: 'declares-message';
  readonly at: Span;
  /** With its package: `shop.v1.Order`. */
  readonly name: string;
  readonly fields: readonly {
    readonly at: Span;
    readonly name: string;
    readonly number: number;
    /** As on the wire, as written: `string`, `repeated Item`, `map<string,bool>`. */
    readonly type: string;
  }[];
}
