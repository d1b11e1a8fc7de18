import { entries, type Node, type Scalar } from '../../yaml/tree.ts';
import { scalarType } from '../kubernetes/scalar.ts';

const TEXTS = new Set(['newTag', 'newName', 'digest', 'tagSuffix', 'namePrefix', 'nameSuffix', 'namespace']);
const MAPS_OF_TEXTS = new Set(['commonLabels', 'commonAnnotations', 'pairs']);
/** Other documents inside a kustomization have rules of their own. */
const FOREIGN = new Set(['helmCharts', 'helmGlobals', 'openapi', 'metadata']);

/** Numbers and truth values where kustomize takes nothing but a text: `newTag: 1.0`. */
export function untypedTexts(node: Node): readonly Scalar[] {
  if (node.kind === 'sequence') return node.items.flatMap(untypedTexts);
  return entries(node).flatMap(({ key, value }) => {
    if (FOREIGN.has(key)) return [];
    if (MAPS_OF_TEXTS.has(key)) return entries(value).flatMap(pair => untyped(pair.value));
    return TEXTS.has(key) ? untyped(value) : untypedTexts(value);
  });
}

const REFUSED = new Set(['int', 'float', 'bool']);

/** Kustomize reads its own file by the older YAML, in which these are truth values. */
const OLD_TRUTH = /^(?:yes|no|on|off)$/i;

const untyped = (value: Node): readonly Scalar[] =>
  value.kind === 'scalar' && !value.quoted && (REFUSED.has(scalarType(value.text)) || OLD_TRUTH.test(value.text)) ? [value] : [];
