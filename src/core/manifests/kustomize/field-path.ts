import { type Draft, type DraftMapping, type DraftSequence, field, mapping, plainDraft, sequence, setField } from '../kubernetes/draft.ts';
import { pathParts, type Slot } from './field-spec.ts';
import { patternTest } from './pattern.ts';
import { Refusal } from './session.ts';

/** `spec.template.spec.containers.[name=web].env.0.value` in parts; a bracket may hold dots. */
function fieldPath(path: string): readonly string[] {
  const parts: string[] = [];
  const split = pathParts(path, '.');
  for (let i = 0; i < split.length; i++) {
    let part = split[i]!;
    if (part.startsWith('[') && !part.endsWith(']')) {
      while (i < split.length - 1 && !part.endsWith(']')) part += `.${split[++i]!}`;
      parts.push(part.includes('=') ? part : part.replace(/^\[+|\]+$/g, ''));
    } else parts.push(part);
  }
  return parts;
}

const NUMBER = /^\d+$/;
const ITEM = /^\[([^=]*)=([\s\S]*)\]$/;

/** The value at a path; nothing where there is none. `ports[0]` is `ports.0`. */
export function lookup(root: Draft, path: string): Draft | undefined {
  let here: Draft | undefined = root;
  for (const part of fieldPath(path).flatMap(indexed)) {
    if (part === '') continue;
    here = step(here, part);
    if (here === undefined) return undefined;
  }
  return here;
}

function indexed(part: string): readonly string[] {
  const [, name, position] = /^(.*)\[(\d+)\]$/.exec(part) ?? [];
  return position === undefined ? [part] : name ? [name, position] : [position];
}

function step(here: Draft | undefined, part: string): Draft | undefined {
  if (here?.kind === 'mapping') return field(here, part);
  if (here?.kind !== 'sequence') return undefined;
  if (NUMBER.test(part)) return here.items[Number(part)];
  if (part === '-') return here.items.at(-1);
  const [, key, value] = ITEM.exec(part) ?? [];
  return key === undefined ? undefined : here.items.find(item => itemText(item, key) === value);
}

function itemText(item: Draft, key: string): string | undefined {
  const value = key === '' ? item : field(item, key);
  return value?.kind === 'scalar' ? value.text : undefined;
}

/** Every place that a path leads to; missing ones are made, for a value of the given kind, where `create` says so. */
export function slotsAt(root: Draft, path: string, create?: Draft['kind']): readonly Slot[] {
  return slots({ value: root }, fieldPath(path), create);
}

function slots(slot: Slot, path: readonly string[], create?: Draft['kind']): readonly Slot[] {
  const [part, ...rest] = path;
  if (part === undefined) return [slot];
  const { value } = slot;
  if (NUMBER.test(part)) return indexSlots(listAt(value, part), { position: Number(part), rest, create });
  if (ITEM.test(part)) return matchedSlots(listAt(value, part), { part, rest, create });
  if (part === '*') return listAt(value, part).items.flatMap((_, i) => slots(itemSlot(listAt(value, part), i), rest, create));
  if (value.kind !== 'mapping') {
    if (value.kind === 'scalar' && value.type === 'null') return [];
    throw new Refusal(`The field ${part} cannot be in a ${value.kind}.`, value.origins[0]);
  }
  if (!value.entries.has(part)) {
    if (!create) return [];
    setField(value, part, made(rest[0], create));
  }
  return slots(value.entries.get(part)!, rest, create);
}

function listAt(value: Draft, part: string): DraftSequence {
  if (value.kind !== 'sequence') throw new Refusal(`${part} asks for an item of a list, but here is a ${value.kind}.`, value.origins[0]);
  return value;
}

interface Steps {
  readonly rest: readonly string[];
  readonly create?: Draft['kind'] | undefined;
}

function indexSlots(list: DraftSequence, { position, rest, create }: Steps & { readonly position: number }): readonly Slot[] {
  if (position === list.items.length && create) list.items.push(made(rest[0], create));
  if (position >= list.items.length) throw new Refusal(`The list has no item ${position}.`, list.origins[0]);
  return slots(itemSlot(list, position), rest, create);
}

function matchedSlots(list: DraftSequence, { part, rest, create }: Steps & { readonly part: string }): readonly Slot[] {
  const [, key = '', value = ''] = ITEM.exec(part) ?? [];
  const test = itemTest(value);
  const matches = list.items.flatMap((item, i) => (test(itemText(item, key)) ? [i] : []));
  const found = matches.flatMap(i => slots(itemSlot(list, i), rest, create));
  if (found.length > 0 || !create || matches.length > 0) return found;
  list.items.push(key === '' ? plainDraft(value, []) : itemWith(key, value));
  return slots(itemSlot(list, list.items.length - 1), rest, create);
}

function itemWith(key: string, value: string): DraftMapping {
  const item = mapping();
  setField(item, key, plainDraft(value, []));
  return item;
}

/** The value in brackets is a regular expression that may fit anywhere in the text. */
function itemTest(pattern: string): (text: string | undefined) => boolean {
  const test = patternTest(pattern);
  return text => text !== undefined && (text === pattern || test(text));
}

const made = (next: string | undefined, last: Draft['kind']): Draft =>
  next === undefined ? emptyOf(last) : NUMBER.test(next) || (next.startsWith('[') && next.endsWith(']')) ? sequence() : mapping();

const emptyOf = (kind: Draft['kind']): Draft => (kind === 'scalar' ? plainDraft('', []) : kind === 'mapping' ? mapping() : sequence());

/** An item of a list as a slot: what is put there goes into the list. */
function itemSlot(list: DraftSequence, position: number): Slot {
  return {
    get value() {
      return list.items[position]!;
    },
    set value(value: Draft) {
      list.items[position] = value;
    },
  };
}
