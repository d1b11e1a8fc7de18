import { environments } from '../core/environments/environments.ts';
import { stampedFiles } from '../core/environments/stamped-files.ts';
import type { SideInput } from '../core/impact/side.ts';
import type { FactsIndex } from '../core/index/facts-index.ts';
import type { FilePath } from '../core/model/source.ts';
import { readFacts, type Facts, type IndexOptions } from './engine.ts';
import { grammars } from './grammar-files.ts';
import { realRoot } from './listing.ts';
import { revision, unsaved, type RevisionQuestion, type Revision } from './revision.ts';
import { sideIndex } from './revision-index.ts';
import { pathsOn, type RevisionSide } from './revision-side.ts';

/** Two versions of a workspace, each with everything that a link needs. */
export interface WorkspaceVersions {
  readonly before: SideInput;
  readonly after: SideInput;
  readonly changed: ReadonlySet<FilePath>;
  readonly revision: Revision;
  readonly index: FactsIndex;
}

/** Reads what is on disk once; of the other version only the files that differ. */
export async function versions(root: string, asked: RevisionQuestion, options: IndexOptions): Promise<WorkspaceVersions> {
  const real = await realRoot(root);
  return between(await revision(real, asked), await readFacts(real, options));
}

/** The version on disk, and the same with other texts in some of its files: `change` is told the first and gives the others. */
export async function imagined(
  root: string,
  change: (disk: SideInput) => ReadonlyMap<FilePath, string>,
  options: IndexOptions,
): Promise<WorkspaceVersions> {
  const real = await realRoot(root);
  const disk = await readFacts(real, options);
  await grammars([...disk.index.files.keys()]);
  const saved = sideInput(disk.index, unsaved(real, new Map()).head, disk);
  return between(unsaved(real, change(saved)), disk);
}

async function between(compared: Revision, disk: Facts): Promise<WorkspaceVersions> {
  const head = await sideIndex(disk.index, compared.head);
  const base = await sideIndex(disk.index, compared.base);
  // Who reads what changed may be written in any language of the workspace, and its facts may come from the cache.
  if (compared.changed.length > 0) await grammars([...head.files.keys()]);
  return {
    after: sideInput(head, compared.head, disk),
    before: sideInput(base, compared.base, disk),
    changed: new Set(compared.changed.flatMap(({ path, from }) => (from === undefined ? [path] : [path, from]))),
    revision: compared,
    index: head,
  };
}

/** What a resolved manifest was made of is told by its texts, so both versions share what they have in common. */
function sideInput(index: FactsIndex, side: RevisionSide, { memory, paths }: Facts): SideInput {
  const { files } = side;
  const facts = index.facts();
  const stamped = stampedFiles(files, path => index.files.get(path)?.fingerprint);
  return { facts, environments: environments(facts, stamped, memory), texts: { paths: pathsOn(side, paths), read: files.read } };
}
