import { plain } from './compose-document.ts';

/**
 * What a Dockerfile copies out of its context by name, as paths in the context: folders where a pattern begins in one. The whole context is no name.
 * Read to find what git ignores and the build needs, so what cannot be told is left out. Pure and total.
 */
export function copiedSources(dockerfile: string, args: Readonly<Record<string, unknown>>): readonly string[] {
  const values = new Map(
    Object.entries(args).flatMap(([name, value]) => (typeof value === 'string' ? [[name, plain(value)] as const] : [])),
  );
  const sources = new Set<string>();
  for (const line of dockerfile
    .replace(/\\[ \t]*\r?\n/g, ' ')
    .split('\n')
    .slice(0, MOST_LINES)) {
    const [, keyword = '', body = ''] = /^\s*(ARG|COPY|ADD)\s+(.*)$/i.exec(line) ?? [];
    if (/^arg$/i.test(keyword)) declare(body, values);
    else for (const source of keyword === '' ? [] : sourcesIn(body, values)) sources.add(source);
  }
  return [...sources];
}

const MOST_LINES = 5_000;

function declare(body: string, values: Map<string, string>): void {
  const [, name = '', value] = /^(\w+)(?:=["']?([^"']*)["']?)?/.exec(body.trim()) ?? [];
  if (name !== '' && value !== undefined && !values.has(name)) values.set(name, value);
}

function sourcesIn(body: string, values: ReadonlyMap<string, string>): readonly string[] {
  if (/--from=|<</.test(body)) return [];
  const words = listed(body.replace(/--\w[\w-]*(=\S+)?\s+/g, '').trim());
  return words.slice(0, -1).flatMap(word => {
    const filled = word.replace(/\$\{?(\w+)\}?/g, (_, name: string) => values.get(name) ?? '$');
    const path = filled.replace(/^(\.?\/)+|\/+$/g, '');
    return path === '' || path === '.' || /[$:]|(^|\/)\.\.(\/|$)/.test(path) ? [] : [patternFolder(path)].filter(Boolean);
  });
}

/** Up to the first part that is a pattern. */
const patternFolder = (path: string): string => {
  const parts = path.split('/');
  const pattern = parts.findIndex(part => /[*?[]/.test(part));
  return (pattern < 0 ? parts : parts.slice(0, pattern)).join('/');
};

function listed(body: string): readonly string[] {
  if (!body.startsWith('[')) return body.split(/\s+/);
  try {
    const parsed: unknown = JSON.parse(body);
    return Array.isArray(parsed) ? parsed.filter(word => typeof word === 'string') : [];
  } catch {
    return [];
  }
}
