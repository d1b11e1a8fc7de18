import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { questions, type GraphAnswer } from '../../src/protocol/lsp.ts';
import { built } from '../cli/command-line.ts';
import { Client } from './client.ts';

built();
const scratch = await mkdtemp(join(tmpdir(), 'faultline-reading-'));
afterAll(() => rm(scratch, { recursive: true, force: true }));

let count = 0;

function written(root: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

const SERVICES = 40;
const MODULES = 25;
const serviceNames = Array.from({ length: SERVICES }, (_, at) => `service-${at}`);

/** 1,000 modules of 40 services; the first of each calls another service. */
const many = (callee: (at: number) => string): Readonly<Record<string, string>> => ({
  'compose.yaml': `services:\n${serviceNames.map(name => `  ${name}:\n    build: ${name}\n`).join('')}`,
  ...Object.fromEntries(
    serviceNames.flatMap((name, at) =>
      Array.from({ length: MODULES }, (_, module) => [
        `${name}/module-${module}.ts`,
        `import axios from 'axios';\nexport const ask = () => axios.get('http://${module === 0 ? callee(at) : name}:8080/things');\n`,
      ]),
    ),
  ),
});

const next = (at: number): string => serviceNames[(at + 1) % SERVICES]!;
const before = (at: number): string => serviceNames[(at + SERVICES - 1) % SERVICES]!;

function folder(files = many(next)): string {
  const root = join(scratch, `many-${count++}`);
  written(root, files);
  return root;
}

const client = (root: string, cache = `cache-${count++}`): Client => new Client(root, join(scratch, cache));

const calls = async (of: Client): Promise<readonly string[]> =>
  (await of.connection.sendRequest<GraphAnswer>(questions.graph.method, {})).roots.flatMap(({ graph }) =>
    graph.edges
      .filter(({ kind }) => kind === 'http')
      .map(({ from, to }) => `${from}>${to}`)
      .toSorted(),
  );

const expected = (callee: (at: number) => string): readonly string[] =>
  serviceNames.map((name, at) => `service:${name}>service:${callee(at)}`).toSorted();

const holds =
  (callee: (at: number) => string) =>
  (found: readonly string[]): boolean =>
    found.join() === expected(callee).join();

test('reading that is stopped says so as long as something is missing, and goes on where it was', async () => {
  const one = client(folder());
  await one.start();
  await one.until(
    () => one.states.at(-1)?.indexing?.done ?? 0,
    done => done > 0,
  );
  await one.connection.sendRequest(questions.stop.method, {});
  const stopped = await one.until(
    () => one.states.at(-1)!,
    state => state.stopped,
  );
  expect([stopped.indexing, stopped.complete, stopped.behindSince !== null]).toEqual([null, false, true]);
  await one.connection.sendRequest(questions.resume.method, {});
  const whole = await one.until(
    () => one.states.at(-1)!,
    state => state.complete,
  );
  expect([whole.stopped, whole.services, whole.behindSince]).toEqual([false, SERVICES, null]);
  await one.until(() => calls(one), holds(next));
  expect(await one.stop()).toBe(0);
});

test('an editor that shows progress is told how many files of how many, and may cancel', async () => {
  const one = client(folder());
  one.capabilities = { window: { workDoneProgress: true } };
  const said: string[] = [];
  let token: unknown;
  one.connection.onRequest('window/workDoneProgress/create', (asked: { readonly token: unknown }) => {
    token = asked.token;
    return null;
  });
  one.connection.onNotification('$/progress', ({ value }: { readonly value: { readonly kind: string; readonly message?: string } }) => {
    said.push(value.message ?? value.kind);
  });
  await one.start();
  await one.until(
    () => said,
    all => all.some(text => /^\d+ of 1001 files$/.test(text)),
  );
  await one.connection.sendNotification('window/workDoneProgress/cancel', { token });
  await one.until(
    () => one.states.at(-1)!.stopped,
    stopped => stopped,
  );
  await one.until(
    () => said,
    all => all[0] === 'begin' && all.at(-1) === 'end',
  );
  expect(await one.stop()).toBe(0);
});

test('a checkout that changes every service is followed, although nobody tells of a file', async () => {
  const root = folder();
  const git = (...args: readonly string[]): string =>
    execFileSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@y', '-c', 'commit.gpgsign=false', ...args], {
      cwd: root,
      stdio: 'pipe',
    }).toString();
  git('init', '--quiet', '--initial-branch=main');
  git('add', '.');
  git('commit', '--quiet', '-m', 'a');
  git('checkout', '--quiet', '-b', 'other');
  written(root, Object.fromEntries(Object.entries(many(before)).map(([path, text]) => [path, `${text}\n`])));
  git('commit', '--quiet', '-am', 'b');
  git('checkout', '--quiet', 'main');
  const one = client(root);
  await one.start();
  await one.until(() => calls(one), holds(next));
  git('checkout', '--quiet', 'other');
  await one.until(() => calls(one), holds(before));
  git('checkout', '--quiet', 'main');
  await one.until(() => calls(one), holds(next));
  expect(await one.stop()).toBe(0);
});

test('a server that is killed while it reads, and again, leaves nothing behind that is wrong', async () => {
  const root = folder();
  for (let times = 0; times < 3; times++) {
    const killed = client(root, 'killed');
    await killed.start();
    await killed.until(
      () => killed.states.at(-1)?.indexing?.done ?? 0,
      done => done > times * 100,
    );
    killed.process.kill('SIGKILL');
  }
  const one = client(root, 'killed');
  await one.start();
  await one.until(
    () => one.states.at(-1)?.complete,
    complete => complete === true,
  );
  await one.until(() => calls(one), holds(next));
  expect(await one.stop()).toBe(0);
});

test('two windows on one folder keep what they read side by side, each with its own unsaved text', async () => {
  const root = folder();
  const [one, other] = [client(root, 'shared'), client(root, 'shared')];
  await Promise.all([one.start(), other.start()]);
  const typed = many(before)['service-0/module-0.ts']!;
  await one.open('service-0/module-0.ts');
  await one.type('service-0/module-0.ts', typed);
  await one.until(
    () => calls(one),
    found => found.includes(`service:service-0>service:${before(0)}`),
  );
  await other.until(() => calls(other), holds(next));
  await one.until(
    () => readdir(join(scratch, 'shared/faultline')).catch(() => []),
    files => files.some(file => file.includes('facts')) || files.length > 1,
  );
  await Promise.all([one.stop(), other.stop()]);
  const third = client(root, 'shared');
  await third.start();
  await third.until(() => calls(third), holds(next));
  await third.until(
    () => third.states.at(-1)?.complete,
    complete => complete === true,
  );
  expect(third.states.some(({ indexing }) => indexing !== null && indexing.total > 100)).toBe(false);
  expect(await third.stop()).toBe(0);
});
