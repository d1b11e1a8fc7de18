import type { Location } from '../model/source.ts';
import { payloadKeys, type Key } from '../readers/payload/payload-keys.ts';
import type { Texts } from '../readers/use.ts';
import type { Side } from './side.ts';

const answers = new WeakMap<Side, Map<string, readonly Key[]>>();

/** The keys of a body at the place where a service gives or takes it; what makes the body lies in the service's own files. Asked once a side. */
export function keysOf({ file, span }: Location, owner: string | undefined, side: Side): readonly Key[] {
  const asked = answers.get(side) ?? new Map<string, readonly Key[]>();
  answers.set(side, asked);
  const question = `${owner ?? ''} ${file} ${span[0]} ${span[1]}`;
  const text = asked.has(question) ? undefined : side.texts.read(file);
  const keys = asked.get(question) ?? (text === undefined ? [] : payloadKeys({ path: file, text }, span, textsOf(owner, side)).keys);
  asked.set(question, keys);
  return keys;
}

const known = new WeakMap<Side, Map<string, Texts>>();

/** The same texts for as long as the side lives, so that what was parsed for one place serves the next. */
export function textsOf(owner: string | undefined, side: Side): Texts {
  const service = side.world.services.find(({ id }) => id === owner);
  if (!service) return side.texts;
  const texts = known.get(side) ?? new Map<string, Texts>();
  known.set(side, texts);
  const own = texts.get(service.id) ?? { paths: side.world.ownership.filesOf(service).map(({ file }) => file), read: side.texts.read };
  texts.set(service.id, own);
  return own;
}
