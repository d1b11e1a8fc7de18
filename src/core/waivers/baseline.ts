import type { Finding } from '../model/finding.ts';
import type { Problem } from '../model/source.ts';
import type { Breakage } from './waived.ts';

/** What was wrong already when somebody began to look: it is shown, and only what is new fails. */
interface Baseline {
  readonly known: ReadonlySet<string>;
  readonly problems: readonly Problem[];
}

/** Identities hold when files move or lines shift: they are made of names. */
export const findingId = ({ check, subject }: Pick<Finding, 'check' | 'subject'>): string => `${check} ${subject}`;

export const breakageId = ({ rule, element, consumer }: Breakage): string => `${rule ?? 'change'} ${element} → ${consumer}`;

/** One identity a line and in order, so that versions of the file merge and compare well. */
export const baselineText = (ids: Iterable<string>): string =>
  `${JSON.stringify({ version: VERSION, known: [...new Set(ids)].toSorted() }, null, 2)}\n`;

const VERSION = 1;

/** Pure and total: of what cannot be read nothing is known, so that everything fails rather than nothing. */
export function baseline(text: string): Baseline {
  const read = parsed(text);
  if (read === undefined) return unknown('The baseline cannot be read as JSON');
  const { version, known } = read as { readonly version?: unknown; readonly known?: unknown };
  if (version !== VERSION) return unknown(`The baseline is not of version ${VERSION}`);
  if (!Array.isArray(known) || !known.every(id => typeof id === 'string')) return unknown('The baseline has no list "known" of texts');
  return { known: new Set<string>(known), problems: [] };
}

const unknown = (what: string): Baseline => ({
  known: new Set(),
  problems: [{ at: [0, 0], message: `${what}; write it anew with --write-baseline.` }],
});

function parsed(text: string): object | undefined {
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === 'object' && read !== null ? read : undefined;
  } catch {
    return undefined;
  }
}

interface Compared<T> {
  readonly fresh: readonly T[];
  readonly known: readonly T[];
  /** Identities of what is mended since: they can leave the file. */
  readonly gone: readonly string[];
}

export function againstBaseline<T>(found: readonly T[], idOf: (one: T) => string, { known }: Baseline): Compared<T> {
  const ids = new Set(found.map(idOf));
  return {
    fresh: found.filter(one => !known.has(idOf(one))),
    known: found.filter(one => known.has(idOf(one))),
    gone: [...known].filter(id => !ids.has(id)),
  };
}
