import type { FilePath, Location, Source } from '../../model/source.ts';
import type { Mapping, MappingEntry, Node, Scalar } from '../../yaml/tree.ts';
import type { ManifestProblem } from '../files.ts';
import type { Origins } from '../tree.ts';
import { scalarOf } from './functions/yaml-values.ts';
import { lenientYaml } from './lenient-yaml.ts';
import { TemplateError, type GoMap, type GoValue } from './value.ts';

interface ReadValues {
  readonly values: GoMap;
  readonly problems: readonly ManifestProblem[];
}

/** The first document of a values file; numbers are floats, because Helm reads YAML by way of JSON. */
export function valuesOf(file: FilePath, text: string): ReadValues {
  const { documents, problems } = lenientYaml(file, text);
  const root = documents[0]?.root;
  const found = problems.map(({ at, message }) => ({ at: { file, span: at }, message }));
  if (!root) return { values: emptyMap(), problems: found };
  if (root.kind !== 'mapping')
    return {
      values: emptyMap(),
      problems: [...found, { at: { file, span: root.at }, message: 'Values are a mapping of names to values; this is none.' }],
    };
  return { values: mapOf(root, { path: file, text }), problems: found };
}

export const emptyMap = (): GoMap => ({ kind: 'map', entries: new Map(), origins: [] });

function goValue(node: Node, source: Source): GoValue {
  const place: Location = { file: source.path, span: node.at };
  switch (node.kind) {
    case 'mapping':
      return mapOf(node, source);
    case 'sequence':
      return { kind: 'list', items: node.items.map(item => goValue(item, source)), origins: [place] };
    case 'scalar':
      return goScalar(node, [place]);
  }
}

function mapOf(node: Mapping, source: Source): GoMap {
  const entries = new Map<string, GoValue>();
  const keyOrigins = new Map<string, Origins>();
  for (const entry of node.entries) {
    const key = keyText(entry, source.text);
    entries.set(key, goValue(entry.value, source));
    keyOrigins.set(key, [{ file: source.path, span: entry.keyAt }]);
  }
  return { kind: 'map', entries, keyOrigins, origins: [{ file: source.path, span: node.at }] };
}

/** A key is a scalar too, before it becomes a text: an unquoted `y` is the key `true`. `text` is what holds the key. */
export function keyText({ key, keyAt }: Pick<MappingEntry, 'key' | 'keyAt'>, text: string): string {
  const first = text[keyAt[0]];
  const value = goScalar({ kind: 'scalar', at: keyAt, text: key, quoted: first === '"' || first === "'" }, []);
  return value.kind === 'bool' || value.kind === 'float' ? String(value.value) : key;
}

/** What a scalar is to Kubernetes and Helm, which read YAML 1.1 by way of JSON: `yes` is true, `0755` is 493, and a date is a text. */
export function goScalar({ text, quoted, tag }: Scalar, origins: Origins): GoValue {
  try {
    return scalarOf(text, !quoted && tag === undefined, origins);
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    // JSON has no infinity; Helm refuses the file, here the text stays.
    return { kind: 'string', text, origins };
  }
}
