import type { Confidence } from './graph.ts';
import type { Location } from './source.ts';

/** What a change does to a service when the changed side is deployed and everything else stays as it is; the worst first. */
export type Effect = 'broken' | 'at-risk' | 'rebuilt' | 'untouched';

/** What counts as a contract between services, written down or not. */
export type ElementKind =
  | 'message'
  | 'rpc'
  | 'operation'
  | 'route'
  | 'variable'
  | 'address'
  | 'topic'
  | 'payload'
  | 'symbol'
  | 'table'
  | 'contract';

/** A change as the versions' own difference knows it: which of the two a place is in. */
export interface SidedLocation extends Location {
  readonly side: 'before' | 'after';
}

/** One thing that others may rely on, and that is not as it was. */
export interface ElementChange {
  /** By its full name: `shop.Order.total`, `PUT /statistics/{}` of statistics-service, `AD_SERVICE_ADDR` of frontend. */
  readonly element: string;
  readonly kind: ElementKind;
  /** The rule of the contract's own checker, where there is one. */
  readonly rule?: string;
  /** `wire`: who speaks by the other version no longer understands; `source`: who is built against it has to be edited. */
  readonly level: 'wire' | 'source' | 'behaviour' | 'safe';
  /** Whoever relies on it is broken by rule, reader found or not. */
  readonly breaking: boolean;
  readonly message: string;
  readonly at: SidedLocation;
  /** Ids of the nodes that changed it. */
  readonly providers: readonly string[];
  /** How many files were searched for readers, where it is an element that code reads. */
  readonly searched?: number;
  /** Files that may use it and were not looked into, because a question is bounded. */
  readonly leftOut?: number;
}

/** What one change does to one service, and the lines that show it. */
export interface Blow {
  readonly change: ElementChange;
  /** Id of the node. */
  readonly service: string;
  readonly effect: Exclude<Effect, 'untouched'>;
  readonly confidence: Confidence;
  /** One sentence. */
  readonly why: string;
  /** In the version after, unless it says otherwise; the most telling first. */
  readonly evidence: readonly SidedLocation[];
}

/** Everything that happens to one service. */
export interface ServiceImpact {
  readonly service: string;
  readonly effect: Effect;
  readonly confidence: Confidence;
  readonly why: string;
  readonly evidence: readonly SidedLocation[];
  /** The changes that reach it, itself or over others. */
  readonly changes: readonly ElementChange[];
  /** From the service to the broken one that it reaches, by id; absent where it is hit itself. */
  readonly path?: readonly string[];
}

export interface Impact {
  readonly changes: readonly ElementChange[];
  /** Every service of the system, the worst first. */
  readonly services: readonly ServiceImpact[];
}
