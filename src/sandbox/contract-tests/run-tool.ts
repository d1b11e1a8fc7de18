import { constants } from 'node:fs';
import { access, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { ended } from '../compose-process.ts';
import type { ChosenTest } from './chosen-tests.ts';
import { sentence, type TestCase } from './test-report.ts';
import { addressesOf, toolOf, type Starting, type Tool } from './tools.ts';

/** A test whose tool is installed here. */
export interface RunnableTest extends ChosenTest {
  /** Where its program lies. */
  readonly program: string;
}

/** Where the tool of a test is installed; a sentence where it is not. */
export async function programOf(test: ChosenTest, path = process.env['PATH'] ?? ''): Promise<{ readonly at: string } | string> {
  const { programs } = toolOf(test);
  for (const program of programs)
    for (const folder of path.split(delimiter)) {
      const at = join(folder, program);
      if (folder.startsWith('/') && (await isProgram(at))) return { at };
    }
  return `${programs.join(' or ')} is not installed`;
}

const isProgram = async (path: string): Promise<boolean> =>
  access(path, constants.X_OK).then(
    async () => (await stat(path)).isFile(),
    () => false,
  );

export interface Running extends Omit<Starting, 'scratch' | 'version' | 'test'> {
  /** Below which a folder is made for what the tool writes. */
  readonly around: string;
  readonly signal: AbortSignal;
}

/** What a tool is given of the environment of who runs this: where things are, and nothing that may be a secret. */
const GIVEN = /^(PATH|HOME|USER|LANG|LC_\w+|TMPDIR|TZ|JAVA_HOME|PYTHONPATH|VIRTUAL_ENV|PYENV_\w+|NODE_PATH)$/;

const environment = (more: Readonly<Record<string, string>>): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => GIVEN.test(name))),
  PACT_DO_NOT_TRACK: 'true',
  DO_NOT_TRACK: '1',
  NO_COLOR: '1',
  ...more,
});

/** The version of the tool, as it says itself. */
export async function versionOf(test: RunnableTest, { around, signal }: Pick<Running, 'around' | 'signal'>): Promise<string> {
  const { tail } = await ended(test.program, {
    args: toolOf(test).askVersion,
    folder: around,
    environment: environment({}),
    signal: AbortSignal.any([signal, AbortSignal.timeout(LONGEST_QUESTION)]),
  }).catch(() => ({ tail: [] }));
  signal.throwIfAborted();
  return /(?<![\d.])v?(\d+\.\d+(?:\.\d+)?(?:[-+][\w.]+)?)/.exec(tail.join('\n'))?.[1] ?? 'of no known version';
}

const LONGEST_QUESTION = 30_000;
const LONGEST_RUN = 120_000;

/** Runs a test once, in a folder of its own: no configuration of the workspace is read by tools that are given a contract. */
export async function toolRun(test: RunnableTest, version: string, running: Running): Promise<readonly TestCase[]> {
  const scratch = await mkdtemp(join(running.around, 'tool-'));
  const tool = toolOf(test);
  const starting: Starting = { ...running, test, version, scratch };
  const inTime = AbortSignal.timeout(LONGEST_RUN);
  try {
    const { code, tail } = await ended(test.program, {
      args: tool.args(starting),
      folder: test.addresses.length > 0 ? running.root : scratch,
      environment: environment(Object.fromEntries(addressesOf(starting))),
      signal: AbortSignal.any([running.signal, inTime]),
    });
    return casesOf(code, tail, await reported(tool, scratch));
  } catch (error) {
    running.signal.throwIfAborted();
    if (!inTime.aborted) throw error;
    return [{ name: WHOLE, result: 'not-tested', why: `It did not end within ${LONGEST_RUN / 60_000} minutes.` }];
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

const LARGEST_REPORT = 20_000_000;

async function reported({ report, cases }: Tool, scratch: string): Promise<readonly TestCase[]> {
  const path = join(scratch, report);
  const size = await stat(path).then(
    found => found.size,
    () => undefined,
  );
  return size === undefined || size > LARGEST_REPORT ? [] : cases(await readFile(path, 'utf8'));
}

/** The test as a whole, where its report does not tell what its exit code says. */
export const WHOLE = 'the whole';

function casesOf(code: number, tail: readonly string[], cases: readonly TestCase[]): readonly TestCase[] {
  if (code !== 0 && !cases.some(({ result }) => result === 'broken'))
    return [...cases, { name: WHOLE, result: 'broken', why: sentence(`It ended with exit code ${code}: ${tail.slice(-3).join(' ')}`) }];
  return cases.length > 0 ? cases : [{ name: WHOLE, result: 'kept', why: '' }];
}
