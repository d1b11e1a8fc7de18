import type { PackageFact } from '../../model/package-fact.ts';
import type { Extractor } from '../extractor.ts';
import { jsonFile } from '../json/parse.ts';
import { at, entries, items, text, type Node } from '../../yaml/tree.ts';

/** tsconfig and jsconfig: path aliases and references. A package without a name, so that it is no package of its own. */
export const tsconfig: Extractor = {
  name: 'tsconfig',
  include: ['**/tsconfig*.json', '**/jsconfig*.json'],
  mayMatch: text => /"(?:paths|references|extends|baseUrl)"/.test(text),
  extract: source => {
    const { root } = jsonFile(source);
    const fact = packageOf(root);
    return { facts: fact.paths || fact.extends !== undefined || fact.dependencies.length > 0 ? [fact] : [], problems: [] };
  },
};

function packageOf(root: Node): PackageFact {
  const paths = aliases(root);
  const base = text(root, 'extends') ?? text(root, 'extends', 0);
  const references = items(at(root, 'references')).flatMap(reference => {
    const path = text(reference, 'path');
    return path === undefined ? [] : [{ name: path, at: reference.at, path }];
  });
  return {
    kind: 'package',
    at: at(root, 'compilerOptions', 'paths')?.at ?? root.at,
    ecosystem: 'npm',
    dependencies: references,
    ...(paths && { paths }),
    ...(base?.startsWith('.') && { extends: base }),
  };
}

/** `baseUrl` alone lets every import begin at its folder. */
function aliases(root: Node): PackageFact['paths'] {
  const options = at(root, 'compilerOptions');
  const base = text(options, 'baseUrl');
  const declared = entries(at(options, 'paths')).map(
    ({ key, value }) => [key, items(value).flatMap(item => joined(base, text(item)) ?? [])] as const,
  );
  if (declared.length > 0)
    return Object.fromEntries(
      base === undefined || declared.some(([key]) => key === '*') ? declared : [...declared, ['*', [joined(base, '*')!]]],
    );
  return base === undefined ? undefined : { '*': [joined(base, '*')!] };
}

function joined(base: string | undefined, path: string | undefined): string | undefined {
  if (path === undefined) return undefined;
  const folder = (base ?? '.').replace(/\/+$/, '').replace(/^\.\/?/, '');
  return [folder, path.replace(/^\.\//, '')].filter(part => part !== '').join('/');
}
