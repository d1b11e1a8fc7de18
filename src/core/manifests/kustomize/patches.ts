import type { FilePath, Location } from '../../model/source.ts';
import { at, text, type Node } from '../../yaml/tree.ts';
import {
  copyOfMapping,
  type Draft,
  type DraftMapping,
  type DraftSequence,
  field,
  mappingAt,
  setField,
  textAt,
  type Written,
} from '../kubernetes/draft.ts';
import { identityOf, identityText } from '../kubernetes/identity.ts';
import { embeddedText } from './embedded-text.ts';
import { jsonPatched, size } from './json-patch.ts';
import { type Accumulated, type Kustomization, loadedText, textsOf, listOf } from './kustomization.ts';
import { documentsOf, loadObjects } from './load-objects.ts';
import { rememberIdentity, type Resource, withAnyIdentity } from './resource.ts';
import { attempt, placeIn, Refusal, type Session, spend } from './session.ts';
import { selected } from './selector.ts';
import { strategicMerge } from './strategic-merge.ts';

/** `patchesStrategicMerge`: files or texts. */
export function applyStrategicMerges(known: Kustomization, all: Accumulated, list = 'patchesStrategicMerge'): void {
  for (const entry of textsOf(known, list)) {
    const place = known.written.place(entry.at);
    attempt(known.build, place, () => {
      if (/[\n{]/.test(entry.text)) return mergeTexts(known, all, embeddedText(entry, known.written));
      mergeTexts(known, all, fileText(known, entry.text, place).written);
    });
  }
}

/** Every document of a text, laid over the object that it names. */
export function mergeTexts({ build, file }: Kustomization, all: Accumulated, written: Written): void {
  for (const patch of loadObjects(written, file)) {
    const place = patch.origins[0]!;
    attempt(build, place, () => mergeByIdentity(all, patch, { place, build }));
  }
}

/** `patches`: strategic merge or JSON patches, with or without a target. */
export function applyPatches(known: Kustomization, all: Accumulated): void {
  for (const entry of listOf(known, 'patches')) {
    const place = known.written.place(entry.at);
    attempt(known.build, place, () => applyPatch(known, all, entry));
  }
}

/** `patchesJson6902`. */
export function applyJsonPatches(known: Kustomization, all: Accumulated): void {
  for (const entry of listOf(known, 'patchesJson6902')) {
    const place = known.written.place(entry.at);
    attempt(known.build, place, () => applyJsonPatch(known, all, entry));
  }
}

export function applyJsonPatch(known: Kustomization, all: Accumulated, entry: Node): void {
  const place = known.written.place(entry.at);
  const operations = operationsOf(documentsOf(...patchDocument(known, entry)));
  if (text(entry, 'target', 'name') === undefined) throw new Refusal('A JSON patch here needs a target with a name.', place);
  if (!operations) throw new Refusal('This is no JSON patch: a list of operations with op and path.', place);
  patchEach(selected(all.resources, at(entry, 'target')!, place), operations, { build: known.build, remembers: false });
}

interface Step {
  readonly place: Location;
  readonly build: Session;
}

export function applyPatch(known: Kustomization, all: Accumulated, entry: Node): void {
  const { build } = known;
  const place = known.written.place(entry.at);
  const target = at(entry, 'target');
  const [written, file] = patchDocument(known, entry);
  const operations = operationsOf(documentsOf(written, file));
  if (operations) {
    if (!target) throw new Refusal('A JSON patch needs a target that says which objects it changes.', place);
    return patchEach(selected(all.resources, target, place), operations, { build, remembers: true });
  }
  const patches = loadObjects(written, file);
  if (!target) {
    for (const patch of patches) attempt(build, place, () => mergeByIdentity(all, patch, { place, build, options: at(entry, 'options') }));
    return;
  }
  if (patches.length > 1) throw new Refusal('A patch with a target may hold one document only; split it.', place);
  for (const resource of selected(all.resources, target, place))
    attempt(build, place, () => mergeInto(all, resource, patchFor(resource, patches[0]!), { place, build, options: at(entry, 'options') }));
}

/** Whatever kind the patch is written for, a target makes it one for the object. */
function patchFor({ node }: Resource, patch: DraftMapping): DraftMapping {
  const copy = copyOfMapping(patch);
  const version = field(node, 'apiVersion');
  if (version) setField(copy, 'apiVersion', version);
  return copy;
}

function patchDocument(known: Kustomization, entry: Node): [Written, FilePath] {
  const place = known.written.place(entry.at);
  const path = text(entry, 'path');
  const inline = at(entry, 'patch') ?? at(entry, 'jsonOp');
  if (inline?.kind === 'scalar' && inline.text.trim() !== '') {
    if (path !== undefined) throw new Refusal('A patch has either a path or a patch, not both.', place);
    return [embeddedText(inline, known.written), known.file];
  }
  if (path === undefined) throw new Refusal('This patch is empty; give it a path or a patch.', place);
  const { written, file } = fileText(known, path, known.written.place(at(entry, 'path')!.at));
  return [written, file];
}

function fileText(known: Kustomization, path: string, place: Location): { readonly written: Written; readonly file: FilePath } {
  const { file, text: source } = loadedText(known, path, place);
  return { written: { text: source, place: placeIn(file) }, file };
}

const operationsOf = (documents: readonly Draft[]): DraftSequence | undefined =>
  documents.length === 1 && documents[0]?.kind === 'sequence' ? documents[0] : undefined;

function mergeByIdentity(all: Accumulated, patch: DraftMapping, step: Merge): void {
  const id = identityOf(patch);
  const [target, second] = withAnyIdentity(all.resources, id);
  if (!target) throw new Refusal(`The patch has no target: there is no ${identityText(id)} among the resources.`, patch.origins[0]);
  if (second) throw new Refusal(`The patch has several targets: ${identityText(id)} is there more than once.`, patch.origins[0]);
  mergeInto(all, target, patch, step);
}

interface Merge extends Step {
  readonly options?: Node | undefined;
}

/** Lays the patch over an object; name, kind and namespace stay unless the options say otherwise. */
function mergeInto(all: Accumulated, target: Resource, patch: DraftMapping, { build, options }: Merge): void {
  spend(build, size(patch));
  const [renames, changesKind] = [text(options, 'allowNameChange') === 'true', text(options, 'allowKindChange') === 'true'];
  if (renames || changesKind) rememberIdentity(target);
  const before = identifying(target.node);
  const result = strategicMerge(target.node, patch);
  if (result?.kind !== 'mapping' || result.entries.size === 0) {
    all.resources = all.resources.filter(other => other !== target);
    return;
  }
  target.node = result;
  const metadata = mappingAt(result, 'metadata', patch.origins);
  if (before.apiVersion && textAt(result, 'apiVersion') === textAt(before.apiVersion)) setField(result, 'apiVersion', before.apiVersion);
  if (!changesKind && before.kind) setField(result, 'kind', before.kind);
  if (!renames && before.name) setField(metadata, 'name', before.name);
  if (before.namespace && textAt(before.namespace) !== '') setField(metadata, 'namespace', before.namespace);
  else metadata.entries.delete('namespace');
}

/** The values that say which object it is. */
const identifying = (node: DraftMapping) => ({
  apiVersion: field(node, 'apiVersion'),
  kind: field(node, 'kind'),
  name: field(field(node, 'metadata'), 'name'),
  namespace: field(field(node, 'metadata'), 'namespace'),
});

interface JsonStep {
  readonly build: Session;
  readonly remembers: boolean;
}

function patchEach(targets: readonly Resource[], operations: DraftSequence, { build, remembers }: JsonStep): void {
  for (const target of targets) {
    if (remembers) rememberIdentity(target);
    const copy = copyOfMapping(target.node);
    const metadata = copy.entries.get('metadata')?.value;
    if (target.noted && metadata?.kind === 'mapping') mappingAt(metadata, 'annotations', []);
    spend(build, size(copy));
    target.node = jsonPatched(copy, operations, build);
  }
}
