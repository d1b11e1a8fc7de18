import { plain } from './compose-document.ts';

/**
 * What a Dockerfile takes out of its context, as paths in the context: folders where a pattern begins in one, and '' for the whole.
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
    const [, keyword = '', body = ''] = /^\s*(ARG|COPY|ADD|RUN)\s+(.*)$/i.exec(line) ?? [];
    if (/^arg$/i.test(keyword)) declare(body, values);
    else if (/^run$/i.test(keyword)) for (const source of mountedIn(body)) sources.add(source);
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
    return pathIn(filled);
  });
}

/** None where it is not known, or leads out. */
function pathIn(written: string): readonly string[] {
  const path = written.replace(/^(\.?\/)+|\/+$/g, '').replace(/^\.$/, '');
  return /[$:]|(^|\/)\.\.(\/|$)/.test(path) ? [] : [patternFolder(path)];
}

/** `RUN --mount=type=bind,source=src,target=/src`: a bind is what is meant where no type is written, and the whole context where no source is. */
function mountedIn(body: string): readonly string[] {
  return [...body.matchAll(/--mount=(\S+)/g)].flatMap(([, written = '']) => {
    const options = new Map(written.split(',').map(part => [part.split('=')[0]!, part.slice(part.indexOf('=') + 1)] as const));
    if ((options.get('type') ?? 'bind') !== 'bind' || options.has('from')) return [];
    return pathIn(options.get('source') ?? options.get('src') ?? '');
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
