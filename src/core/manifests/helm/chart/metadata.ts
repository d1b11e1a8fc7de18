import type { FilePath } from '../../../model/source.ts';
import { at, items, text, type Node } from '../../../yaml/tree.ts';
import { floatText } from '../functions/printing.ts';
import { textFrom } from '../functions/text.ts';
import { goScalar } from '../values-file.ts';
import type { GoObject, GoValue } from '../value.ts';
import { calledIn, type Chart, type Import, type Metadata, type Requirement } from './chart.ts';

export const metadataOf = (file: FilePath, root: Node | undefined): Metadata => ({
  file,
  root: root?.kind === 'mapping' ? root : undefined,
  library: text(root, 'type')?.toLowerCase() === 'library',
});

/** What a chart asks for, in Chart.yaml or in the requirements.yaml of older charts. */
export const requirementsOf = (root: Node | undefined): readonly Requirement[] =>
  items(at(root, 'dependencies')).flatMap(node => {
    const name = text(node, 'name');
    return name === undefined ? [] : [requirement(node, name)];
  });

function requirement(node: Node, name: string): Requirement {
  const alias = text(node, 'alias');
  const repository = text(node, 'repository');
  return {
    name,
    ...(alias === undefined ? {} : { alias }),
    ...(repository === undefined ? {} : { repository }),
    version: text(node, 'version') ?? '',
    conditions: (text(node, 'condition') ?? '')
      .trim()
      .split(',')
      .filter(path => path !== ''),
    tags: items(at(node, 'tags')).flatMap(tag => (tag.kind === 'scalar' ? tag.text : [])),
    imports: items(at(node, 'import-values')).flatMap(importOf),
    at: node.at,
  };
}

function importOf(node: Node): readonly Import[] {
  if (node.kind === 'scalar') return [{ child: `exports.${node.text}`, parent: '.' }];
  const child = text(node, 'child');
  const parent = text(node, 'parent');
  return child === undefined || parent === undefined ? [] : [{ child, parent }];
}

/** Fields of `.Chart` that are texts, by their names in Chart.yaml. */
const TEXTS: Readonly<Record<string, string>> = {
  version: 'Version',
  description: 'Description',
  home: 'Home',
  icon: 'Icon',
  apiVersion: 'APIVersion',
  appVersion: 'AppVersion',
  condition: 'Condition',
  tags: 'Tags',
  kubeVersion: 'KubeVersion',
  type: 'Type',
};
const MAINTAINER: Readonly<Record<string, string>> = { name: 'Name', email: 'Email', url: 'URL' };

/** `.Chart`, whose fields are those of Helm's struct: a field that Chart.yaml does not set is an empty text, one that Helm does not know an error. */
export function chartObject({ metadata, name, requirements }: Chart, isRoot: boolean): GoObject {
  const { file, root } = metadata;
  const texts = (of: Node | undefined, names: Readonly<Record<string, string>>) =>
    Object.entries(names).map(([key, field]) => [field, textField(at(of, key), file)] as const);
  const maintainers = items(at(root, 'maintainers')).map(item => struct('*chart.Maintainer', texts(item, MAINTAINER)));
  const written = textField(at(root, 'name'), file);
  return struct('chart.Metadata', [
    ['Name', written.kind === 'string' && written.text === name ? written : textFrom(name)],
    ...texts(root, TEXTS),
    ['Annotations', annotations(at(root, 'annotations'), file)],
    ['Deprecated', { kind: 'bool', value: text(root, 'deprecated') === 'true', origins: [] }],
    ['Keywords', { kind: 'list', items: items(at(root, 'keywords')).map(item => textField(item, file)), origins: [] }],
    ['Sources', { kind: 'list', items: items(at(root, 'sources')).map(item => textField(item, file)), origins: [] }],
    ['Maintainers', { kind: 'list', items: maintainers, origins: [] }],
    ['Dependencies', { kind: 'list', items: requirements.map(dependencyObject), origins: [] }],
    ['IsRoot', { kind: 'bool', value: isRoot, origins: [] }],
  ]);
}

/** A dependency that is switched on, as the chart calls it. */
function dependencyObject(requirement: Requirement): GoObject {
  const { alias = '', version, repository = '', conditions } = requirement;
  return struct('*chart.Dependency', [
    ['Name', textFrom(calledIn(requirement))],
    ['Version', textFrom(version)],
    ['Repository', textFrom(repository)],
    ['Condition', textFrom(conditions.join(','))],
    ['Alias', textFrom(alias)],
    ['Enabled', { kind: 'bool', value: true, origins: [] }],
  ]);
}

const struct = (type: string, fields: readonly (readonly [string, GoValue])[]): GoObject => ({
  kind: 'object',
  type,
  fields: new Map(fields),
  methods: new Map(),
  origins: [],
});

function annotations(node: Node | undefined, file: FilePath): GoValue {
  const entries = node?.kind === 'mapping' ? node.entries.map(({ key, value }) => [key, textField(value, file)] as const) : [];
  return { kind: 'map', entries: new Map(entries), origins: [] };
}

/** A number where a text is wanted is read as a number first: an unquoted `1.10` is the text 1.1. */
function textField(node: Node | undefined, file: FilePath): GoValue {
  if (node?.kind !== 'scalar') return textFrom('');
  const origins = [{ file, span: node.at }];
  const value = goScalar(node, origins);
  switch (value.kind) {
    case 'string':
      return value;
    case 'float':
      return { kind: 'string', text: floatText(value.value, 21), origins };
    case 'bool':
      return { kind: 'string', text: String(value.value), origins };
    default:
      return { kind: 'string', text: '', origins };
  }
}
