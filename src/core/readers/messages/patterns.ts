import { argumentNumber } from './chains.ts';
import { type Code, isWord, markAt } from './code.ts';
import { isNested, isPattern, typeEnd } from './declarations.ts';
import { type Inquiry, type Typed, weakened } from './inquiry.ts';
import { fieldType } from './members.ts';
import { namedType } from './named-type.ts';
import { fieldNamed } from './own-fields.ts';
import { parameterType } from './parameters.ts';
import { regionAt } from './regions.ts';
import { valueType } from './values.ts';

/** What a pattern takes apart. */
export function patternType(inquiry: Inquiry, open: number): Typed | undefined {
  const { code } = inquiry;
  const close = code.pairs[open]!;
  if (close < 0 || !isPattern(code, open)) return undefined;
  const after = markAt(code, close + 1);
  if (code.language === 'Rust' && isWord(code, open - 1)) return namedType(inquiry, open - 1, open);
  if (isNested(code, open)) {
    const part = partType(inquiry, code.around[open]!, markAt(code, open - 2));
    return after === '=' && !part?.messages.length ? valueType(inquiry, close + 2) : part;
  }
  if (after === '=' || after === 'of') return valueType(inquiry, close + 2);
  if (after === ':') {
    const typed = namedType(inquiry, close + 2, typeStop(code, close + 2));
    if (typed) return typed;
  }
  const region = regionAt(code, open);
  return region ? parameterType(inquiry, region, argumentNumber(code, open)) : undefined;
}

/** What a pattern takes out under a name; of a type of the service's own, what that says of its member. */
export function partType(inquiry: Inquiry, open: number, key: string): Typed | undefined {
  const inline = inlineType(inquiry, open, key);
  if (inline) return inline;
  const holder = patternType(inquiry, open);
  if (holder && holder.messages.length > 0) return fieldType(holder, key, inquiry.schema);
  return weakened(fieldNamed(inquiry, key, -1), 'likely') ?? holder;
}

/** `({ ad }: { ad: Ad })` */
function inlineType(inquiry: Inquiry, open: number, key: string): Typed | undefined {
  const { code } = inquiry;
  const type = code.pairs[open]! + 2;
  if (markAt(code, type - 1) !== ':' || markAt(code, type) !== '{') return undefined;
  for (let at = type + 1; at < code.pairs[type]!; at++)
    if (markAt(code, at) === key && code.around[at] === type && /^[?:]$/.test(markAt(code, at + 1)))
      return namedType(inquiry, at + 1, typeEnd(code, markAt(code, at + 1) === '?' ? at + 3 : at + 2));
  return undefined;
}

function typeStop(code: Code, from: number): number {
  let at = from;
  if (markAt(code, at) === '{' && code.pairs[at]! > at) return code.pairs[at]!;
  while (at < from + 14 && !/^[),=]$|^=>$/.test(markAt(code, at))) at++;
  return at;
}
