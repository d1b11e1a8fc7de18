import { surestFirst } from '../../model/confidence.ts';
import type { Confidence } from '../../model/graph.ts';
import type { Location } from '../../model/source.ts';

/** One part of a message or a JSON body, and where code gives or takes it. */
export interface Key {
  /** `orderid`, `cart.total`, `items[].sku`. */
  readonly path: string;
  readonly at: Location;
  readonly how: 'sets' | 'reads';
  readonly confidence: Confidence;
  /** Only the type that something is read into has it; no code that takes it is meant. */
  readonly declared?: true;
}

/** `[]` stands for each member of a list. */
export const pathOf = (parts: readonly string[]): string =>
  parts.reduce((path, part) => (path === '' || part === '[]' ? path + part : `${path}.${part}`), '');

/** Each place once for each key, with the strongest reason, in the order of files and places. */
export function distinct(keys: readonly Key[]): readonly Key[] {
  const best = new Map<string, Key>();
  for (const key of keys) {
    const id = `${key.how} ${key.path} ${key.at.file} ${key.at.span[0]}`;
    const known = best.get(id);
    if (!known || surestFirst(key, known) < 0) best.set(id, key);
  }
  return [...best.values()].sort((one, other) =>
    one.at.file < other.at.file ? -1 : one.at.file > other.at.file ? 1 : one.at.span[0] - other.at.span[0],
  );
}
