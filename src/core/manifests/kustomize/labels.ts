import { at, items, text, type Node } from '../../yaml/tree.ts';
import { setField, textScalar } from '../kubernetes/draft.ts';
import { changeField, type FieldSpec } from './field-spec.ts';
import { type Accumulated, type Kustomization, listOf, pairsOf } from './kustomization.ts';
import type { Resource } from './resource.ts';
import { attempt, Refusal } from './session.ts';
import { mergedSpecs, specsOf } from './transformer-configuration.ts';

type Pairs = ReturnType<typeof pairsOf>;

/** `labels`, then the older `commonLabels`. */
export function applyLabels(known: Kustomization, all: Accumulated): void {
  for (const entry of listOf(known, 'labels')) {
    const place = known.written.place(entry.at);
    attempt(known.build, place, () => setPairs(all.resources, pairsOf(known, at(entry, 'pairs')), labelSpecs(entry, all)));
  }
  const common = at(known.root, 'commonLabels');
  if (!common) return;
  attempt(known.build, known.written.place(common.at), () =>
    setPairs(all.resources, pairsOf(known, common), all.configuration.commonLabels),
  );
}

export function applyAnnotations(known: Kustomization, all: Accumulated): void {
  const common = at(known.root, 'commonAnnotations');
  if (!common) return;
  attempt(known.build, known.written.place(common.at), () =>
    setPairs(all.resources, pairsOf(known, common), all.configuration.commonAnnotations),
  );
}

function labelSpecs(entry: Node, { configuration }: Accumulated): readonly FieldSpec[] {
  const own = mergedSpecs(specsOf(items(at(entry, 'fields'))), configuration.labels);
  if (text(entry, 'includeSelectors') === 'true') return mergedSpecs(own, configuration.commonLabels);
  const templates = text(entry, 'includeTemplates') === 'true' ? mergedSpecs(own, configuration.templateLabels) : own;
  return mergedSpecs(templates, [{ path: 'metadata/labels', create: true }]);
}

export function setPairs(resources: readonly Resource[], pairs: Pairs, specs: readonly FieldSpec[]): void {
  for (const { node } of resources)
    for (const { key, value, origins } of pairs)
      for (const spec of specs)
        changeField(node, spec, {
          make: 'mapping',
          change: ({ value: target }) => {
            if (target.kind !== 'mapping') throw new Refusal(`The path ${spec.path} does not lead to a mapping.`, target.origins[0]);
            setField(target, key, textScalar(value, origins));
          },
        });
}
