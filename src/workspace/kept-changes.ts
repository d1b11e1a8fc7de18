import type { FilePath } from '../core/model/source.ts';
import { WAIVERS_FILE } from '../core/waivers/waivers-file.ts';
import { isSettled } from './cache.ts';
import type { ImpactAnswer } from './impact-of.ts';
import type { Compared, GitAnswers } from './impact-git.ts';
import { diskFiles } from './disk-files.ts';
import { digest } from './kept.ts';
import { lookAt, type Look } from './read-workspace.ts';
import { RevisionError } from './revision-error.ts';
import { today } from './today.ts';

/** What the changes that are saved and not committed break. */
export interface KeptChanges {
  /** Of the commit and of the files that differ from it. */
  readonly key: string;
  readonly answer: ImpactAnswer;
}

/** An answer that was just given, to be kept when its files are no longer so young that they may change unnoticed. */
export class GivenChanges {
  private readonly real: string;
  private readonly compared: Compared;
  private readonly kept: KeptChanges;

  constructor(real: string, compared: Compared, answer: ImpactAnswer) {
    this.real = real;
    this.compared = compared;
    this.kept = { key: keyOf(compared, looksAt(real, compared)), answer };
  }

  settled(disk: Compared['disk']): KeptChanges | undefined {
    if (this.compared.disk !== disk) return undefined;
    const looks = looksAt(this.real, this.compared);
    return looks.every(isSettled) && keyOf(this.compared, looks) === this.kept.key ? this.kept : undefined;
  }
}

/** The answer to the same question as before, without anything that it was made from; undefined where something is another. */
export async function knownChanges(real: string, git: GitAnswers, kept: KeptChanges | undefined): Promise<ImpactAnswer | undefined> {
  try {
    const compared = await git.againstHead(diskFiles(real));
    return kept?.key === keyOf(compared, looksAt(real, compared)) ? kept.answer : undefined;
  } catch (error) {
    if (error instanceof RevisionError) return { kind: 'none', reason: 'no-version', why: error.message };
    throw error;
  }
}

/** Waivers end on a day. */
const keyOf = ({ commit, base, found }: Compared, looks: readonly Look[]): string =>
  digest(JSON.stringify([commit.id, base, found, looks, today()]));

const looksAt = (real: string, { found }: Compared): readonly Look[] =>
  [...found.map(({ path }) => path), WAIVERS_FILE as FilePath].flatMap(path => lookAt(real, path) ?? []);
