import type { Outline } from '../../outline/outline.ts';

/** How a language tells what a name is: behind it, or before it. */
const BEHIND: Readonly<Record<string, RegExp>> = {
  Script: /[?!]?\s*(?::|=\s*(?:await\s+)?new\s)\s*([A-Z][\w$]*)/y,
  Python: /\s*[:=]\s*([A-Z]\w*)/y,
  Go: /(?:[ \t]+(?:\*|(?=(?:\w+\.)?[A-Z]))|\s*:?=\s*&?(?=\w+\.[A-Z]))(\w+)/y,
  Java: /\s*[;=,)]/y,
};
const BEFORE_IN_JAVA = /\b([A-Z]\w*)(?:<[^<>;(){}]{0,60}>)?\s+$/;
const MOST_BEFORE = 100;
const WORD = /[\w$]/;

/** The types of fields, parameters and variables, as far as they are said; a name that has several has none. Of `orders.Service` in Go the package. */
export function receiverTypes(names: ReadonlySet<string>, { code, language }: Outline): ReadonlyMap<string, string> {
  const types = new Map<string, string>();
  const behind = BEHIND[language.endsWith('Script') ? 'Script' : language];
  for (const name of behind ? names : []) {
    const told = typesOf(name, code, behind!);
    if (told.size === 1) for (const type of told) types.set(name, type);
  }
  return types;
}

function typesOf(name: string, code: string, behind: RegExp): ReadonlySet<string> {
  const told = new Set<string>();
  for (let at = code.indexOf(name); at >= 0; at = code.indexOf(name, at + name.length)) {
    behind.lastIndex = at + name.length;
    const found = WORD.test(code[at - 1] ?? '') ? null : behind.exec(code);
    const type = found && (found[1] ?? BEFORE_IN_JAVA.exec(code.slice(Math.max(0, at - MOST_BEFORE), at))?.[1]);
    if (type) told.add(type);
  }
  return told;
}
