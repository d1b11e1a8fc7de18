import type { PackageFact } from '../../model/package-fact.ts';
import type { Extractor } from '../extractor.ts';
import { jsonFile } from '../json/parse.ts';
import { at, entries, items, text, texts, type Node } from '../../yaml/tree.ts';
import { yamlFile } from '../../yaml/parse.ts';

/** Files that say what the members of a JavaScript monorepo are: pnpm, Lerna, Rush, Nx, Angular, Nest. */
export const monorepo: Extractor = {
  name: 'monorepo',
  include: ['**/pnpm-workspace.{yaml,yml}', '**/{lerna,rush,nest-cli,workspace,angular,project}.json'],
  mayMatch: text => /packages|projects|projectType|sourceRoot/.test(text),
  extract: source => {
    const file = source.path.slice(source.path.lastIndexOf('/') + 1);
    const root = file.endsWith('.json') ? jsonFile(source).root : yamlFile(source).documents[0]?.root;
    return { facts: root?.kind === 'mapping' ? (READERS[file]?.(root) ?? members(root)) : [], problems: [] };
  },
};

const READERS: Readonly<Record<string, (root: Node) => readonly PackageFact[]>> = {
  'rush.json': rush,
  'nest-cli.json': projects,
  'workspace.json': projects,
  'angular.json': projects,
  'project.json': nx,
};

function members(root: Node): readonly PackageFact[] {
  const list = at(root, 'packages');
  const found = texts(list);
  return found.length > 0 && list ? [{ kind: 'package', at: list.at, ecosystem: 'npm', dependencies: [], members: found }] : [];
}

function rush(root: Node): readonly PackageFact[] {
  return items(at(root, 'projects')).flatMap(project => {
    const name = text(project, 'packageName');
    const folder = text(project, 'projectFolder');
    return name === undefined || folder === undefined
      ? []
      : [{ kind: 'package', at: project.at, ecosystem: 'npm', name, folder, dependencies: [] }];
  });
}

/** Applications and libraries of one source tree: Nest names the entry file, Angular and Nx the kind. */
function projects(root: Node): readonly PackageFact[] {
  return entries(at(root, 'projects')).flatMap(({ key, keyAt, value }) => {
    const folder = value.kind === 'scalar' ? value.text : (text(value, 'root') ?? text(value, 'sourceRoot'));
    if (folder === undefined || folder === '') return [];
    const runs = (text(value, 'type') ?? text(value, 'projectType')) === 'application';
    return [{ kind: 'package', at: keyAt, ecosystem: 'npm', name: key, folder, dependencies: [], ...(runs && { runs }) }];
  });
}

function nx(root: Node): readonly PackageFact[] {
  const name = text(root, 'name');
  const type = text(root, 'projectType');
  if (name === undefined || type === undefined) return [];
  const dependencies = items(at(root, 'implicitDependencies')).flatMap(item =>
    item.kind === 'scalar' && item.text !== '' ? [{ name: item.text, at: item.at }] : [],
  );
  return [
    {
      kind: 'package',
      at: at(root, 'name')!.at,
      ecosystem: 'npm',
      name,
      folder: '.',
      dependencies,
      ...(type === 'application' && { runs: true }),
    },
  ];
}
