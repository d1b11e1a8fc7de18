import type { Location } from '../../model/source.ts';
import { yamlFile } from '../../yaml/parse.ts';
import { at, entries, items, text, type Node } from '../../yaml/tree.ts';
import { originsOf, type Origins } from '../tree.ts';
import { copyOf, type Draft, type DraftScalar, isNull, plainDraft } from '../kubernetes/draft.ts';
import { effectiveNamespace, type Identity, isSelected } from '../kubernetes/identity.ts';
import { lookup, slotsAt } from './field-path.ts';
import type { Slot } from './field-spec.ts';
import { size } from './json-patch.ts';
import { type Accumulated, type Kustomization, listOf, loadedText } from './kustomization.ts';
import { allIdentities, type Resource } from './resource.ts';
import { attempt, placeIn, Refusal, type Session, spend } from './session.ts';
import { meets, requirements } from './selector.ts';

interface Replacement {
  readonly node: Node;
  readonly place: (node: Node) => Location;
}

/** `replacements`: copies a field of one object into fields of others. */
export function applyReplacements(known: Kustomization, all: Accumulated): void {
  for (const entry of listOf(known, 'replacements'))
    attempt(known.build, known.written.place(entry.at), () => {
      for (const replacement of replacementsOf(known, entry))
        attempt(known.build, replacement.place(replacement.node), () => replace(all.resources, replacement, known.build));
    });
}

function replacementsOf(known: Kustomization, entry: Node): readonly Replacement[] {
  const here = (node: Node): Location => known.written.place(node.at);
  const path = text(entry, 'path');
  if (path === undefined) return [{ node: entry, place: here }];
  const { file, text: source } = loadedText(known, path, here(entry));
  const place = placeIn(file);
  const root = yamlFile({ path: file, text: source }).documents[0]?.root;
  return (root?.kind === 'sequence' ? root.items : root ? [root] : []).map(node => ({ node, place: inner => place(inner.at) }));
}

function replace(resources: readonly Resource[], { node, place }: Replacement, build: Session): void {
  const [source, targets] = [at(node, 'source'), at(node, 'targets')];
  if (!source || targets?.kind !== 'sequence') throw new Refusal('A replacement needs a source and targets.', place(node));
  const value = sourceValue(resources, source, place(source));
  for (const target of targets.items) {
    const wanted = at(target, 'select');
    if (!wanted) throw new Refusal('This target says not what to select; give it a select.', place(target));
    for (const resource of resources)
      if (isTarget(resource, target, place(target))) putValue(resource, target, { value, at: place(target), build });
  }
}

function sourceValue(resources: readonly Resource[], source: Node, at_: Location): Draft {
  const matches = resources.filter(resource => allIdentities(resource).some(id => isIdentified(id, source)));
  if (matches.length > 1) throw new Refusal('The source of the replacement is several objects; name its namespace or kind.', at_);
  if (!matches[0]) throw new Refusal('There is no object for the source of the replacement.', at_);
  const path = text(source, 'fieldPath') ?? 'metadata.name';
  const value = lookup(matches[0].node, path);
  if (!value || isNull(value)) throw new Refusal(`The source of the replacement has no ${path}.`, at_);
  const options = optionsOf(at(source, 'options'));
  if (options.delimiter === '') return value;
  if (value.kind !== 'scalar') throw new Refusal('A delimiter is for plain values only.', at_);
  const part = options.index < 0 ? undefined : value.text.split(options.delimiter)[options.index];
  if (part === undefined) throw new Refusal(`The source of the replacement has no part ${options.index}.`, at_);
  return { ...value, text: part };
}

function isIdentified(id: Identity, selector: Node): boolean {
  const [name, namespace] = [text(selector, 'name'), text(selector, 'namespace')];
  const kind = { group: text(selector, 'group') ?? '', version: text(selector, 'version') ?? '', kind: text(selector, 'kind') ?? '' };
  const wanted = { ...kind, name: name ?? '', namespace: namespace ?? '' };
  return (!name || name === id.name) && (!namespace || effectiveNamespace(wanted) === effectiveNamespace(id)) && isSelected(id, kind);
}

const IDENTITY = new Set(['group', 'version', 'kind', 'name', 'namespace']);

function isTarget(resource: Resource, target: Node, place: Location): boolean {
  const select = at(target, 'select')!;
  const ids = allIdentities(resource);
  if (!fitsSelectors(resource, select, place) || !ids.some(id => isIdentified(id, select))) return false;
  return !items(at(target, 'reject')).some(reject => {
    const byIdentity = entries(reject).some(({ key }) => IDENTITY.has(key));
    const bySelector = Boolean(text(reject, 'labelSelector') ?? text(reject, 'annotationSelector'));
    return (byIdentity && ids.some(id => isIdentified(id, reject))) || (bySelector && fitsSelectors(resource, reject, place));
  });
}

const fitsSelectors = ({ node }: Resource, selector: Node, place: Location): boolean =>
  meets(node, 'labels', requirements(text(selector, 'labelSelector') ?? '', place)) &&
  meets(node, 'annotations', requirements(text(selector, 'annotationSelector') ?? '', place));

interface Options {
  readonly delimiter: string;
  readonly index: number;
  readonly create: boolean;
}

const optionsOf = (options: Node | undefined): Options => ({
  delimiter: text(options, 'delimiter') ?? '',
  index: Number(text(options, 'index') ?? 0) || 0,
  create: text(options, 'create') === 'true',
});

interface Put {
  readonly value: Draft;
  readonly at: Location;
  readonly build: Session;
}

function putValue({ node }: Resource, target: Node, { value, at: place, build }: Put): void {
  const options = optionsOf(at(target, 'options'));
  const paths = items(at(target, 'fieldPaths')).flatMap(item => (item.kind === 'scalar' ? [item.text] : []));
  for (const path of paths.length > 0 ? paths : ['metadata.name']) {
    const slots = slotsAt(node, path, options.create ? value.kind : undefined);
    if (slots.length === 0) throw new Refusal(`A target of the replacement has no field ${path}.`, place);
    for (const slot of slots) {
      spend(build, size(value));
      setValue(slot, value, { options, place });
    }
  }
}

function setValue(slot: Slot, value: Draft, { options, place }: { readonly options: Options; readonly place: Location }): void {
  const { value: old } = slot;
  const text = value.kind === 'scalar' ? value.text : '';
  const isJoined = options.delimiter !== '';
  if (isJoined && old.kind !== 'scalar') throw new Refusal('A delimiter is for plain values only.', place);
  if (old.kind !== 'scalar') slot.value = copyOf(value);
  else if (isJoined) slot.value = retexted(old, joined(old.text, text, options), originsOf(value.origins, old.origins));
  else if (isEmptyNew(old)) slot.value = value.kind === 'scalar' ? { ...plainDraft(text, value.origins) } : copyOf(value);
  else slot.value = retexted(old, text, value.origins);
}

/** A value that was made just now has no place and no type yet. */
const isEmptyNew = (old: DraftScalar): boolean => old.origins.length === 0 && old.text === '';

const retexted = (old: DraftScalar, text: string, origins: Origins): DraftScalar => {
  const read = plainDraft(text, origins);
  return { ...old, text, origins, type: old.type === 'text' ? 'text' : read.type, ...(old.blank ? { blank: false } : {}) };
};

function joined(old: string, text: string, { delimiter, index }: Options): string {
  const parts = old.split(delimiter);
  if (index < 0) parts.unshift(text);
  else if (index >= parts.length) parts.push(text);
  else parts[index] = text;
  return parts.join(delimiter);
}
