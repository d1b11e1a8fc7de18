import { at, text, type Node } from '../../yaml/tree.ts';
import { originsOf, type Origins } from '../tree.ts';
import { type Draft, type DraftScalar, isNull, rewritten, setField, textAt } from '../kubernetes/draft.ts';
import { changeField, type FieldSpec } from './field-spec.ts';
import { type Accumulated, type Kustomization, listOf, originsAt } from './kustomization.ts';
import { patternTest } from './pattern.ts';
import type { Resource } from './resource.ts';
import { attempt, Refusal } from './session.ts';

/** What an entry of `images` changes, and where it is written. */
interface ImageChange {
  readonly name: string;
  readonly newName: Part;
  readonly newTag: Part;
  readonly digest: Part;
  readonly tagSuffix: Part;
}

interface Part {
  readonly text: string;
  readonly origins: Origins;
}

/** `images` and the older `imageTags`. */
export function applyImages(known: Kustomization, all: Accumulated): void {
  for (const entry of [...listOf(known, 'images'), ...listOf(known, 'imageTags')])
    attempt(known.build, known.written.place(entry.at), () =>
      changeImages(
        all.resources,
        imageChange(entry, node => originsAt(known, node)),
        all.configuration.images,
      ),
    );
}

export function imageChange(entry: Node, originsOfNode: (node: Node | undefined) => Origins): ImageChange {
  const part = (key: string): Part => ({ text: text(entry, key) ?? '', origins: originsOfNode(at(entry, key)) });
  return {
    name: text(entry, 'name') ?? '',
    newName: part('newName'),
    newTag: part('newTag'),
    digest: part('digest'),
    tagSuffix: part('tagSuffix'),
  };
}

export function changeImages(resources: readonly Resource[], change: ImageChange, specs: readonly FieldSpec[]): void {
  const isMeant = imageTest(change.name);
  const renamed = (value: Draft): Draft =>
    value.kind === 'scalar' && !isNull(value) && isMeant(value.text) ? changedImage(value, change) : value;
  for (const { node } of resources) {
    if (textAt(node, 'kind') === 'CustomResourceDefinition') continue;
    changeContainers(node, renamed);
    for (const spec of specs)
      changeField(node, spec, {
        change: slot => {
          if (slot.value.kind !== 'scalar') throw new Refusal(`The path ${spec.path} does not lead to an image.`, slot.value.origins[0]);
          slot.value = renamed(slot.value);
        },
      });
  }
}

/** Every list of containers counts, wherever it is, also in custom objects. */
function changeContainers(value: Draft, renamed: (image: Draft) => Draft): void {
  if (value.kind === 'sequence') for (const item of value.items) changeContainers(item, renamed);
  if (value.kind !== 'mapping') return;
  for (const [key, entry] of value.entries) {
    changeContainers(entry.value, renamed);
    if ((key !== 'containers' && key !== 'initContainers') || entry.value.kind !== 'sequence') continue;
    for (const container of entry.value.items) {
      const image = container.kind === 'mapping' ? container.entries.get('image')?.value : undefined;
      if (container.kind === 'mapping' && image) setField(container, 'image', renamed(image));
    }
  }
}

/** The name of an entry is a regular expression to kustomize, though people write it as a text. */
function imageTest(name: string): (image: string) => boolean {
  const rest = '(:[a-zA-Z0-9_.{}-]*)?(@sha256:[a-zA-Z0-9_.{}-]*)?$';
  if (!/[()[\]*+?{}|^$\\]/.test(name)) {
    const tail = new RegExp(`^${rest}`);
    const dotted = new RegExp(`^${name.replaceAll('/', '\\/')}${rest}`);
    return image => dotted.test(image) || (image.startsWith(name) && tail.test(image.slice(name.length)));
  }
  return patternTest(`^${name}${rest}`);
}

interface ImageParts {
  readonly name: string;
  readonly tag: string;
  readonly digest: string;
}

/** `registry:5000/name:tag@digest` taken apart; a colon before the first slash is a port. */
function imageParts(image: string): ImageParts {
  const slash = Math.max(image.indexOf('/'), 0);
  const at = image.indexOf('@', slash);
  const beforeDigest = at < 0 ? image : image.slice(0, at);
  const colon = beforeDigest.indexOf(':', slash);
  return {
    name: colon < 0 ? beforeDigest : image.slice(0, colon),
    tag: colon < 0 ? '' : beforeDigest.slice(colon + 1),
    digest: at < 0 ? '' : image.slice(at + 1),
  };
}

function changedImage(image: DraftScalar, { newName, newTag, digest, tagSuffix }: ImageChange): DraftScalar {
  const old = imageParts(image.text);
  const name = newName.text || old.name;
  const [tag, sum] = tagAndDigest(old, [newTag.text, digest.text, tagSuffix.text]);
  const isPinned = newTag.text !== '' || digest.text !== '';
  const used = [newTag, digest, isPinned ? NOTHING : tagSuffix, newName].flatMap(part => (part.text === '' ? [] : part.origins));
  const kept = newName.text === '' ? (isPinned ? nameOnly(image, old) : image.origins) : isPinned ? [] : tagOnly(image, old);
  const text = `${name}${tag === '' ? '' : `:${tag}`}${sum === '' ? '' : `@${sum}`}`;
  return rewritten(image, text, used.length === 0 ? image.origins : originsOf(used, kept));
}

const NOTHING: Part = { text: '', origins: [] };

function tagAndDigest(old: ImageParts, [newTag, digest, suffix]: readonly [string, string, string]): readonly [string, string] {
  if (newTag !== '') return [newTag, digest];
  if (digest !== '') return ['', digest];
  return suffix === '' ? [old.tag, old.digest] : [old.tag + suffix, ''];
}

/** The part of the old value's place that still decides: the name without the tag that was replaced. */
const nameOnly = (image: DraftScalar, { name }: ImageParts): Origins => partOf(image, 0, name.length);

const tagOnly = (image: DraftScalar, { name }: ImageParts): Origins =>
  name.length === image.text.length ? [] : partOf(image, name.length, image.text.length);

/** Only where the first place holds the text as it is, plain or in quotes. */
function partOf({ text: whole, origins }: DraftScalar, start: number, end: number): Origins {
  const [first, ...rest] = origins;
  if (!first) return [];
  const extra = first.span[1] - first.span[0] - whole.length;
  if (extra !== 0 && extra !== 2) return origins;
  const from = first.span[0] + extra / 2;
  return [{ file: first.file, span: [from + start, from + end] }, ...rest];
}
