import type { ReadsEnv } from '../../model/variable-fact.ts';

/** Lines that only look, say or wait: what they name is not yet used. */
const LOOKS =
  /^\s*(?:#|echo\b|printf\b|log\b|if\b|elif\b|\[|test\b|until\b|while\b|case\b|nc\b|wait|ping\b|export\b|unset\b|local\b|readonly\b|[A-Za-z_]\w*=)/;
const USED = /\$(?:\{([A-Z][A-Z0-9_]{2,})(?::?-[^}]*)?\}|([A-Z][A-Z0-9_]{2,}))/g;

/** Variables that a command of a script is given; the script is handed them unless it sets them itself. */
export function variablesUsed(text: string): ReadsEnv[] {
  const found = new Map<string, ReadsEnv>();
  const own = new Set([...text.matchAll(/^\s*(?:export\s+|local\s+)?([A-Z][A-Z0-9_]*)=/gm)].map(match => match[1]!));
  let start = 0;
  for (const line of text.split('\n')) {
    for (const match of LOOKS.test(line) ? [] : line.matchAll(USED)) {
      const name = (match[1] ?? match[2])!;
      if (own.has(name) || found.has(name)) continue;
      found.set(name, { kind: 'reads-env', at: [start + match.index, start + match.index + match[0].length], name, certain: true });
    }
    start += line.length + 1;
  }
  return [...found.values()];
}
