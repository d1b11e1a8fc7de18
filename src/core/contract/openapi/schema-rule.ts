import type { Location } from '../../model/source.ts';
import { severityOf } from './rules.ts';
import { isReadOnly, isWriteOnly, type Schemas } from './schema.ts';
import type { Versions } from './schema-pair.ts';
import type { Visit } from './schema-walk.ts';

/** What a schema is for. */
export interface Scope {
  readonly part: 'request-body' | 'response-body' | 'parameter' | 'header-parameter';
  /** In the manner of `POST /orders request.body`. */
  readonly element: string;
  /** In the manner of `the request body of POST /orders`. */
  readonly subject: string;
  /** In JSON, the number 1 is not the text "1"; in a query it is. */
  readonly isJson: boolean;
  /** A default means nothing where a value has to be sent. */
  readonly hasDefaults: boolean;
  /** Whether the operation says how stable it is, or nothing of it: else no promise of it is known. */
  readonly isStabilityKnown: boolean;
  /** Today, as in 2026-11-21. */
  readonly today: string;
  readonly read: Versions<Schemas>;
}

/** What a check found in one schema. */
export interface Finding {
  /** The end of the rule's id: `max-length-decreased`; what comes before it says the part. */
  readonly ending: string;
  /** The whole id, where it is made otherwise. */
  readonly rule?: string;
  /** What happened, said of its subject: "is no longer nullable". */
  readonly predicate: string;
  /** A property of the schema that it happened to, rather than the schema itself. */
  readonly property?: string;
  readonly before?: Location;
  readonly after?: Location;
}

export type SchemaCheck = (visit: Visit, scope: Scope) => readonly Finding[];

export const isRequest = ({ part }: Scope): boolean => part !== 'response-body';
export const isParameter = ({ part }: Scope): boolean => part === 'parameter' || part === 'header-parameter';

/** What a request need not say of what only responses carry. */
const NOT_OF_READ_ONLY = new Set(
  (
    'min-items-increased min-items-set max-length-set max-set min-set exclusive-max-set exclusive-min-set type-changed type-generalized ' +
    'list-of-types-narrowed list-of-types-widened x-extensible-enum-value-removed'
  ).split(' '),
);

/** What a response need not say of what only requests carry. */
const NOT_OF_WRITE_ONLY = new Set(
  (
    'max-increased exclusive-max-increased min-decreased exclusive-min-decreased max-length-increased max-length-unset ' +
    'min-items-decreased min-items-unset min-length-decreased'
  ).split(' '),
);

/** The id of the rule; nothing where no rule minds the change in this part. */
export function ruleOf({ ending, rule }: Finding, { pair, path }: Visit, scope: Scope): string | undefined {
  const whole = rule ?? ruleBy(ending, { path, scope, only: { read: isReadOnly(pair.after), write: isWriteOnly(pair.after) } });
  return whole && severityOf(whole) ? whole : undefined;
}

interface By {
  readonly path: string;
  readonly scope: Scope;
  readonly only: { readonly read: boolean; readonly write: boolean };
}

function ruleBy(ending: string, { path, scope, only }: By): string | undefined {
  if (isParameter(scope)) {
    const isOfItems = path === 'items' && ending.startsWith('max-items-');
    return `request-parameter-${path === '' || isOfItems ? '' : 'property-'}${ending}`;
  }
  const direction = isRequest(scope) ? 'request' : 'response';
  if (path === '')
    return ending === 'enum-value-removed' && direction === 'response' ? `response-mediatype-${ending}` : `${direction}-body-${ending}`;
  if (direction === 'request' && only.read) {
    if (NOT_OF_READ_ONLY.has(ending)) return undefined;
    const special = `request-read-only-property-${ending}`;
    if (severityOf(special)) return special;
  }
  if (direction === 'response' && only.write) {
    if (NOT_OF_WRITE_ONLY.has(ending)) return undefined;
    const special = `response-write-only-property-${ending}`;
    if (severityOf(special)) return special;
  }
  return `${direction}-property-${ending}`;
}
