import { at, items, text, type Node } from '../../yaml/tree.ts';
import { yamlFile } from '../../yaml/parse.ts';
import { isSelected, sameKind, type KindSelector } from '../kubernetes/identity.ts';
import {
  COMMON_ANNOTATIONS,
  COMMON_LABELS,
  IMAGES,
  METADATA_LABELS,
  NAME,
  NAMESPACE,
  REPLICAS,
  VARIABLE_REFERENCES,
} from './default-fields.ts';
import { NAME_REFERENCES } from './default-references.ts';
import type { FieldSpec } from './field-spec.ts';
import { type Kustomization, loadedText, textsOf } from './kustomization.ts';
import { comparedKinds } from './order.ts';
import { attempt, Refusal } from './session.ts';

/** Fields in which the objects of a kind are called by name. */
export interface NameReference extends KindSelector {
  readonly fieldSpecs: readonly FieldSpec[];
}

/** Which fields the transformers change: kustomize's own list, and what `configurations` add. */
export interface TransformerConfiguration {
  readonly namePrefix: readonly FieldSpec[];
  readonly nameSuffix: readonly FieldSpec[];
  readonly namespace: readonly FieldSpec[];
  readonly commonLabels: readonly FieldSpec[];
  readonly labels: readonly FieldSpec[];
  readonly templateLabels: readonly FieldSpec[];
  readonly commonAnnotations: readonly FieldSpec[];
  readonly varReference: readonly FieldSpec[];
  readonly images: readonly FieldSpec[];
  readonly replicas: readonly FieldSpec[];
  readonly nameReference: readonly NameReference[];
}

const DEFAULT_CONFIGURATION: TransformerConfiguration = {
  namePrefix: NAME,
  nameSuffix: NAME,
  namespace: NAMESPACE,
  commonLabels: COMMON_LABELS,
  labels: [],
  templateLabels: METADATA_LABELS,
  commonAnnotations: COMMON_ANNOTATIONS,
  varReference: VARIABLE_REFERENCES,
  images: IMAGES,
  replicas: REPLICAS,
  nameReference: NAME_REFERENCES,
};

/** Before the first kustomization has said anything. */
export const EMPTY_CONFIGURATION: TransformerConfiguration = {
  namePrefix: [],
  nameSuffix: [],
  namespace: [],
  commonLabels: [],
  labels: [],
  templateLabels: [],
  commonAnnotations: [],
  varReference: [],
  images: [],
  replicas: [],
  nameReference: [],
};

const LISTS = [
  'namePrefix',
  'nameSuffix',
  'namespace',
  'commonLabels',
  'labels',
  'templateLabels',
  'commonAnnotations',
  'varReference',
  'images',
  'replicas',
] as const;

type Lists = Pick<TransformerConfiguration, (typeof LISTS)[number]>;

const byKind = (one: KindSelector, other: KindSelector): number => comparedKinds(one, other);

export function specsOf(nodes: readonly Node[]): readonly FieldSpec[] {
  return nodes.map(node => ({
    ...kindSelector(node),
    path: text(node, 'path') ?? '',
    ...(text(node, 'create') === 'true' ? { create: true } : {}),
  }));
}

const kindSelector = (node: Node): KindSelector => {
  const [group, version, kind] = ['group', 'version', 'kind'].map(key => text(node, key) ?? '');
  return { group: group!, version: version!, kind: kind! };
};

const whole = ({ group = '', version = '', kind = '' }: KindSelector) => ({ group, version, kind });

/** Both lists; of two specs for one field the first stays. */
export function mergedSpecs(specs: readonly FieldSpec[], more: readonly FieldSpec[]): readonly FieldSpec[] {
  const all = [...specs];
  for (const spec of more) {
    const known = all.find(other => other.path === spec.path && isSelected(whole(other), spec));
    if (!known) all.push(spec);
    else if ((known.create ?? false) !== (spec.create ?? false))
      throw new Refusal(`The field ${spec.path} is configured twice, once to be created and once not.`);
  }
  return all;
}

function mergedReferences(references: readonly NameReference[], more: readonly NameReference[]): readonly NameReference[] {
  let all = references;
  for (const added of more) {
    const isKnown = all.some(known => sameKind(whole(known), whole(added)));
    all = isKnown
      ? all.map(known =>
          sameKind(whole(known), whole(added)) ? { ...known, fieldSpecs: mergedSpecs(known.fieldSpecs, added.fieldSpecs) } : known,
        )
      : [...all, added];
  }
  return all;
}

/** Sorted by kind after each merge, which decides what the next merge takes for a field that it knows already. */
export function mergedConfigurations(one: TransformerConfiguration, other: TransformerConfiguration): TransformerConfiguration {
  if (one === other) return one;
  if (one === EMPTY_CONFIGURATION && other === DEFAULT_CONFIGURATION) return other;
  const lists = LISTS.map(key => [key, mergedSpecs(one[key], other[key]).toSorted(byKind) as readonly FieldSpec[]] as const);
  const nameReference = mergedReferences(one.nameReference, other.nameReference).toSorted(byKind);
  return { ...(Object.fromEntries(lists) as Lists), nameReference };
}

/** The default fields and those of the kustomization's `configurations`. */
export function configurationOf(known: Kustomization): TransformerConfiguration {
  let configuration = DEFAULT_CONFIGURATION;
  for (const entry of textsOf(known, 'configurations')) {
    const place = known.written.place(entry.at);
    attempt(known.build, place, () => {
      const { file, text: source } = loadedText(known, entry.text, place);
      const root = yamlFile({ path: file, text: source }).documents[0]?.root;
      configuration = mergedConfigurations(configuration, readConfiguration(root));
    });
  }
  return configuration;
}

function readConfiguration(root: Node | undefined): TransformerConfiguration {
  const lists = LISTS.map(key => [key, specsOf(items(at(root, key)))] as const);
  const nameReference = items(at(root, 'nameReference')).map(node => ({
    ...kindSelector(node),
    fieldSpecs: specsOf(items(at(node, 'fieldSpecs'))),
  }));
  return { ...(Object.fromEntries(lists) as Lists), nameReference };
}
