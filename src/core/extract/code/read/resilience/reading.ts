import type { ServesRoute } from '../../../../model/talk-fact.ts';
import type { Span } from '../../../../model/source.ts';
import { argumentsOf, closingOf } from '../../outline/masked.ts';
import type { Outline } from '../../outline/outline.ts';

/** A file as the readers of resilience and risks see it. */
export interface Reading {
  readonly outline: Outline;
  /** Every import, by local name. */
  readonly imports: ReadonlyMap<string, string>;
  readonly routes: readonly ServesRoute[];
  /** Requests, calls or messages come in here. */
  readonly answers: boolean;
}

/** A call in the text: what is called, and what it is given. */
export interface Called {
  readonly at: Span;
  /** As written: `requests.get`. */
  readonly name: string;
  readonly open: number;
  readonly end: number;
  /** With its texts. */
  readonly given: string;
}

/** Every place that a pattern ends at the opening bracket of a call. The named group `name`, or the whole match, is what is called. */
export function callsOf(
  { outline: { code, source } }: Reading,
  pattern: RegExp,
): readonly (Called & { readonly match: RegExpExecArray })[] {
  return [...code.matchAll(pattern)].map(match => {
    const open = match.index + match[0].length - 1;
    const end = Math.min(closingOf(code, open) + 1, code.length);
    const name = (match.groups?.['name'] ?? match[0].slice(0, -1)).trim();
    const start = match.index + match[0].indexOf(name);
    return { match, at: [start, start + name.length], name, open, end, given: source.text.slice(open + 1, end - 1) };
  });
}

/** The texts of the arguments of a call. */
export const argumentTexts = ({ outline: { code, source } }: Reading, { open }: Called): readonly string[] =>
  argumentsOf(code, open).map(([start, end]) => source.text.slice(start, end).trim());

/** Local names of what a file takes from any of some modules. */
export const localNames = ({ imports }: Reading, modules: RegExp): readonly string[] =>
  [...imports].flatMap(([local, module]) => (modules.test(module) && /^[\w$]+$/.test(local) ? [local] : []));

export const oneOf = (names: readonly string[]): string => names.map(name => name.replace(/[$]/g, '\\$')).join('|');

/** The variable that what begins at a place is given to: `const api = `, `self.session = `, `client := `. */
export function givenTo(code: string, at: number): string | undefined {
  const line = code.slice(Math.max(0, at - 160), at);
  return /([A-Za-z_$][\w$]*)\s*(?::\s*[\w<>.]+\s*)?(?::=|=)\s*(?:await\s+|&|new\s+)*$/.exec(line)?.[1];
}
