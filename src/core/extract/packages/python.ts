import type { PackageDependency, PackageFact } from '../../model/package-fact.ts';
import type { Span } from '../../model/source.ts';
import type { Extractor } from '../extractor.ts';
import { tomlTree } from '../toml/parse.ts';
import { at, entries, items, text, type Node } from '../../yaml/tree.ts';

/** pyproject.toml as PEP 621, Poetry, PDM and uv write it, and Pipfile. */
export const pyproject: Extractor = {
  name: 'pyproject',
  include: ['**/pyproject.toml', '**/Pipfile'],
  extract: source => ({ facts: [packageOf(tomlTree(source))], problems: [] }),
};

const REQUIREMENT = /^\s*([A-Za-z0-9][\w.-]*)(?:\[[^\]]*\])?\s*(?:@\s*(\S+)|([<>=!~^][^;#]*))?/;

function packageOf(root: Node): PackageFact {
  const poetry = at(root, 'tool', 'poetry');
  const name = at(root, 'project', 'name') ?? at(poetry, 'name');
  const scripts = at(root, 'project', 'scripts') ?? at(poetry, 'scripts');
  const sources = at(root, 'tool', 'uv', 'sources');
  const python = at(root, 'project', 'requires-python') ?? at(poetry, 'dependencies', 'python');
  const members = items(at(root, 'tool', 'uv', 'workspace', 'members')).flatMap(item => text(item) ?? []);
  const listed = [
    ...texts(at(root, 'project', 'dependencies')),
    ...entries(at(root, 'project', 'optional-dependencies')).flatMap(group => texts(group.value)),
  ].flatMap(item => requirement(item.text, item.at));
  const development = [...entries(at(root, 'dependency-groups')), ...entries(at(root, 'tool', 'pdm', 'dev-dependencies'))]
    .flatMap(group => texts(group.value))
    .flatMap(item => requirement(item.text, item.at))
    .map(found => ({ ...found, development: true }));
  const tables = [
    ...tabled(at(poetry, 'dependencies'), false),
    ...tabled(at(poetry, 'dev-dependencies'), true),
    ...tabled(at(root, 'packages'), false),
    ...tabled(at(root, 'dev-packages'), true),
  ];
  const groups = entries(at(poetry, 'group')).flatMap(group => tabled(at(group.value, 'dependencies'), group.key !== 'main'));
  const dependencies = [...listed, ...development, ...tables, ...groups].map(found => located(found, sources));
  return {
    kind: 'package',
    at: name?.at ?? [0, 0],
    ecosystem: 'pypi',
    dependencies,
    ...(name?.kind === 'scalar' && { name: name.text }),
    ...(python?.kind === 'scalar' && { needs: { runtime: 'python', version: python.text, at: python.at } }),
    ...(members.length > 0 && { members }),
    ...(scripts && { runs: true }),
  };
}

const texts = (node: Node | undefined): readonly { readonly text: string; readonly at: Span }[] =>
  items(node).flatMap(item => (item.kind === 'scalar' ? [item] : []));

function requirement(line: string, at: Span): readonly PackageDependency[] {
  const [, name, url, version] = REQUIREMENT.exec(line) ?? [];
  if (name === undefined) return [];
  const path = url === undefined ? undefined : /^file:(?:\/\/(?:\$\{PROJECT_ROOT\}\/)?)?(.+)$/.exec(url)?.[1];
  return [{ name, at, ...(version !== undefined && { version: version.trim() }), ...(path !== undefined && { path }) }];
}

function tabled(node: Node | undefined, development: boolean): readonly PackageDependency[] {
  return entries(node)
    .filter(({ key }) => key !== 'python')
    .map(({ key, keyAt, value }) => {
      const version = text(value) ?? text(value, 'version');
      const path = text(value, 'path');
      return {
        name: key,
        at: [keyAt[0], value.at[1]],
        ...(version !== undefined && { version }),
        ...(path !== undefined && { path }),
        ...(development && { development }),
      };
    });
}

/** uv says in a table of its own where a dependency lies. */
function located(found: PackageDependency, sources: Node | undefined): PackageDependency {
  const path = text(sources, found.name, 'path');
  return path === undefined ? found : { ...found, path };
}

/** requirements files: one requirement a line, `-r` of another file, `-e` of a folder. */
export const requirements: Extractor = {
  name: 'requirements',
  include: ['**/requirements*.{txt,in}', '**/requirements/*.{txt,in}'],
  extract: ({ text }) => ({ facts: [{ kind: 'package', at: [0, 0], ecosystem: 'pypi', dependencies: required(text) }], problems: [] }),
};

function required(whole: string): readonly PackageDependency[] {
  return [...whole.matchAll(/[^\n]+/g)].flatMap(line => {
    const content = line[0]
      .replace(/(^|\s)#.*$/, '')
      .replace(/\\\s*$/, '')
      .trim();
    const at: Span = [line.index, line.index + line[0].trimEnd().length];
    const local =
      /^(?:-e|--editable|-r|--requirement|-c|--constraint)[\s=]+(\S+)/.exec(content)?.[1] ??
      (/^\.{1,2}\//.test(content) ? content : undefined);
    if (local !== undefined) return /^(git\+|https?:)/.test(local) ? [] : [{ name: local, at, path: local }];
    return content === '' || content.startsWith('-') ? [] : requirement(content, at);
  });
}

const NAME = /\bname\s*=\s*["']([^"']+)["']/;
const LIST = /\b(?:install_requires|requires)\s*=\s*\[([^\]]*)\]/;

/** setup.py and setup.cfg, by shape. */
export const setup: Extractor = {
  name: 'setup.py',
  include: ['**/setup.{py,cfg}'],
  mayMatch: text => /\bsetup\s*\(|^\[metadata\]/m.test(text),
  extract: ({ text }) => {
    const name = NAME.exec(text) ?? /^name\s*=\s*(\S+)/m.exec(text);
    const list = LIST.exec(text);
    const start = list ? list.index + list[0].indexOf('[') + 1 : 0;
    const dependencies = [...(list?.[1] ?? '').matchAll(/["']([^"'\n]+)["']/g)].flatMap(match =>
      requirement(match[1]!, [start + match.index, start + match.index + match[0].length]),
    );
    const at: Span = name ? [name.index, name.index + name[0].length] : [0, 0];
    return {
      facts: [
        {
          kind: 'package',
          at,
          ecosystem: 'pypi',
          dependencies,
          ...(name && { name: name[1]! }),
          ...(/\bconsole_scripts\b/.test(text) && { runs: true }),
        },
      ],
      problems: [],
    };
  },
};
