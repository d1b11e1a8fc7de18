import { at, text, type Node } from '../../yaml/tree.ts';
import { originsOf, type Origins } from '../tree.ts';
import { type DraftMapping, field, mapping, mappingAt, plainDraft, setField, textAt, textScalar } from '../kubernetes/draft.ts';
import { identityText } from '../kubernetes/identity.ts';
import { keyValues } from './key-values.ts';
import { type Accumulated, type Kustomization, listOf, originsAt, pairsOf } from './kustomization.ts';
import { currentIdentity, type Resource, resource, withAnyIdentity } from './resource.ts';
import { attempt, Refusal } from './session.ts';

/** `configMapGenerator` and `secretGenerator`. */
export function runGenerators(known: Kustomization, all: Accumulated): void {
  for (const [list, kind] of [
    ['configMapGenerator', 'ConfigMap'],
    ['secretGenerator', 'Secret'],
  ] as const)
    for (const entry of listOf(known, list))
      attempt(known.build, known.written.place(entry.at), () =>
        addGenerated(all, generated(known, entry, kind), text(entry, 'behavior') ?? 'create'),
      );
}

export function generated(known: Kustomization, entry: Node, kind: 'ConfigMap' | 'Secret'): Resource {
  const origins = originsAt(known, entry);
  const name = at(entry, 'name') ?? at(entry, 'metadata', 'name');
  if (!name || name.kind !== 'scalar' || name.text === '') throw new Refusal(`A generated ${kind} needs a name.`, origins[0]);
  const node = mapping(origins);
  setField(node, 'apiVersion', textScalar('v1', origins));
  setField(node, 'kind', textScalar(kind, origins));
  const metadata = mappingAt(node, 'metadata', origins);
  setField(metadata, 'name', textScalar(name.text, originsAt(known, name)));
  const namespace = at(entry, 'namespace') ?? at(entry, 'metadata', 'namespace');
  if (namespace?.kind === 'scalar' && namespace.text !== '')
    setField(metadata, 'namespace', textScalar(namespace.text, originsAt(known, namespace)));
  if (kind === 'Secret') addSecretData(known, entry, node);
  else addConfigData(known, entry, node);
  return withOptions(known, entry, resource(node, known.file));
}

function addConfigData(known: Kustomization, entry: Node, node: DraftMapping): void {
  for (const { key, keyOrigins, value, origins } of sorted(keyValues(known, entry)))
    mappingAt(node, 'data', originsAt(known, entry)).entries.set(key, { keyOrigins, value: textScalar(value, origins) });
}

function addSecretData(known: Kustomization, entry: Node, node: DraftMapping): void {
  const type = at(entry, 'type');
  setField(node, 'type', textScalar(text(entry, 'type') || 'Opaque', type ? originsAt(known, type) : originsAt(known, entry)));
  const data = mappingAt(node, 'data', originsAt(known, entry));
  for (const { key, keyOrigins, value, origins } of sorted(keyValues(known, entry)))
    data.entries.set(key, { keyOrigins, value: textScalar(base64(value), origins) });
}

const sorted = <T extends { readonly key: string }>(pairs: readonly T[]): readonly T[] =>
  pairs.toSorted((one, other) => (one.key < other.key ? -1 : one.key > other.key ? 1 : 0));

const LINE = 70;

/** What is longer than a line is broken into lines, as kustomize does. */
function base64(value: string): string {
  let bytes = '';
  for (const byte of new TextEncoder().encode(value)) bytes += String.fromCharCode(byte);
  const encoded = btoa(bytes);
  return encoded.length < LINE ? encoded : encoded.replace(/.{1,70}/g, '$&\n');
}

/** The entry's own options, and `generatorOptions` for what those leave open. */
function withOptions(known: Kustomization, entry: Node, made: Resource): Resource {
  const options = [at(known.root, 'generatorOptions'), at(entry, 'options')];
  const metadata = mappingAt(made.node, 'metadata', []);
  for (const key of ['labels', 'annotations'])
    for (const { key: name, value, origins } of options.flatMap(from => pairsOf(known, at(from, key))))
      setField(mappingAt(metadata, key, origins), name, textScalar(value, origins));
  const immutable = options.map(from => at(from, 'immutable')).find(node => node?.kind === 'scalar' && node.text === 'true');
  if (immutable) setField(made.node, 'immutable', plainDraft('true', originsAt(known, immutable)));
  made.needsHash = !options.some(from => text(from, 'disableNameSuffixHash') === 'true');
  made.noted = true;
  return made;
}

/** Adds a generated object, or lays it over the one that is there, as its behavior says. */
export function addGenerated(all: Accumulated, made: Resource, behavior: string): void {
  const id = currentIdentity(made);
  const [old, second] = withAnyIdentity(all.resources, id);
  if (second) throw new Refusal(`There are several of ${identityText(id)} to ${behavior}; name the namespace.`, made.node.origins[0]);
  const joins = behavior === 'merge' || behavior === 'replace';
  if (!old && joins) throw new Refusal(`There is no ${identityText(id)} to ${behavior}.`, made.node.origins[0]);
  if (old && !joins)
    throw new Refusal(
      `There already is ${identityText(id)}; say behavior: merge or replace, or give it another name.`,
      made.node.origins[0],
    );
  all.resources = old ? all.resources.map(other => (other === old ? overlaid(old, made, behavior) : other)) : [...all.resources, made];
}

function overlaid(old: Resource, made: Resource, behavior: string): Resource {
  const metadata = mappingAt(made.node, 'metadata', []);
  for (const key of ['labels', 'annotations']) {
    const both = joinedTexts(field(field(old.node, 'metadata'), key), field(metadata, key));
    if (both.entries.size > 0) setField(metadata, key, both);
  }
  for (const key of ['name', 'namespace']) {
    const value = field(field(old.node, 'metadata'), key);
    if (value && textAt(value) !== '') setField(metadata, key, value);
    else metadata.entries.delete(key);
  }
  if (behavior === 'merge')
    for (const key of ['data', 'binaryData']) {
      const both = joinedTexts(field(old.node, key), field(made.node, key));
      if (both.entries.size > 0) setField(made.node, key, both);
    }
  return { ...old, node: made.node, needsHash: old.needsHash && made.needsHash };
}

function joinedTexts(...sources: readonly ReturnType<typeof field>[]): DraftMapping {
  const both = mapping(originsOf(...sources.map((source): Origins => source?.origins ?? [])));
  for (const source of sources)
    if (source?.kind === 'mapping')
      for (const [key, { keyOrigins, value }] of source.entries)
        both.entries.set(key, { keyOrigins, value: textScalar(value.kind === 'scalar' ? value.text : '', value.origins) });
  return both;
}
