import type { Imports } from '../../../../model/program-fact.ts';
import { foundAt } from './lines-scan.ts';

const STATEMENT =
  /^[ \t]*(?:import|export)\b(?:[ \t]+type)?([\w$*{},\s]*?)\bfrom\s*(['"])([^'"\n]+)\2|^[ \t]*import\s*(['"])([^'"\n]+)\4/my;
const REQUIRED =
  /(?:^[ \t]*(?:const|let|var)\s+([\w$]+|\{[^}=]*\})\s*(?::[^=\n]*)?=\s*(?:await\s+)?)?\b(?:require|import)\(\s*(['"])([^'"\n]+)\2\s*\)/gm;

const TYPE_ONLY = /^\s*(?:import|export)[ \t]+type\b(?!\s*(?:,|from\b))/;

/** Imports, re-exports and requires, by a scan instead of a parse; those in comments at the start of a line are left out. `lines` are where declarations begin. */
export function importsIn(text: string, lines: readonly number[]): Imports[] {
  const imports: Imports[] = [];
  for (const match of foundAt(STATEMENT, text, lines)) {
    const [whole, clause = ''] = match;
    const at = [match.index, match.index + whole.length] as const;
    const names = match[3] === undefined ? [] : namesIn(clause);
    const typeOnly = whole.includes('type') && TYPE_ONLY.test(whole);
    imports.push({ kind: 'imports', at, specifier: match[3] ?? match[5]!, names, ...(typeOnly && { typeOnly }) });
  }
  if (!text.includes('require(') && !text.includes('import(')) return imports;
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
    const name = part.trim();
    const whole = name.startsWith('*') ? /^\*(?:\s+as\s+([\w$]+))?$/.exec(name) : undefined;
    if (whole) names.push({ local: whole[1] ?? '*', imported: '*' });
    else if (name) names.push({ local: name, imported: 'default' });
  }
  if (braces < 0) return names;
  for (const part of clause.slice(braces + 1, clause.indexOf('}', braces)).split(',')) {
    const name = part.trim();
    const named = name === '' ? undefined : NAMED.exec(name);
    if (named) names.push({ local: named[2] ?? named[1]!, imported: named[1]! });
  }
  return names;
}

const NAMED = /^(?:type\s+)?([\w$]+)(?:\s+as\s+([\w$]+))?$/;

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
