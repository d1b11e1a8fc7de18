import { at, type Node, text } from '../../yaml/tree.ts';

const DEEPEST = 30;

/** A tree with one operation of JSON Patch done; what leads nowhere changes nothing. */
export function patched(root: Node, patch: Node): Node {
  const operation = text(patch, 'op') ?? 'replace';
  const steps = (text(patch, 'path') ?? '')
    .split('/')
    .slice(1)
    .map(step => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  const value = at(patch, 'value');
  if (steps.length === 0 || steps.length > DEEPEST || !/^(?:add|replace|remove)$/.test(operation)) return root;
  if (operation !== 'remove' && !value) return root;
  return changed(root, steps, operation === 'remove' ? undefined : { value: value!, inserts: operation === 'add' });
}

interface Change {
  readonly value: Node;
  /** Into a list, instead of the item that stands there. */
  readonly inserts: boolean;
}

function changed(node: Node, [step = '', ...rest]: readonly string[], change: Change | undefined): Node {
  if (node.kind === 'scalar') return node;
  if (node.kind === 'sequence') return { ...node, items: changedItems(node.items, [step, ...rest], change) };
  const found = node.entries.findIndex(({ key }) => key === step);
  const before = node.entries[found];
  if (!before) {
    const isNew = change !== undefined && rest.length === 0;
    return isNew ? { ...node, entries: [...node.entries, { key: step, keyAt: change.value.at, value: change.value }] } : node;
  }
  const value = rest.length > 0 ? changed(before.value, rest, change) : change?.value;
  return { ...node, entries: value ? node.entries.with(found, { ...before, value }) : node.entries.toSpliced(found, 1) };
}

function changedItems(list: readonly Node[], [step = '', ...rest]: readonly string[], change: Change | undefined): readonly Node[] {
  const index = step === '-' ? list.length : /^\d{1,6}$/.test(step) ? Number(step) : -1;
  if (index < 0 || index > list.length) return list;
  if (rest.length > 0) return index < list.length ? list.with(index, changed(list[index]!, rest, change)) : list;
  if (!change) return list.toSpliced(index, 1);
  return change.inserts || index === list.length ? list.toSpliced(index, 0, change.value) : list.with(index, change.value);
}
