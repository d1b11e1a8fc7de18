import { folderOf, inFolder, isTest, isUnder, relativeTo } from '../../model/paths.ts';
import type { FilePath, Location } from '../../model/source.ts';
import { yamlFile } from '../../yaml/parse.ts';
import { at, entries, entry, text, type MappingEntry, type Node } from '../../yaml/tree.ts';
import { asWord, nearest, type Command, type Place } from './place.ts';

/** What `npm init` writes where there is nothing to run. */
const NONE = /no test specified/;
/** Runners that take a path, so that of a shared package only the service's own tests run. */
const TAKES_PATH = /\b(jest|vitest|mocha|ava)\b/;

/** The target of the service's Nx project; the test script of its package.json, else of the nearest one above that has one. */
export function npmCommand(place: Place): readonly Command[] {
  const target = nxTarget(place);
  if (target) return [target];
  const manifest = nearest(place, 'package.json');
  if (manifest === undefined || !(isUnder(manifest, place.folder) || place.files.some(isScriptTest))) return [];
  const root = rootOf(place, manifest);
  const folder = folderOf(manifest) as FilePath | '';
  const scripts = testScripts(root).filter(({ key }) => key === 'test' || folder === place.folder);
  const runner = packageManager(place, root);
  return scripts.map(({ key, keyAt, value }) => ({
    command: `${runner} ${key === 'test' ? 'test' : `run ${asWord(key)}`}${pathFor(place, folder, value)}`,
    folder,
    at: { file: manifest, span: [keyAt[0], value.at[1]] } satisfies Location,
  }));
}

const rootOf = (place: Place, file: FilePath): Node | undefined =>
  yamlFile({ path: file, text: place.texts.read(file) ?? '' }).documents[0]?.root;

function nxTarget(place: Place): Command | undefined {
  const file = inFolder(place.folder, 'project.json');
  const root = rootOf(place, file);
  const name = text(root, 'name');
  const target = entry(at(root, 'targets'), 'test');
  const top = nearest(place, 'nx.json');
  if (name === undefined || !target || top === undefined) return undefined;
  return { command: `npx nx test ${asWord(name)}`, folder: folderOf(top) as FilePath | '', at: { file, span: target.keyAt } };
}

/** A package above may be of other services: it counts for one with tests in its language. */
const isScriptTest = (path: FilePath): boolean => /\.[cm]?[jt]sx?$/.test(path) && isTest(path);

/** `test`, else each `test:unit` and the like that is not run again and again. */
function testScripts(root: Node | undefined): readonly MappingEntry[] {
  const all = entries(at(root, 'scripts')).filter(({ value }) => value.kind === 'scalar' && value.text !== '' && !NONE.test(value.text));
  const whole = all.filter(({ key }) => key === 'test');
  return whole.length > 0 ? whole : all.filter(({ key }) => /^test:(?!.*\b(watch|cov|coverage|debug)\b)/.test(key));
}

const LOCKS: Readonly<Record<string, string>> = {
  'pnpm-lock.yaml': 'pnpm',
  'yarn.lock': 'yarn',
  'bun.lock': 'bun',
  'bun.lockb': 'bun',
  'package-lock.json': 'npm',
};

function packageManager(place: Place, root: Node | undefined): string {
  const named = /^(npm|pnpm|yarn|bun)@/.exec(text(root, 'packageManager') ?? '')?.[1];
  return named ?? Object.entries(LOCKS).find(([lock]) => nearest(place, lock) !== undefined)?.[1] ?? 'npm';
}

function pathFor({ folder: service }: Place, folder: string, script: Node): string {
  const isShared = folder !== service;
  return isShared && script.kind === 'scalar' && TAKES_PATH.test(script.text) ? ` -- ${asWord(relativeTo(folder, service))}` : '';
}
