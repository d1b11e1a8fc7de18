import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const top = new URL('../../fixtures/', import.meta.url).pathname;

/** A small workspace of our own, and what its graph is. */
export interface Case {
  /** `theme/case`. */
  readonly name: string;
  readonly folder: string;
  readonly expected: string;
}

const foldersIn = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(({ name }) => name);

/** Workspaces with mistakes on purpose, where the findings count, and some that really run. */
const WITHOUT_GRAPH: ReadonlySet<string> = new Set(['detect', 'impact', 'verify']);

export const cases: readonly Case[] = foldersIn(top)
  .filter(theme => !WITHOUT_GRAPH.has(theme))
  .flatMap(theme =>
    foldersIn(join(top, theme)).map(name => {
      const folder = join(top, theme, name);
      return { name: `${theme}/${name}`, folder, expected: readFileSync(join(folder, 'expected.txt'), 'utf8') };
    }),
  );
