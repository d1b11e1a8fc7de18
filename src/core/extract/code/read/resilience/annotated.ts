import type { Span } from '../../../../model/source.ts';
import { closingOf } from '../../outline/masked.ts';

/** What an annotation of Java stands on. */
export interface Annotated {
  /** All that runs under it; of a type also the annotations above it. */
  readonly over: Span;
  readonly body: Span;
  readonly name?: string;
}

const ANOTHER = /\s*@[\w.]+/y;
/** A signature is no longer. */
const MOST_SIGNATURE = 4000;

/** The method or type that is declared behind an annotation which ends at a place. A method without a body ends with its signature. */
export function annotated(code: string, from: number): Annotated | undefined {
  const start = pastAnnotations(code, from);
  const stop = bodyOf(code, start);
  if (stop === undefined) return undefined;
  const head = code.slice(start, stop);
  const end = code[stop] === '{' ? Math.min(closingOf(code, stop) + 1, code.length) : stop + 1;
  const type = /\b(?:class|interface|record)\s+(\w+)/.exec(head)?.[1];
  const method = /(\w+)\s*\(/.exec(head)?.[1];
  const name = type ?? method;
  return { over: type === undefined ? [from, end] : [0, end], body: [stop, end], ...(name !== undefined && { name }) };
}

function pastAnnotations(code: string, from: number): number {
  let at = from;
  for (let steps = 0; steps < 40; steps++) {
    ANOTHER.lastIndex = at;
    if (!ANOTHER.test(code)) return at;
    at = ANOTHER.lastIndex;
    const open = /^\s*\(/.exec(code.slice(at, at + 20));
    if (open) at = closingOf(code, at + open[0].length - 1) + 1;
  }
  return at;
}

/** The brace or the semicolon that ends a signature. */
function bodyOf(code: string, from: number): number | undefined {
  for (let at = from; at < code.length && at - from < MOST_SIGNATURE; at++) {
    const letter = code[at];
    if (letter === '{' || letter === ';') return at;
    if (letter === '(') at = closingOf(code, at);
  }
  return undefined;
}

/** Calls in one body are looked at up to here. */
const MOST_CALLS = 400;

/** The types of the fields and parameters that code calls, and what it calls of them: `CatalogClient` and `get` of `catalog.get(id)`. */
export function calledIn(code: string, [start, end]: Span): { readonly types: readonly string[]; readonly asks: readonly string[] } {
  const called = [...code.slice(start, end).matchAll(/(?<![\w.])(?:this\.)?([a-z]\w*)\.(\w+)\s*\(/g)].slice(0, MOST_CALLS);
  const names = [...new Set(called.map(([, name]) => name!))];
  const types = names.flatMap(name => new RegExp(String.raw`\b([A-Z]\w*)(?:<[^<>]*>)?\s+${name}\s*[;=,)]`).exec(code)?.[1] ?? []);
  return { types: [...new Set(types)], asks: [...new Set(called.map(([, , method]) => method!))] };
}
