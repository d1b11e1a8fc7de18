import { equal } from '../core/model/equal.ts';
import type { FilePath } from '../core/model/source.ts';
import type { Proven } from './opening.ts';
import { isFolderOf, lookAt, readOne } from './read-workspace.ts';
import type { Survey } from './survey.ts';

/** A workspace in which everything is as it was kept. */
export interface Resting {
  readonly proven: Proven;
  readonly looks: Survey['looks'];
}

/** What is typed into this file may make another graph. */
export const concerns = (path: FilePath, { proven, looks }: Resting): boolean => looks.has(path) || proven.told.deciding.includes(path);

/** What stands at this path now is not what stood there. */
export function isOther(path: FilePath, { proven, looks }: Resting): boolean {
  const { real } = proven;
  const before = looks.get(path);
  if (before) return !equal(before, lookAt(real, path));
  return proven.told.deciding.includes(path) || isFolderOf(real, path, looks.keys());
}

export function isSaved(path: FilePath, text: string, { proven }: Resting): boolean {
  const saved = readOne(proven.real, path);
  return saved?.kind === 'source' && saved.source.text === text;
}
