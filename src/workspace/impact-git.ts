import type { Files } from '../core/manifests/files.ts';
import type { FilePath } from '../core/model/source.ts';
import type { Moment } from './impact-moment.ts';
import { listFiles } from './listing.ts';
import { commitOf, mergeBase, type Commit } from './revision-commits.ts';
import { differences } from './revision-differences.ts';
import { RevisionError } from './revision-error.ts';
import { openGit, type Git } from './revision-git.ts';
import { heldInGit } from './revision-side.ts';
import type { AgainstDisk } from './revision.ts';

/** What git says of the disk against one of its commits. */
export interface Compared extends AgainstDisk {
  readonly commit: Commit;
}

/** HEAD and one branch. */
const MOST_KEPT = 2;

/** What git and the listing answered, for as long as the disk stays as it is: a question about what is typed starts one process. */
export class GitAnswers {
  private git: Git | undefined;
  private disk: Files | undefined;
  private paths: readonly FilePath[] | undefined;
  private compared: readonly Compared[] = [];
  private readonly real: string;

  constructor(real: string) {
    this.real = real;
  }

  /** The disk against HEAD. */
  async againstHead(disk: Files): Promise<Compared> {
    return this.against(await commitOf(await this.opened(), 'HEAD'), disk);
  }

  /** The disk against where the work parted from a branch: the one that is named, else the default one. */
  async againstBranch(disk: Files, named: string | undefined): Promise<Compared> {
    const git = await this.opened();
    const base = await commitOf(git, named ?? (await defaultBranch(git)));
    const head = await commitOf(git, 'HEAD');
    return this.against(base.id === head.id ? base : await mergeBase(git, base, head), disk);
  }

  /** The workspace's own files. */
  async listed({ disk, excluded }: Pick<Moment, 'disk' | 'excluded'>): Promise<readonly FilePath[]> {
    this.begin(disk);
    return (this.paths ??= await listFiles(this.real, excluded));
  }

  private async opened(): Promise<Git> {
    return (this.git ??= await openGit(this.real));
  }

  private async against(commit: Commit, disk: Files): Promise<Compared> {
    this.begin(disk);
    const known = this.compared.find(one => one.commit.id === commit.id);
    if (known) return { ...known, base: commit.shown };
    const git = await this.opened();
    const found = await differences(git, { kind: 'commit', id: commit.id }, { kind: 'disk' });
    const fresh = { commit, found, disk, base: commit.shown, held: await heldInGit(git, found) };
    if (this.disk === disk) this.compared = [fresh, ...this.compared].slice(0, MOST_KEPT);
    return fresh;
  }

  private begin(disk: Files): void {
    if (this.disk === disk) return;
    this.disk = disk;
    this.paths = undefined;
    this.compared = [];
  }
}

/** As the remote says; else what people call it. */
async function defaultBranch({ ask }: Git): Promise<string> {
  const { code, output } = await ask(['symbolic-ref', '--quiet', '--short', 'refs/remotes/origin/HEAD']);
  if (code === 0) return output.toString().trim();
  for (const name of USUAL) if ((await ask(['rev-parse', '--verify', '--quiet', `${name}^{commit}`])).code === 0) return name;
  throw new RevisionError('Nothing tells which branch is the default one; name a branch to compare with.');
}

const USUAL = ['origin/main', 'origin/master', 'main', 'master', 'trunk', 'develop'];
