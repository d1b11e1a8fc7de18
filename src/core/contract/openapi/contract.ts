import type { Location } from '../../model/source.ts';
import type { ContractChange } from '../change.ts';
import { field, type Place } from './place.ts';
import type { Reader } from './reader.ts';
import { levelOf, severityOf } from './rules.ts';
import { schemas, type Schemas } from './schema.ts';
import type { SchemaPairs, Versions } from './schema-pair.ts';
import type { Budget } from './schema-walk.ts';
import type { Unchanged } from './unchanged.ts';
import { textOf } from './value.ts';

/** One version of one document. */
export interface Contract {
  readonly root: Place;
  readonly reader: Reader;
  readonly schemas: Schemas;
}

export function contract(root: Place, reader: Reader): Contract {
  const version = textOf(field(root, 'openapi')?.node);
  return { root, reader, schemas: schemas(reader, { siblingsCount: /^3\.[1-9]/.test(version) }) };
}

/** What two versions of a document are compared with, and what is told of them. */
export interface Comparison {
  readonly versions: Versions<Contract>;
  readonly pairs: SchemaPairs;
  readonly unchanged: Unchanged;
  readonly budget: Budget;
  /** Today, as in 2026-11-21. */
  readonly today: string;
  readonly tell: (change: Told) => void;
}

export interface Told {
  readonly rule: string;
  readonly element: string;
  /** A sentence without its capital and its full stop. */
  readonly says: string;
  readonly before?: Location | undefined;
  readonly after?: Location | undefined;
}

export function changeOf({ rule, element, says, before, after }: Told): ContractChange {
  return {
    rule,
    level: levelOf(rule),
    severity: severityOf(rule) ?? 'info',
    element,
    ...(before && { before }),
    ...(after && { after }),
    message: `${says.charAt(0).toUpperCase()}${says.slice(1)}.`,
  };
}
