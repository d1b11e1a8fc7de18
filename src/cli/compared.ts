import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { changedContracts } from '../core/contract/contract-diff.ts';
import { judgedDocument, type Accepted } from '../core/impact/accepted.ts';
import { impactDocument, type ImpactDocument } from '../core/impact/document.ts';
import { impact } from '../core/impact/impact.ts';
import { sides } from '../core/impact/side.ts';
import { WAIVERS_FILE } from '../core/waivers/waivers.ts';
import type { IndexOptions } from '../workspace/engine.ts';
import { RevisionError } from '../workspace/revision-error.ts';
import type { RevisionQuestion } from '../workspace/revision.ts';
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

/** What the difference does to everyone, before anybody has waived anything. */
export async function compared({ before, after, changed, revision }: WorkspaceVersions): Promise<ImpactDocument> {
  const { FORMATS } = await import('../core/contract/formats.ts');
  const contracts = changedContracts({ before: before.texts, after: after.texts }, [...changed], { formats: FORMATS, today: today() });
  const both = sides({ before, after }, { changed, contracts });
  const problems = revision.problems.map(({ path, message }) => ({ message, file: path }));
  return impactDocument(await impact(both), both, problems);
}

/** The same with the workspace's waivers, and what was broken before left aside. */
export async function judged(document: ImpactDocument, root: string, baseline: Accepted['baseline']): Promise<ImpactDocument> {
  const waivers = await readFile(join(root, WAIVERS_FILE), 'utf8').catch(() => undefined);
  return judgedDocument(document, { waivers, baseline, today: today() });
}

const today = (): string => new Date().toISOString().slice(0, 10);
