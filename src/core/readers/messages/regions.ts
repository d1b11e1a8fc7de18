import { remembered } from '../../model/remembered.ts';
import { calleeBefore, genericsBefore } from './chains.ts';
import { type Code, isWord, markAt } from './code.ts';
import { expressionEnd, functionsOf, isGoType, type OwnFunction } from './functions.ts';

/** A function or lambda with all that belongs to it. All numbers are tokens. */
export interface Region {
  readonly from: number;
  readonly to: number;
  /** Where its parameters stand; of a lambda without brackets, its only parameter. */
  readonly parameters: readonly [from: number, to: number];
  /** Absent for a lambda. */
  readonly named?: OwnFunction;
}

/** For each token the region that it stands in, and that the region stands in itself. */
interface Regions {
  readonly at: readonly (Region | undefined)[];
  readonly around: ReadonlyMap<Region, Region | undefined>;
}

const regionsOf = remembered(nested);

function nested(code: Code): Regions {
  const all = [...functionsOf(code).map(functionRegion), ...lambdas(code)].toSorted((a, b) => a.from - b.from || b.to - a.to);
  const at: (Region | undefined)[] = [];
  const around = new Map<Region, Region | undefined>();
  const open: Region[] = [];
  let next = 0;
  for (let token = 0; token < code.tokens.length; token++) {
    while (open.length > 0 && open.at(-1)!.to < token) open.pop();
    for (; next < all.length && all[next]!.from <= token; next++) {
      around.set(all[next]!, open.at(-1));
      if (all[next]!.to >= token) open.push(all[next]!);
    }
    at.push(open.at(-1));
  }
  return { at, around };
}

const functionRegion = (named: OwnFunction): Region => ({ from: named.at, to: named.body[1], parameters: named.parameters, named });

/** The innermost function or lambda that a token stands in. */
export const regionAt = (code: Code, at: number): Region | undefined => regionsOf(code).at[at];

/** The innermost function with a name. */
export function functionAround(code: Code, at: number): OwnFunction | undefined {
  const { around } = regionsOf(code);
  let region = regionAt(code, at);
  while (region && !region.named) region = around.get(region);
  return region?.named;
}

export const isVisible = (code: Code, declared: number, used: number): boolean => {
  const region = regionAt(code, declared);
  return !region || (region.from <= used && used <= region.to);
};

function* lambdas(code: Code): Generator<Region> {
  for (let at = 0; at < code.tokens.length; at++) {
    const mark = markAt(code, at);
    if (mark === '=>' || (mark === '->' && (code.language === 'Java' || code.language === 'Kotlin'))) yield* arrow(code, at);
    else if (mark === '|' && (code.language === 'Rust' || code.language === 'Ruby')) yield* piped(code, at);
    else if (/^(?:function|func|fn|lambda)$/.test(mark)) yield* anonymous(code, at);
  }
}

function* arrow(code: Code, at: number): Generator<Region> {
  // Keys of arrays and hashes have arrows as well.
  if (code.language === 'Ruby' || (code.language === 'PHP' && markAt(code, at - 1) !== ')')) return;
  if (code.language === 'Kotlin') {
    const open = code.around[at]!;
    if (open >= 0 && markAt(code, open) === '{') yield { from: open, to: code.pairs[open]!, parameters: [open, at] };
    return;
  }
  const parameters = arrowParameters(code, at);
  if (!parameters) return;
  yield { from: parameters[0], to: bodyEnd(code, at + 1), parameters };
}

function arrowParameters(code: Code, at: number): readonly [number, number] | undefined {
  const before = at - 1;
  if (markAt(code, before) === ')' && code.pairs[before]! >= 0) {
    const open = code.pairs[before]!;
    // A pattern that is matched: `Some(ad) =>`.
    const callee = calleeBefore(code, open);
    return [callee >= 0 && code.language === 'Rust' ? callee : open, before];
  }
  const typed = resultColon(code, before);
  if (typed > 0) return [code.pairs[typed - 1]!, typed - 1];
  if (markAt(code, before) === '}' && code.pairs[before]! >= 0) return [code.pairs[before]!, before];
  return isWord(code, before) ? [before, before] : undefined;
}

/** The `:` of `(ad): Promise<Ad> =>`. */
function resultColon(code: Code, end: number): number {
  if (code.language !== 'JavaScript') return -1;
  for (let at = end; at > end - 20 && at > 0; at--) {
    const mark = markAt(code, at);
    if (mark === ':' && markAt(code, at - 1) === ')' && code.pairs[at - 1]! >= 0) return at;
    if (mark === '>') at = Math.max(genericsBefore(code, at), at - 20);
    else if (!isWord(code, at) && !/^[.|[\]]$/.test(mark)) return -1;
  }
  return -1;
}

const bodyEnd = (code: Code, at: number): number =>
  markAt(code, at) === '{' && code.pairs[at]! > 0 ? code.pairs[at]! : expressionEnd(code, at);

function* piped(code: Code, at: number): Generator<Region> {
  const before = markAt(code, at - 1);
  if (!/^(?:[({,=]|do|move|=>|return)$/.test(before)) return;
  let close = at + 1;
  while (close < at + 40 && markAt(code, close) !== '|') close++;
  if (markAt(code, close) !== '|') return;
  const parameters = [at, close] as const;
  if (code.language === 'Rust') yield { from: at, to: bodyEnd(code, close + 1), parameters };
  else if (before === '{') yield { from: at, to: code.pairs[at - 1]! < 0 ? close : code.pairs[at - 1]!, parameters };
  else if (before === 'do') yield { from: at, to: blockEnd(code, close), parameters };
}

/** The `end` of a block of Ruby. */
function blockEnd(code: Code, from: number): number {
  let open = 1;
  let at = from + 1;
  for (; at < code.tokens.length; at++) {
    const word = markAt(code, at);
    if (word === 'end' && markAt(code, at - 1) !== '.' && --open === 0) return at;
    if (/^(?:do|def|class|module|case|begin)$/.test(word) || (/^(?:if|unless|while|until|for)$/.test(word) && code.tokens[at]!.fresh))
      open++;
  }
  return at - 1;
}

function* anonymous(code: Code, at: number): Generator<Region> {
  if (markAt(code, at) === 'lambda') {
    let colon = at + 1;
    while (colon < at + 40 && markAt(code, colon) !== ':') colon++;
    if (code.language === 'Python') yield { from: at, to: expressionEnd(code, colon + 1), parameters: [at, colon] };
    return;
  }
  const open = at + 1;
  const close = markAt(code, open) === '(' ? code.pairs[open]! : -1;
  if (close < 0) return;
  for (let body = close + 1; body < close + 40; body++) {
    if (markAt(code, body) === '{' && code.pairs[body]! > 0 && !isGoType(code, body)) {
      yield { from: at, to: code.pairs[body]!, parameters: [open, close] };
      return;
    }
    if (isGoType(code, body) && code.pairs[body]! > 0) body = code.pairs[body]!;
    else if (/^[;}=,]$|^=>$/.test(markAt(code, body))) return;
  }
}
