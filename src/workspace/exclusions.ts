import ignore from 'ignore';
import type { FilePath } from '../core/model/source.ts';
import { isPinned, SIBLINGS_LOCK } from '../core/model/sibling-fact.ts';
import { at, items, text } from '../core/yaml/tree.ts';
import { readOne } from './read-workspace.ts';

/** What a team tells Faultline. */
export const CONFIGURATION = '.faultline/config.yaml' as FilePath;

/** What of the folder of the configuration is for reading: everything else in it is what Faultline wrote for itself. */
export const isToldHere = (path: string): boolean => path === CONFIGURATION || path === SIBLINGS_LOCK || isPinned(path);

/** More, or longer ones, nobody writes by hand. */
const MOST_PATTERNS = 500;
const LONGEST = 300;

/**
 * Which paths are left out although they belong to the workspace: by the patterns given, and by `index: exclude:` in `.faultline/config.yaml`.
 * Patterns are those of .gitignore. The configuration itself is never left out, so that it can be corrected.
 */
export async function excluded(root: string, patterns: readonly string[]): Promise<(path: string) => boolean> {
  const wanted = [...patterns, ...(await configured(root))].map(pattern => pattern.replace(/^\.\//, '').trim()).filter(isUsable);
  if (wanted.length === 0) return () => false;
  const rules = ignore({ ignorecase: false }).add(wanted.slice(0, MOST_PATTERNS));
  return path => path !== CONFIGURATION && rules.ignores(path);
}

async function configured(root: string): Promise<string[]> {
  const reading = readOne(root, CONFIGURATION);
  if (reading?.kind !== 'source') return [];
  // Most workspaces have no such file, and need no parser to be listed.
  const { yamlFile } = await import('../core/yaml/parse.ts');
  return items(at(yamlFile(reading.source).documents[0]?.root, 'index', 'exclude')).flatMap(item => text(item) ?? []);
}

/** A workspace may be anybody's: a name of many stars would be compared for hours. */
const isUsable = (pattern: string): boolean =>
  pattern !== '' && pattern.length <= LONGEST && pattern.split('/').every(part => (part.match(/[*[?]/g)?.length ?? 0) <= MOST_WILD);

const MOST_WILD = 4;
