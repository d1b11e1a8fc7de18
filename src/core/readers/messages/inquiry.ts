import { weaker } from '../../model/confidence.ts';
import type { Confidence } from '../../model/graph.ts';
import type { Code } from './code.ts';
import type { ContractSchema } from './schema.ts';
import type { ServiceCode } from './service-code.ts';

/**
 * What a piece of code carries: a message, or several of it, or a promise, builder, client stream of it. These are not told apart:
 * where code asks a list for a field, it asks each of its elements. Without messages it is known to carry none.
 */
export interface Typed {
  /** Full names; several where it is not known which. */
  readonly messages: readonly string[];
  readonly confidence: Confidence;
  /** Completes "it is a shop.Ad, because …". */
  readonly why: string;
}

export const NO_MESSAGE: Typed = { messages: [], confidence: 'certain', why: 'it is something else' };

/** What is asked about one file. The answers ask each other, as deep as `Budget` allows. */
export interface Inquiry {
  readonly schema: ContractSchema;
  readonly code: Code;
  readonly service: ServiceCode;
  /** What the expression that ends with this token carries. */
  readonly typeAt: (end: number) => Typed | undefined;
  /** What the place of the expression that begins with this token asks for. */
  readonly expectedAt: (start: number) => Typed | undefined;
  /** The same for another file of the service. */
  readonly of: (code: Code) => Inquiry;
}

export const weakened = (typed: Typed | undefined, confidence: Confidence): Typed | undefined =>
  typed && { ...typed, confidence: weaker(typed.confidence, confidence) };
