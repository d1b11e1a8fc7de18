import type { Contract } from '../../model/contract-fact.ts';

const REFERENCE = /\$ref["']?\s*:\s*(?:"([^"#\n]+)[^"\n]*"|'([^'#\n]+)[^'\n]*'|([^\s"'#,}]+))/g;

/** Other files that a contract points into, each once. */
export function references(text: string): Contract['references'] {
  const found = new Map<string, Contract['references'][number]>();
  for (const match of text.matchAll(REFERENCE)) {
    const path = match[1] ?? match[2] ?? match[3] ?? '';
    if (found.has(path) || path === '') continue;
    const start = match.index + match[0].indexOf(path);
    found.set(path, { path, at: [start, start + path.length] });
  }
  return [...found.values()];
}
