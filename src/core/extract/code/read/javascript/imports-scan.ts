import type { Imports } from '../../../../model/fact.ts';

const STATEMENT =
  /^[ \t]*(?:import|export)\b(?:[ \t]+type)?([\w$*{},\s]*?)\bfrom\s*(['"])([^'"\n]+)\2|^[ \t]*import\s*(['"])([^'"\n]+)\4/gm;
const REQUIRED =
  /(?:^[ \t]*(?:const|let|var)\s+([\w$]+|\{[^}=]*\})\s*(?::[^=\n]*)?=\s*(?:await\s+)?)?\b(?:require|import)\(\s*(['"])([^'"\n]+)\2\s*\)/gm;

/** Imports, re-exports and requires, by a scan instead of a parse; those in comments at the start of a line are left out. */
export function importsIn(text: string): Imports[] {
  const imports: Imports[] = [];
  if (/\b(?:import|export)\b/.test(text)) {
    for (const match of text.matchAll(STATEMENT)) {
      const names = match[3] === undefined ? [] : namesIn(match[1]!);
      const typeOnly = /^\s*(?:import|export)[ \t]+type\b(?!\s*(?:,|from\b))/.test(match[0]);
      imports.push({
        kind: 'imports',
        at: [match.index, match.index + match[0].length],
        specifier: match[3] ?? match[5]!,
        names,
        ...(typeOnly && { typeOnly }),
      });
    }
  }
  if (!/\b(?:require|import)\(/.test(text)) return imports;
  for (const match of text.matchAll(REQUIRED)) {
    if (isCommented(text, match.index)) continue;
    imports.push({
      kind: 'imports',
      at: [match.index, match.index + match[0].length],
      specifier: match[3]!,
      names: requiredNames(match[1]),
    });
  }
  return imports;
}

function isCommented(text: string, at: number): boolean {
  const line = text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
  return /^\s*(?:\/\/|\*|\/\*)/.test(line) || line.includes(' //');
}

function namesIn(clause: string): Imports['names'] {
  const names: { local: string; imported: string }[] = [];
  const braces = clause.indexOf('{');
  for (const part of (braces < 0 ? clause : clause.slice(0, braces)).split(',')) {
    const whole = /^\s*\*(?:\s+as\s+([\w$]+))?\s*$/.exec(part);
    if (whole) names.push({ local: whole[1] ?? '*', imported: '*' });
    else if (part.trim()) names.push({ local: part.trim(), imported: 'default' });
  }
  if (braces < 0) return names;
  for (const part of clause.slice(braces + 1, clause.indexOf('}', braces)).split(',')) {
    const named = /^\s*(?:type\s+)?([\w$]+)(?:\s+as\s+([\w$]+))?\s*$/.exec(part);
    if (named) names.push({ local: named[2] ?? named[1]!, imported: named[1]! });
  }
  return names;
}

function requiredNames(declared: string | undefined): Imports['names'] {
  if (declared === undefined) return [];
  if (!declared.startsWith('{')) return [{ local: declared, imported: '*' }];
  return declared
    .slice(1, -1)
    .split(',')
    .flatMap(part => {
      const named = /^\s*([\w$]+)(?:\s*:\s*([\w$]+))?\s*$/.exec(part);
      return named ? [{ local: named[2] ?? named[1]!, imported: named[1]! }] : [];
    });
}
