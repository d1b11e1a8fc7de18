import type { PackageDependency, PackageFact } from '../../model/package-fact.ts';
import type { Extractor } from '../extractor.ts';
import { jsonFile } from '../json/parse.ts';
import { at, entries, text, texts, type Node } from '../../yaml/tree.ts';

/** package.json: what it depends on, its members, and whether it is meant to run. */
export const npm: Extractor = {
  name: 'npm',
  include: ['**/package.json'],
  extract: source => {
    const { root, problems } = jsonFile(source);
    return { facts: root.kind === 'mapping' ? [packageOf(root)] : [], problems };
  },
};

function packageOf(root: Node): PackageFact {
  const name = text(root, 'name');
  const members = workspaces(root);
  const engine = at(root, 'engines', 'node');
  return {
    kind: 'package',
    at: at(root, 'name')?.at ?? [root.at[0], Math.min(root.at[1], root.at[0] + 1)],
    ecosystem: 'npm',
    dependencies: SECTIONS.flatMap(([section, development]) => entries(at(root, section)).map(entry => dependency(entry, development))),
    ...(name !== undefined && { name }),
    ...(members.length > 0 && { members }),
    ...(engine?.kind === 'scalar' && { needs: { runtime: 'node', version: engine.text, at: engine.at } }),
    ...(runs(root) && { runs: true }),
  };
}

const SECTIONS: readonly (readonly [string, boolean])[] = [
  ['dependencies', false],
  ['optionalDependencies', false],
  ['peerDependencies', false],
  ['devDependencies', true],
];

const LOCAL = /^(?:file|link|portal):(.+)$/;

function dependency({ key, keyAt, value }: ReturnType<typeof entries>[number], development: boolean): PackageDependency {
  const version = value.kind === 'scalar' ? value.text : '';
  const path = LOCAL.exec(version)?.[1] ?? (/^\.{1,2}\//.test(version) ? version : undefined);
  return {
    name: key,
    at: [keyAt[0], value.at[1]],
    ...(version !== '' && { version }),
    ...(path !== undefined && { path }),
    ...(development && { development }),
  };
}

/** `workspaces` is a list, or an object with a list under `packages`. */
function workspaces(root: Node): readonly string[] {
  const node = at(root, 'workspaces');
  return [...texts(node), ...texts(at(node, 'packages'))];
}

/** A start script of a program; `start` of a component book or a watcher for a library tells nothing else, so it counts too. */
function runs(root: Node): boolean {
  return (
    ['start', 'start:prod', 'start:dev', 'serve', 'dev'].some(script => text(root, 'scripts', script) !== undefined) ||
    at(root, 'bin') !== undefined
  );
}
