import type { HelmRelease, ReleaseSet, ValuesFile, InlineValues } from '../../model/release-fact.ts';
import type { FileFacts } from '../../model/fact.ts';
import type { Source } from '../../model/source.ts';
import { at, entries, items, type Node, text, type YamlDocument } from '../../yaml/tree.ts';
import type { Extractor } from '../extractor.ts';
import { textIn } from './environment-branches.ts';
import { inlineValues, setsOf } from './inline-values.ts';
import { most } from './most.ts';
import { clean, foldersUp, isRemoteChart } from './paths.ts';
import { filled, mapped, templatedYaml } from './template.ts';

/** Releases of helmfile, once for each environment that the file declares. Paths are seen from the file's folder. */
export const helmfile: Extractor = {
  name: 'helmfile',
  include: ['**/helmfile*.{yaml,yml,gotmpl}', '**/helmfile.d/**/*.{yaml,yml,gotmpl}', '**/helmfiles/**/*.{yaml,yml,gotmpl}'],
  mayMatch: text => /^releases:/m.test(text),
  extract,
};

/** Documents of one file build on each other: an environment of the first is known in the second. */
function extract(source: Source): FileFacts {
  const { documents, problems } = templatedYaml(source);
  const environments = documents.flatMap(({ root }) => environmentsOf(root));
  if (environments.length === 0) return { facts: documents.flatMap(({ root }) => releases(root, NONE, source)), problems };
  return { facts: most(releasesIn(environments, documents, source)), problems };
}

function* releasesIn(environments: readonly Environment[], documents: readonly YamlDocument[], source: Source): Iterable<HelmRelease> {
  for (const environment of environments) {
    const text = textIn(source.text, environment.name ?? '');
    const inIt = text === source.text ? documents : templatedYaml({ path: source.path, text }).documents;
    for (const { root } of inIt) yield* releases(root, environment, source);
  }
}

interface Environment {
  readonly name?: string;
  /** What templates of the file know in it: its name and the values that are written in the file. */
  readonly known: ReadonlyMap<string, string>;
}

const NONE: Environment = { known: new Map() };
const MOST_ENVIRONMENTS = 30;

const environmentsOf = (root: Node): readonly Environment[] =>
  entries(at(root, 'environments'))
    .slice(0, MOST_ENVIRONMENTS)
    .map(({ key, value }) => ({ name: key, known: new Map([['Environment.Name', key], ...knownValues(value)]) }));

const knownValues = (environment: Node): readonly (readonly [string, string])[] =>
  items(at(environment, 'values'))
    .flatMap(item => setsOf(item))
    .flatMap(({ name, value }) => ['Values', 'StateValues', 'Environment.Values'].map(before => [`${before}.${name}`, value] as const));

function releases(root: Node, environment: Environment, source: Source): readonly HelmRelease[] {
  const templates = at(root, 'templates');
  return items(at(root, 'releases'))
    .map(item => mapped(inherited(item, templates), written => filled(written, environment.known)))
    .flatMap(item => release(item, environment, source));
}

/** `inherit: [{template: name}]`: what the release itself says wins. */
function inherited(item: Node, templates: Node | undefined): Node {
  const given = [at(item, 'inherit'), ...items(at(item, 'inherit'))].flatMap(from => {
    const template = at(templates, text(from, 'template') ?? '');
    return template?.kind === 'mapping' ? [template] : [];
  });
  if (item.kind !== 'mapping' || given.length === 0) return item;
  const all = new Map([...given, item].flatMap(({ entries }) => entries).map(entry => [entry.key, entry]));
  return { ...item, entries: [...all.values()] };
}

function release(node: Node, environment: Environment, source: Source): readonly HelmRelease[] {
  const chart = at(node, 'chart');
  const written = text(chart);
  if (!chart || written === undefined || text(node, 'installed') === 'false') return [];
  const own = new Map([
    ['Release.Name', text(node, 'name') ?? ''],
    ['Release.Namespace', text(node, 'namespace') ?? ''],
    ['Release.Chart', written],
  ]);
  const inside = mapped(node, part => filled(part, own));
  const remote = isRemoteChart(written);
  const name = text(inside, 'name');
  const namespace = text(inside, 'namespace');
  const condition = text(inside, 'condition');
  return [
    {
      kind: 'helm-release',
      at: chart.at,
      tool: 'helmfile',
      ...(name && { name }),
      chart: remote ? written : clean(written),
      ...(remote && { remote }),
      from: foldersUp(source.path).slice(0, 1),
      ...valuesOf(inside),
      sets: [
        ...['set', 'setTemplate'].flatMap(key => items(at(inside, key)).flatMap(setOf)),
        ...items(at(inside, 'setString')).flatMap(item => setOf(item).map(set => ({ ...set, as: 'string' as const }))),
      ],
      ...(namespace && { namespace }),
      ...(environment.name && { environment: environment.name }),
      ...(condition && { condition }),
    },
  ];
}

/** Files and mappings in one list, in the order in which they apply; secrets are files that are decrypted first, and apply last. */
function valuesOf(node: Node): { readonly valuesFiles: readonly ValuesFile[]; readonly inlineValues: readonly InlineValues[] } {
  const valuesFiles: ValuesFile[] = [];
  const inline: InlineValues[] = [];
  for (const item of ['values', 'valuesTemplate', 'secrets'].flatMap(key => items(at(node, key)))) {
    const path = text(item);
    if (path !== undefined) valuesFiles.push({ path: clean(path), at: item.at });
    inline.push(...inlineValues(item, valuesFiles.length));
  }
  return { valuesFiles, inlineValues: inline };
}

function setOf(node: Node): readonly ReleaseSet[] {
  const name = text(node, 'name');
  if (name === undefined) return [];
  const file = at(node, 'file');
  const value = at(node, 'value') ?? file;
  if (value?.kind === 'scalar') return [{ name, value: value.text, at: value.at, ...(value === file && { as: 'file' as const }) }];
  return items(at(node, 'values')).flatMap((item, index) =>
    item.kind === 'scalar' ? [{ name: `${name}[${index}]`, value: item.text, at: item.at }] : [],
  );
}
