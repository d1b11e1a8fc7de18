import type { ContractDiff } from '../../../../src/core/contract/change.ts';
import { diffProtobuf } from '../../../../src/core/contract/protobuf/diff-protobuf.ts';
import { CATEGORIES, type Category } from '../../../../src/core/contract/protobuf/rules.ts';
import type { Files } from '../../../../src/core/manifests/files.ts';
import type { FilePath } from '../../../../src/core/model/source.ts';

export type Texts = Readonly<Record<string, string>>;

export const filesOf = (texts: Texts): Files => ({
  read: path => texts[path],
  under: () => Object.keys(texts) as FilePath[],
});

export const compared = (before: Texts, after: Texts, category?: Category): ContractDiff =>
  diffProtobuf(filesOf(before), filesOf(after), category && { category });

/** Every rule that a change goes against, each with its element. */
export function broken(before: Texts, after: Texts): readonly string[] {
  const found = CATEGORIES.flatMap(category => compared(before, after, category).changes);
  return [...new Set(found.map(({ rule, element }) => `${rule} ${element}`))].toSorted();
}

/** The categories that object, as F, P, J and W. */
export const objecting = (before: Texts, after: Texts): string =>
  CATEGORIES.filter(category => compared(before, after, category).changes.length > 0)
    .map(category => (category === 'WIRE_JSON' ? 'J' : category[0]))
    .join('');

/** One file of proto3 in the package `a`. */
export const proto3 = (body: string): Texts => ({ 'a.proto': `syntax = "proto3"; package a; ${body}` });
export const proto2 = (body: string): Texts => ({ 'a.proto': `syntax = "proto2"; package a; ${body}` });
export const edition = (body: string): Texts => ({ 'a.proto': `edition = "2023"; package a; ${body}` });
