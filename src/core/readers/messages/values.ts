import { chainEnd, partsOf, valueStart } from './chains.ts';
import { type Code, isWord, markAt } from './code.ts';
import type { Inquiry, Typed } from './inquiry.ts';
import { namedType } from './named-type.ts';

/** What the expression that begins here carries; of `a ?? b` and `c ? a : b` the first that is known. */
export function valueType(inquiry: Inquiry, from: number, part?: number): Typed | undefined {
  const { code } = inquiry;
  let start = valueStart(code, from);
  if (part !== undefined) {
    const list = listed(code, start);
    if (list > 0) {
      const parts = partsOf(code, list);
      return parts[part] === undefined ? undefined : valueType(inquiry, parts[part]);
    }
    if (part > 0) return undefined;
  }
  for (let step = 0; step < 5; step++) {
    const end = chainEnd(code, start);
    const found = inquiry.typeAt(end);
    if (found && found.messages.length > 0) return found;
    const operator = markAt(code, end + 1);
    if (!/^(?:\?\?|\|\||\?:|\?|:|or|if|else|as|&&)$/.test(operator) || (code.tokens[end + 1]!.fresh && operator === 'if')) return found;
    if (operator === 'as' && isWord(code, end + 2)) return namedType(inquiry, end + 2, end + 3) ?? found;
    start = valueStart(code, end + 2);
  }
  return undefined;
}

/** `Promise.all([…])`: its list. */
function listed(code: Code, start: number): number {
  if (markAt(code, start) === '[') return start;
  const end = chainEnd(code, start);
  const open = code.pairs[end]!;
  return open > 0 &&
    markAt(code, open) === '(' &&
    markAt(code, open + 1) === '[' &&
    /^all(?:Settled)?$|^gather$/.test(markAt(code, open - 1))
    ? open + 1
    : -1;
}
