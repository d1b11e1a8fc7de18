import { judgedDocument, type Accepted } from '../core/impact/accepted.ts';
import { impactDocument, type ImpactDocument } from '../core/impact/document.ts';
import { impact } from '../core/impact/impact.ts';
import { sides, type Sides } from '../core/impact/side.ts';
import type { FilePath } from '../core/model/source.ts';
import { WAIVERS_FILE } from '../core/waivers/waivers-file.ts';
import { contractChanges } from '../workspace/contract-changes.ts';
import { diskFiles } from '../workspace/disk-files.ts';
import type { IndexOptions } from '../workspace/engine.ts';
import { RevisionError } from '../workspace/revision-error.ts';
import type { RevisionQuestion } from '../workspace/revision.ts';
import { today } from '../workspace/today.ts';
import { versions, type WorkspaceVersions } from '../workspace/versions.ts';
import { UsageError } from './usage-error.ts';

/** Two versions of a folder; what git cannot compare is for the user to mend. */
export async function twoVersions(root: string, asked: RevisionQuestion, cache: IndexOptions): Promise<WorkspaceVersions> {
  try {
    return await versions(root, asked, cache);
  } catch (error) {
    throw error instanceof RevisionError ? new UsageError(error.message) : error;
  }
}

/** Both versions linked, with what of their contracts differs. */
export async function comparedSides({ before, after, changed }: WorkspaceVersions): Promise<Sides> {
  const contracts = await contractChanges({ before: before.texts, after: after.texts }, changed);
  return sides({ before, after }, { changed, contracts });
}

/** What the difference does to everyone, before anybody has waived anything. */
export async function compared(versions: WorkspaceVersions): Promise<ImpactDocument> {
  const both = await comparedSides(versions);
  const problems = versions.revision.problems.map(({ path, message }) => ({ message, file: path }));
  return impactDocument(await impact(both), both, problems);
}

/** The same with the workspace's waivers, and what was broken before left aside. */
export const judged = (document: ImpactDocument, root: string, baseline: Accepted['baseline']): ImpactDocument =>
  judgedDocument(document, { waivers: diskFiles(root).read(WAIVERS_FILE as FilePath), baseline, today: today() });
