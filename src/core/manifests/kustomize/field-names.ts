import type { MappingEntry, Node } from '../../yaml/tree.ts';

export const TOP_FIELDS: readonly string[] =
  `apiVersion kind metadata openapi namePrefix nameSuffix namespace commonLabels labels commonAnnotations patchesStrategicMerge patchesJson6902
  patches images imageTags replacements replicas vars sortOptions resources components crds bases configMapGenerator secretGenerator helmGlobals
  helmCharts helmChartInflationGenerator generatorOptions configurations generators transformers validators buildMetadata`.split(/\s+/);

const INNER_FIELDS =
  `name newName newTag digest tagSuffix path patch target options allowNameChange allowKindChange group version kind namespace
  labelSelector annotationSelector literals files envs env behavior type disableNameSuffixHash immutable source targets select reject fieldPath
  fieldPaths delimiter index create objref fieldref apiVersion pairs includeSelectors includeTemplates fields count order legacySortOptions
  orderFirst orderLast labels annotations`.split(/\s+/);

const SPELLINGS = new Map([...INNER_FIELDS, ...TOP_FIELDS].map(name => [name.toLowerCase(), name]));

/** Below these, people name things themselves. */
const FREE = new Set(['commonLabels', 'commonAnnotations', 'pairs', 'openapi', 'helmCharts', 'helmGlobals', 'metadata', 'annotations']);

/** The fields of a kustomization in their usual spelling: Go takes them in any case. */
export function spelled(node: Node): Node {
  if (node.kind === 'sequence') return { ...node, items: node.items.map(spelled) };
  if (node.kind !== 'mapping') return node;
  return { ...node, entries: node.entries.map(entry => spelledEntry(entry, node.entries)) };
}

function spelledEntry(entry: MappingEntry, all: readonly MappingEntry[]): MappingEntry {
  const usual = SPELLINGS.get(entry.key.toLowerCase()) ?? entry.key;
  const key = usual === entry.key || all.some(other => other.key === usual) ? entry.key : usual;
  const isFree = FREE.has(key) || (key === 'labels' && entry.value.kind === 'mapping');
  return { key, keyAt: entry.keyAt, value: isFree ? entry.value : spelled(entry.value) };
}
