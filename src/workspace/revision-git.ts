import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { RevisionError } from './revision-error.ts';

/** A git that was started: how it ended, and what it said. */
interface GitAnswer {
  readonly code: number;
  readonly output: Buffer;
  readonly complaint: string;
}

/** Asks git about the repository around one folder; paths in answers are relative to that folder where git can make them so. */
export interface Git {
  /** The answer however git ended. */
  readonly ask: (args: readonly string[], input?: string) => Promise<GitAnswer>;
  /** The output; that git failed is an error. */
  readonly output: (args: readonly string[], input?: string) => Promise<Buffer>;
  /** History ends before the first commit. */
  readonly isShallow: boolean;
}

/** Whoever waits longer than this for git has a broken disk or a repository that is no workspace. */
const PATIENCE = 120_000;

/**
 * Nothing that a repository's configuration names is run: no hook, file monitor, pager, difference or text converter, filter, or transport.
 * Git does not fetch, and does not write its index.
 */
const SAFE = ['--no-pager', '-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null', '-c', 'core.quotePath=false'];

/** The environment without what points git elsewhere, as it is inside of a hook. Which configuration is read stays the user's choice. */
function environment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_') || /^GIT_(EXEC_PATH$|CONFIG_)/.test(name));
  return {
    ...Object.fromEntries(own),
    LC_ALL: 'C',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    GIT_NO_LAZY_FETCH: '1',
    GIT_NO_REPLACE_OBJECTS: '1',
    // Protocols that may be spoken: none has this name.
    GIT_ALLOW_PROTOCOL: 'none',
  };
}

/** The repository around a folder, or one sentence why there is none. */
export async function openGit(root: string): Promise<Git> {
  if (!existsSync(root)) throw new RevisionError(`There is no folder ${root}.`);
  const plain = asking(root, SAFE);
  const asked = ['rev-parse', '--is-inside-work-tree', '--is-shallow-repository', '--show-prefix'];
  const [inside, shallow, prefix] = (await plain.output(asked)).toString().split('\n');
  if (inside !== 'true') throw new RevisionError(`${root} lies in git's own files; name a folder of the work tree.`);
  if (prefix !== '' && (await isIgnored(plain)))
    throw new RevisionError(`The git repository around ${root} ignores it, so there is no earlier version to compare with.`);
  return { ...asking(root, [...SAFE, ...(await withoutFilters(plain))]), isShallow: shallow === 'true' };
}

const isIgnored = async ({ ask, output }: Asking): Promise<boolean> =>
  (await ask(['check-ignore', '--quiet', '.'])).code === 0 && (await output(['ls-files', '-z'])).length === 0;

type Asking = Pick<Git, 'ask' | 'output'>;

/** Comparing files on disk would run the filters (LFS and others) that the repository's configuration names; an empty command runs nothing. */
async function withoutFilters({ output }: Asking): Promise<string[]> {
  const keys = (await output(['config', '-z', '--list', '--name-only'])).toString().split('\0');
  const filters = keys.flatMap(key => /^filter\.([^]+)\.(?:clean|smudge|process|required)$/.exec(key)?.[1] ?? []);
  return [...new Set(filters)].flatMap(name => {
    if (name.includes('=')) throw new RevisionError(`The git configuration has a filter "${name}"; give it a name without "=".`);
    return ['clean=', 'smudge=', 'process=', 'required=false'].flatMap(setting => ['-c', `filter.${name}.${setting}`]);
  });
}

function asking(root: string, settings: readonly string[]): Asking {
  const ask: Git['ask'] = (args, input) => answer(root, [...settings, ...args], input);
  return {
    ask,
    output: async (args, input) => {
      const { code, output, complaint } = await ask(args, input);
      if (code !== 0) throw new RevisionError(sentence(root, complaint));
      return output;
    },
  };
}

function answer(root: string, args: readonly string[], input: string | undefined): Promise<GitAnswer> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', args, { cwd: root, env: environment(), timeout: PATIENCE, windowsHide: true });
    const output: Buffer[] = [];
    const complaints: Buffer[] = [];
    child.stdout.on('data', (bytes: Buffer) => output.push(bytes));
    child.stderr.on('data', (bytes: Buffer) => complaints.push(bytes));
    // Git may end before it has read everything; how it ended says why.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input ?? '');
    child.on('error', error => reject(new RevisionError(notStarted(error))));
    child.on('close', (code, signal) => {
      if (signal !== null) reject(new RevisionError(`Git was stopped (${signal}) before it answered.`));
      else resolve({ code: code ?? 1, output: Buffer.concat(output), complaint: Buffer.concat(complaints).toString() });
    });
  });
}

const notStarted = (error: NodeJS.ErrnoException): string =>
  error.code === 'ENOENT'
    ? 'Git is not installed on this machine, so there is nothing to compare with; install git.'
    : `Git cannot be started: ${error.code ?? error.message}.`;

/** What git complains of, as one sentence of ours. */
function sentence(root: string, complaint: string): string {
  if (complaint.includes('not a git repository')) return `${root} is in no git repository, so there is no earlier version to compare with.`;
  const owned = /dubious ownership in repository at '([^']*)'/.exec(complaint)?.[1];
  if (owned !== undefined)
    return `The repository ${owned} belongs to another user; if you trust it, run git config --global --add safe.directory ${owned}.`;
  if (complaint.includes('must be run in a work tree'))
    return `${root} is a repository without a work tree; name a folder that is checked out.`;
  // Since 2.44 git only calls such a text missing; before, it gives up.
  if (complaint.includes('promisor remote'))
    return 'This partial clone was never given the earlier texts; clone without --filter, or let git fetch them once with git log --patch BASE...HEAD.';
  const first = complaint.split('\n').find(line => /^(fatal|error): /.test(line)) ?? complaint.split('\n')[0] ?? '';
  return `Git could not answer: ${first.replace(/^(fatal|error): /, '').replace(/\.$/, '') || 'it gave no reason'}.`;
}
