import type { ExpandsVariables } from '../../model/variable-fact.ts';

const MOST = 300;
const REFERENCE = /\$(?:\{([A-Z][A-Z0-9_]{2,})(:?[-=])?\}?|([A-Z][A-Z0-9_]{2,}))/g;
const OWN = /(?:^|[;&|]|\b(?:export|local|readonly|declare|do|then|read|for)\b)\s*(?:-\w+\s+)*([A-Z][A-Z0-9_]*)(?:=|\s+in\b|\s*$)/gm;

/** Every variable that a script takes from outside, in its first place; comments count for nothing. */
export function expansions(text: string): readonly ExpandsVariables[] {
  const own = new Set([...text.matchAll(OWN)].map(match => match[1]!));
  const found = new Map<string, ExpandsVariables['names'][number]>();
  let start = 0;
  for (const line of text.split('\n')) {
    for (const match of /^\s*#/.test(line) ? [] : line.matchAll(REFERENCE)) {
      const name = (match[1] ?? match[3])!;
      const escaped = line[match.index - 1] === '\\';
      if (escaped || own.has(name) || found.has(name) || found.size >= MOST) continue;
      const at = [start + match.index, start + match.index + match[0].length] as const;
      found.set(name, { name, at, ...(match[2] && { falls: true }) });
    }
    start += line.length + 1;
  }
  return found.size === 0 ? [] : [{ kind: 'expands-variables', at: [...found.values()][0]!.at, names: [...found.values()] }];
}
