import type { Location } from '../model/source.ts';

/**
 * What a change breaks. `wire`: who speaks by the other version no longer understands; `source`: who is built against it has to be edited;
 * `behaviour`: everybody understands, and something else may happen; `safe`: nobody notices.
 */
export type ChangeLevel = 'wire' | 'source' | 'behaviour' | 'safe';

/** How sure that is: `error` breaks a reader, `warning` may break one that the documents do not show, `info` breaks nobody. */
export type ChangeSeverity = 'error' | 'warning' | 'info';

/** One difference between two versions of a contract. */
export interface ContractChange {
  /** The id that buf (protobuf) or oasdiff (OpenAPI) gives this rule, so that existing waivers keep their names. */
  readonly rule: string;
  readonly level: ChangeLevel;
  readonly severity: ChangeSeverity;
  /** What changed, by its full name: `shop.Order.total`, `shop.Orders.Place`, `shop.proto`; `POST /orders request.body.total`. */
  readonly element: string;
  /** Absent where there was nothing before; else in a file of the version before. */
  readonly before?: Location;
  /** Absent where nothing is left. */
  readonly after?: Location;
  /** One sentence for people. */
  readonly message: string;
}

/** Something that kept a part of a contract from being compared. The rest was. */
export interface ContractProblem {
  readonly side: 'before' | 'after';
  readonly at: Location;
  readonly message: string;
}

export interface ContractDiff {
  readonly changes: readonly ContractChange[];
  readonly problems: readonly ContractProblem[];
}
