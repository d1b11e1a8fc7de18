import type { Statement } from '../../syntax.ts';

/** A body while it is read. Expressions leave here what is written inside them but is a statement of its own: an inline require, an assignment, a class. */
export interface Reading {
  readonly text: string;
  readonly statements: Statement[];
}

export const reading = (text: string): Reading => ({ text, statements: [] });
