import { argumentNumber } from './chains.ts';
import { type Code, isAccess, markAt } from './code.ts';
import { type Declaration, declarationAt } from './declarations.ts';
import { type Inquiry, NO_MESSAGE, type Typed, weakened } from './inquiry.ts';
import { namedType } from './named-type.ts';
import { fieldNamed } from './own-fields.ts';
import { handedTo, parameterType, trailing } from './parameters.ts';
import { partType } from './patterns.ts';
import { isVisible, regionAt } from './regions.ts';
import { valueType } from './values.ts';

/** So many places before a use are looked at. */
const MOST_PLACES = 40;

/** What a variable carries where it is used. */
export function variableType(inquiry: Inquiry, at: number): Typed | undefined {
  const { code } = inquiry;
  const places = code.places.get(markAt(code, at)) ?? [];
  const last = lastUpTo(places, at);
  for (let index = last; index >= 0 && index > last - MOST_PLACES; index--) {
    const place = places[index]!;
    const declared = declarationAt(code, place);
    if (!declared || !isVisible(code, place, at) || (declared.kind === 'value' && declared.value <= at && at <= place)) continue;
    const found = declaredType(inquiry, declared, place);
    if (found) return found;
    if (declared.kind !== 'value' || declared.firm || !isEmptyValue(code, declared.value)) return undefined;
  }
  return comprehended(inquiry, at) ?? implicit(inquiry, at) ?? fieldNamed(inquiry, markAt(code, at), last < 0 ? at : places[0]!);
}

/** The index of the last number that is no larger; -1 where all are. */
function lastUpTo(sorted: readonly number[], most: number): number {
  let low = -1;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (sorted[middle]! <= most) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** `None`, `[]`: what it will hold is said elsewhere. */
const isEmptyValue = (code: Code, at: number): boolean => /^(?:null|None|nil|undefined|\[|\{|new)$/.test(markAt(code, at));

function declaredType(inquiry: Inquiry, declared: Declaration, place: number): Typed | undefined {
  switch (declared.kind) {
    case 'typed': {
      const named = namedType(inquiry, declared.from, declared.to);
      if (named && named.messages.length > 0) return named;
      const value = declared.value === undefined ? undefined : valueType(inquiry, declared.value);
      return (value && value.messages.length > 0 ? value : undefined) ?? named ?? parameterTyped(inquiry, place);
    }
    case 'value':
      return valueType(inquiry, declared.value, declared.part) ?? usedAs(inquiry, place, declared.value);
    case 'ended':
      return inquiry.typeAt(declared.end);
    case 'part':
      return partType(inquiry, declared.open, declared.key);
    case 'parameter':
      return parameterType(inquiry, declared.region, declared.number);
    case 'nothing':
      return NO_MESSAGE;
  }
}

/** A parameter typed as anything. */
function parameterTyped(inquiry: Inquiry, place: number): Typed | undefined {
  const region = regionAt(inquiry.code, place);
  if (!region || place > region.parameters[1]) return undefined;
  return parameterType(inquiry, region, argumentNumber(inquiry.code, place));
}

/** What is not known by itself is what the places that it goes to ask for: a literal for sure, all else as far as it seems. */
function usedAs(inquiry: Inquiry, place: number, value: number): Typed | undefined {
  const { code } = inquiry;
  const isLiteral = /^[{[]$/.test(markAt(code, value)) || /^(?:dict|array)$/.test(markAt(code, value));
  if (isLiteral) return wantedOf(inquiry, place);
  return UNTYPED.test(code.language) ? weakened(wantedOf(inquiry, place), 'likely') : undefined;
}

const UNTYPED = /^(?:JavaScript|Python|Ruby|PHP)$/;

const MOST_USES = 12;

/** What the later uses of a variable ask it to be. */
export function wantedOf(inquiry: Inquiry, place: number): Typed | undefined {
  const { code } = inquiry;
  let asked = 0;
  for (const use of code.places.get(markAt(code, place)) ?? []) {
    if (
      use <= place ||
      !isVisible(code, place, use) ||
      isAccess(code, use + 1) ||
      isAccess(code, use - 1) ||
      /^(?:=|:=|\[)$/.test(markAt(code, use + 1))
    )
      continue;
    if (++asked > MOST_USES) return undefined;
    const found = inquiry.expectedAt(use);
    if (found && found.messages.length > 0) return found;
  }
  return undefined;
}

/** `[ad.text for ad in ads]`: said behind its use. */
function comprehended(inquiry: Inquiry, at: number): Typed | undefined {
  const { code } = inquiry;
  if (code.language !== 'Python') return undefined;
  const places = code.places.get(markAt(code, at)) ?? [];
  const next = lastUpTo(places, at) + 1;
  for (const place of places.slice(next, next + MOST_PLACES)) {
    if (markAt(code, place + 1) === 'in' && (markAt(code, place - 1) === 'for' || markAt(code, place - 1) === ','))
      return holds(code, code.around[place]!, at) ? valueType(inquiry, place + 2) : undefined;
  }
  return undefined;
}

const holds = (code: Code, open: number, at: number): boolean => open >= 0 && open < at && at < code.pairs[open]!;

/** Kotlin's `it`; the receiver of `apply {`. */
function implicit(inquiry: Inquiry, at: number): Typed | undefined {
  const { code } = inquiry;
  if (code.language !== 'Kotlin' || !/^(?:it|this)$/.test(markAt(code, at))) return undefined;
  const open = code.around[at]!;
  const callee = open < 0 ? -1 : trailing(code, open);
  return callee < 0 ? undefined : handedTo(inquiry, { callee, open: -1 }, 0);
}
