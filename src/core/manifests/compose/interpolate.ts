import type { Location } from '../../model/source.ts';
import { originsOf, type Origins } from '../tree.ts';
import { Failure } from './failure.ts';
import { joined, placesOf, sliced, whole, type Traced } from './traced.ts';

/** A variable's text and the lines that gave it; none where the shell did. */
export interface Variable {
  readonly text: string;
  readonly origins: Origins;
}

export type Lookup = (name: string) => Variable | undefined;

export interface Unset {
  readonly name: string;
  readonly at: Location;
}

interface Substitution {
  readonly lookup: Lookup;
  /** Called for each variable that nothing sets and that has no default; compose takes it for empty. */
  readonly onUnset?: (name: string, origins: Origins) => void;
  /** Such a variable stays in the text as `${NAME}`, also one that must be set: what is not known is not made empty. */
  readonly keepsUnset?: boolean;
}

const DEEPEST = 100;
const LONGEST = 4_000_000;
/** `$$`, `$NAME`, or the start of `${NAME}` and of `${NAME:-default}`. */
const REFERENCE = /\$(?:\$|([_a-z]\w*)|\{(?:([_a-z]\w*)(?:\}|(:?[-+?]))|))/gi;

/** A text with its variables put in. What was put in is not looked through again. Throws a Failure for what compose refuses. */
export function substituted(template: Traced, substitution: Substitution, depth = 0): Traced {
  const { text } = template;
  if (!text.includes('$')) return template;
  if (depth > DEEPEST) throw new Failure('Defaults are nested too deeply in a variable reference.', placesOf(template)[0]);
  const pattern = new RegExp(REFERENCE);
  const parts: Traced[] = [];
  let length = 0;
  let at = 0;
  for (let found = pattern.exec(text); found; found = pattern.exec(text)) {
    const end = endOf(found, text);
    const part = resolved({ found, own: sliced(template, found.index, end) }, substitution, depth);
    parts.push(sliced(template, at, found.index), part);
    length += part.text.length;
    if (length > LONGEST) throw new Failure('The text grows too large when its variables are put in.', placesOf(template)[0]);
    at = end;
    pattern.lastIndex = end;
  }
  return parts.length === 0 ? template : joined([...parts, sliced(template, at)]);
}

/** Where a reference ends: at the brace that closes it, or where compose counts none, at the last brace of the line. */
function endOf(found: RegExpExecArray, text: string): number {
  const end = found.index + found[0].length;
  if (found[3] === undefined) return end;
  const line = text.indexOf('\n', end);
  const last = text.lastIndexOf('}', line < 0 ? text.length : line);
  return last < end ? end : closingBrace(text, found.index + 1, last) + 1;
}

interface Reference {
  readonly found: RegExpExecArray;
  readonly own: Traced;
}

function resolved({ found, own }: Reference, substitution: Substitution, depth: number): Traced {
  if (found[0] === '$$') return sliced(own, 1);
  const [, bare, braced, operator] = found;
  const name = bare ?? braced;
  if (name === undefined || (operator !== undefined && !own.text.endsWith('}'))) return refuseFormat(own);
  if (operator === undefined) return plain(own, name, substitution);
  const word = substituted(sliced(own, found[0].length, own.text.length - 1), { ...substitution, onUnset: () => undefined }, depth + 1);
  return chosen({ name, operator, word, own }, substitution);
}

function plain(reference: Traced, name: string, { lookup, onUnset, keepsUnset }: Substitution): Traced {
  const value = lookup(name);
  if (!value) onUnset?.(name, placesOf(reference));
  if (!value && keepsUnset) return kept(reference, name);
  return put(reference, value?.text ?? '', value?.origins ?? []);
}

const kept = (reference: Traced, name: string): Traced => put(reference, `\${${name}}`, []);

interface Choice {
  readonly name: string;
  readonly operator: string;
  readonly word: Traced;
  readonly own: Traced;
}

/** A variable that is set but empty decides for the default too, so its line is an origin; one that only has to be there is none. */
function chosen({ name, operator, word, own }: Choice, { lookup, keepsUnset }: Substitution): Traced {
  const value = lookup(name);
  const counts = value !== undefined && (operator[0] !== ':' || value.text !== '');
  switch (operator.at(-1)) {
    case '+':
      return counts ? put(own, word.text, othersOf(word, own)) : put(own, value?.text ?? '', value?.origins ?? []);
    case '-':
      return counts ? put(own, value.text, value.origins) : put(own, word.text, originsOf(othersOf(word, own), value?.origins ?? []));
    default:
      if (counts) return put(own, value.text, value.origins);
      if (keepsUnset) return kept(own, name);
      throw new Failure(`The variable ${name} must be set${word.text === '' ? '' : `: ${word.text}`}.`, placesOf(own)[0]);
  }
}

/** What stands in for a reference: a text that is made of the reference and of what it refers to. */
const put = (reference: Traced, text: string, origins: Origins): Traced => whole(text, originsOf(placesOf(reference), origins));

/** The places of a default that are not the reference itself. */
function othersOf(word: Traced, own: Traced): Origins {
  const around = placesOf(own);
  return placesOf(word).filter(
    place => !around.some(({ file, span }) => file === place.file && span[0] <= place.span[0] && place.span[1] <= span[1]),
  );
}

/** As compose counts braces: what follows an opening one is skipped. */
function closingBrace(text: string, start: number, last: number): number {
  let open = 0;
  for (let at = start; at <= last; at++) {
    if (text[at] === '}' && --open === 0) return at;
    if (text[at] === '{') {
      open++;
      at++;
    }
  }
  return last;
}

function refuseFormat(reference: Traced): never {
  throw new Failure(
    'A variable reference is not well formed; write ${NAME} or ${NAME:-default}, or $$ for a dollar sign.',
    placesOf(reference)[0],
  );
}

/** Variables of a map, the way a lookup wants them. */
export const lookupIn =
  (variables: ReadonlyMap<string, Variable>): Lookup =>
  name =>
    variables.get(name);
