import type { InlineValue, InlineValues, ReleaseSet } from '../../model/release-fact.ts';
import type { FilePath, Span } from '../../model/source.ts';
import { entries, items, type Node } from '../../yaml/tree.ts';
import { templatedYaml } from './template.ts';

const MOST_VALUES = 5_000;
const DEEPEST = 40;

/** A mapping of values; nothing where there is none, or it is empty. */
export function inlineValues(node: Node | undefined, afterFiles: number): readonly InlineValues[] {
  const found = node?.kind === 'mapping' ? flattened(node) : [];
  return node && found.length > 0 ? [{ at: node.at, afterFiles, entries: found }] : [];
}

/** The scalars below a node, in written order. */
function flattened(root: Node): readonly InlineValue[] {
  const found: InlineValue[] = [];
  const visit = (node: Node, path: InlineValue['path']): void => {
    if (found.length >= MOST_VALUES || path.length > DEEPEST) return;
    const { at } = node;
    if (node.kind === 'scalar') found.push({ path, text: node.text, quoted: node.quoted, at });
    else if (node.kind === 'sequence' && node.items.length === 0) found.push({ path, text: '[]', quoted: false, at });
    else if (node.kind === 'mapping' && node.entries.length === 0 && path.length > 0) found.push({ path, text: '{}', quoted: false, at });
    for (const { key, value } of entries(node)) visit(value, [...path, key]);
    for (const [index, item] of items(node).entries()) visit(item, [...path, index]);
  };
  visit(root, []);
  return found;
}

/**
 * Values that a scalar carries as a text of YAML. A block of lines is read where it stands, so that its values have their own places;
 * another scalar's values have the scalar's.
 */
export function embeddedValues(node: Node | undefined, text: string, afterFiles: number): readonly InlineValues[] {
  if (node?.kind !== 'scalar' || node.text.trim() === '') return [];
  const start = /[|>]/.test(text[node.at[0]] ?? '') ? text.indexOf('\n', node.at[0]) + 1 : 0;
  const isBlock = start > 0 && start <= node.at[1];
  const root = templatedYaml({ path: '' as FilePath, text: isBlock ? text.slice(start, node.at[1]) : node.text }).documents[0]?.root;
  const place = (at: Span): Span => (isBlock ? [at[0] + start, at[1] + start] : node.at);
  return inlineValues(root, afterFiles).map(values => ({
    ...values,
    at: node.at,
    entries: values.entries.map(value => ({ ...value, at: place(value.at) })),
  }));
}

/** A mapping in the place of `--set`: its keys are names as Helm writes them, or nest. */
export const setsOf = (node: Node | undefined, as?: ReleaseSet['as']): readonly ReleaseSet[] =>
  node?.kind === 'mapping' ? flattened(node).map(({ path, text, at }) => ({ name: named(path), value: text, at, ...(as && { as }) })) : [];

const named = (path: InlineValue['path']): string =>
  path.map((step, index) => (typeof step === 'number' ? `[${step}]` : index > 0 ? `.${step}` : step)).join('');
