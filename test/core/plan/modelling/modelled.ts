import '../../../grammars.ts';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Memory } from '../../../../src/core/environments/memory.ts';
import { FactsIndex } from '../../../../src/core/index/facts-index.ts';
import { snapshot } from '../../../../src/core/index/snapshot.ts';
import type { FilePath } from '../../../../src/core/model/source.ts';
import { modelled, type Asked, type Modelled } from '../../../../src/core/plan/modelling/modelling.ts';

export type Workspace = Readonly<Record<string, string>>;

const known = new WeakMap<Workspace, Modelled>();

/** What the contracts of a workspace leave unsaid; made once of each workspace. */
export function modelledOf(workspace: Workspace, asked?: Asked): Modelled {
  if (asked) return made(workspace, asked);
  const found = known.get(workspace) ?? made(workspace, {});
  known.set(workspace, found);
  return found;
}

function made(workspace: Workspace, asked: Asked): Modelled {
  const index = new FactsIndex();
  index.apply(Object.entries(workspace).map(([path, text]) => ({ kind: 'set', source: { path: path as FilePath, text } })));
  const paths = Object.keys(workspace).toSorted() as FilePath[];
  const files = {
    read: (path: FilePath) => workspace[path],
    under: (folder: string) => paths.filter(path => folder === '' || path.startsWith(`${folder}/`)),
  };
  const { graph, madeFrom, place } = snapshot(index, { files, memory: new Memory() });
  return modelled({ ...madeFrom!, graph, placeOf: place, texts: { paths, read: files.read } }, asked);
}

/** `$.paths['/x'].get {"responses":{…}}` for each action, without its reasons. */
export const actionsOf = ({ overlays }: Modelled): readonly string[] =>
  overlays.flatMap(({ overlay }) => overlay.actions.map(({ target, update }) => `${target} ${JSON.stringify(update)}`));

const shop = new URL('../../../../examples/shop/', import.meta.url).pathname;

const paths = (readdirSync(shop, { recursive: true }) as string[]).filter(
  path => !path.includes('node_modules') && statSync(join(shop, path)).isFile(),
);
const unedited: Workspace = Object.fromEntries(paths.map(path => [path, readFileSync(join(shop, path), 'utf8')]));

/** The example, with some of its files as the test wants them. */
export const theShop = (edits?: Workspace): Workspace => (edits ? { ...unedited, ...edits } : unedited);
