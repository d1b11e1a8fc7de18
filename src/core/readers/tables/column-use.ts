import type { Confidence } from '../../model/graph.ts';
import type { FilePath, Location } from '../../model/source.ts';

/** One place where a column is declared, written or read. */
export interface ColumnUse {
  /** As it is named there, without quotes and schema; empty where only the column is named. */
  readonly table: string;
  /** `*`: all. */
  readonly column: string;
  readonly at: Location;
  readonly how: 'declares' | 'writes' | 'reads';
  readonly confidence: Confidence;
}

/** A column with what its declaration says. */
export interface ColumnDeclaration {
  readonly table: string;
  readonly column: string;
  readonly at: Location;
  readonly type?: string;
  /** A row cannot be written without it. */
  readonly isRequired?: true;
}

/** What one statement does to a schema, in the order of the statements. */
export type SchemaStep =
  | ({ readonly kind: 'column' } & ColumnDeclaration)
  | { readonly kind: 'table'; readonly table: string; readonly at: Location }
  | { readonly kind: 'drop-table'; readonly table: string; readonly at: Location }
  | { readonly kind: 'drop-column'; readonly table: string; readonly column: string; readonly at: Location }
  | { readonly kind: 'rename-table'; readonly table: string; readonly to: string; readonly at: Location }
  | { readonly kind: 'rename-column'; readonly table: string; readonly column: string; readonly to: string; readonly at: Location }
  | { readonly kind: 'require'; readonly table: string; readonly column: string; readonly isRequired: boolean; readonly at: Location }
  | { readonly kind: 'retype'; readonly table: string; readonly column: string; readonly type: string; readonly at: Location };

/** What a text says of tables: changes of the schema, and uses of columns. */
export interface Told {
  readonly steps: readonly SchemaStep[];
  readonly uses: readonly ColumnUse[];
}

export const toldNothing: Told = { steps: [], uses: [] };

/** What declares a column is a use of it. */
export function declared(steps: readonly SchemaStep[]): Told {
  const uses = steps.flatMap((step): ColumnUse[] =>
    step.kind === 'column' ? [{ table: step.table, column: step.column, at: step.at, how: 'declares', confidence: 'certain' }] : [],
  );
  return { steps, uses };
}

export const both = (all: readonly Told[]): Told => ({ steps: all.flatMap(({ steps }) => steps), uses: all.flatMap(({ uses }) => uses) });

export const locationAt = (file: FilePath, start: number, length: number): Location => ({ file, span: [start, start + length] });

/** Names of tables and columns mean the same however their case is written. */
export const folded = (name: string): string => name.toLowerCase();
