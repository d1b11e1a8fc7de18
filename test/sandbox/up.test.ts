import { appendFile, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openEngine, type Engine } from '../../src/sandbox/engine.ts';
import { givenBack } from '../../src/sandbox/given-back.ts';
import { openRun } from '../../src/sandbox/owner.ts';
import { left, reap } from '../../src/sandbox/reaper.ts';
import { SandboxError } from '../../src/sandbox/sandbox-error.ts';
import { pairRepository, removeRepository, upPair } from './pair.ts';

let engine: Engine;
let repository: string;

beforeAll(async () => {
  engine = await openEngine();
  await reap(engine.docker);
  repository = await pairRepository();
});
afterAll(() => removeRepository(repository));

test('two sides at once do not meet, a reaper takes neither, and nothing is left of both', { timeout: 60_000 }, async () => {
  const [one, other] = await Promise.all([upPair(repository), upPair(repository)]);
  expect(one.states.filter(state => state.endsWith('healthy')).toSorted()).toEqual(['back healthy', 'front healthy']);
  expect(await one.call()).toEqual({ status: 200, body: 'first' });
  expect([...one.callers], 'the true source address tells who calls').toEqual(['front']);
  expect(one.side.images.get('back')).toMatch(/^sha256:/);
  expect([...(await one.side.memory()).keys()].toSorted()).toEqual(['back', 'front']);

  await one.close();
  expect((await reap(engine.docker)).removed).toEqual([]);
  expect(await other.call()).toEqual({ status: 200, body: 'first' });
  expect(await left(engine.docker, one.run)).toEqual([]);

  await other.close();
  await other.close();
  expect(await left(engine.docker, other.run)).toEqual([]);
});

const failure = async (edit: (folder: string) => Promise<void>, patience = 20_000): Promise<SandboxError> => {
  const folder = await pairRepository(edit);
  const run = await openRun();
  try {
    return await upPair(folder, { run, patience }).then(
      () => expect.fail('it came up'),
      (error: SandboxError) => error,
    );
  } finally {
    await removeRepository(folder);
    expect(await left(engine.docker, run)).toEqual([]);
  }
};

const overriding =
  (text: string) =>
  (folder: string): Promise<void> =>
    writeFile(join(folder, 'compose.override.yaml'), text);

test('a build that fails is told with the end of what it said', { timeout: 60_000 }, async () => {
  const error = await failure(folder => writeFile(join(folder, 'back/Dockerfile'), 'FROM node:24\nRUN echo no such package && exit 3\n'));
  expect(error).toBeInstanceOf(SandboxError);
  expect(error.message).toMatch(/^The image of back cannot be built; /);
  expect(error.lines.join('\n')).toContain('no such package');
});

test('a service that ends is told with its exit code and its log', { timeout: 60_000 }, async () => {
  const error = await failure(folder => writeFile(join(folder, 'front/server.js'), 'console.log("no database here"); process.exit(4);'));
  expect(error.message).toMatch(/^front ended with exit code 4 while the system came up; /);
  expect(error.lines).toEqual(['no database here']);
});

test('a service that never becomes healthy is told with what its healthcheck said and its log', { timeout: 60_000 }, async () => {
  const error = await failure(async folder => {
    await writeFile(join(folder, 'front/server.js'), 'console.log("deaf"); setInterval(() => undefined, 1000);');
    await writeFile(
      join(folder, 'compose.override.yaml'),
      'services: { front: { healthcheck: { test: [CMD, sh, -c, "echo nobody listens; exit 1"], interval: 200ms, retries: 3 } } }',
    );
  });
  expect(error.message).toMatch(/^front is unhealthy; /);
  expect(error.lines).toEqual(['healthcheck (exit code 1): nobody listens', 'deaf']);
});

test('a service that is not ready in time is told', { timeout: 60_000 }, async () => {
  const edit = overriding('services: { front: { healthcheck: { test: [CMD, "false"], interval: 500ms, retries: 1000 } } }');
  expect((await failure(edit, 1_500)).message).toMatch(/^front is not healthy after 2 seconds; /);
});

test('a service without a healthcheck is ready when it listens', { timeout: 60_000 }, async () => {
  const folder = await pairRepository(async folder => {
    const server = await readFile(join(folder, 'front/server.js'), 'utf8');
    await writeFile(join(folder, 'front/server.js'), server.replace('server.listen(8080)', 'setTimeout(() => server.listen(8080), 3_000)'));
    await writeFile(join(folder, 'compose.override.yaml'), 'services: { front: { healthcheck: { disable: true } } }');
  });
  const pair = await upPair(folder);
  expect(await pair.call()).toEqual({ status: 200, body: 'first' });
  await pair.close();
  await removeRepository(folder);
});

test('an image that is not there and cannot be pulled is named', { timeout: 60_000 }, async () => {
  const edit = overriding('services: { cache: { image: "localhost:1/no-such-image:9" } }');
  expect((await failure(edit)).message).toMatch(
    /^The image localhost:1\/no-such-image:9 of cache is not on this machine and cannot be pulled; /,
  );
});

test('a service that compose would start again until it stays up is started again', { timeout: 60_000 }, async () => {
  const folder = await pairRepository(async folder => {
    const server = await readFile(join(folder, 'back/server.js'), 'utf8');
    const gate =
      "const fs = require('node:fs'); if (!fs.existsSync('/kept/seen')) { fs.writeFileSync('/kept/seen', ''); process.exit(1); }";
    await writeFile(join(folder, 'back/server.js'), `${gate}\n${server}`);
  });
  const pair = await upPair(folder);
  expect(await pair.call()).toEqual({ status: 200, body: 'first' });
  await pair.close();
  await removeRepository(folder);
});

test('what a container wrote into a folder of the copy can be given to whoever removes it', { timeout: 60_000 }, async () => {
  const folder = await pairRepository(async folder => {
    await writeFile(join(folder, 'compose.override.yaml'), 'services: { back: { volumes: ["./back:/shared"] } }');
    await appendFile(join(folder, 'back/server.js'), "require('node:fs').mkdirSync('/shared/written/deep', { recursive: true });");
  });
  const pair = await upPair(folder);
  const written = join(pair.run.folder, 'tree/back/written/deep');
  expect((await stat(written)).uid).toBe(0);
  await givenBack(engine.docker, (await pair.side.container('back')).id, { uid: 4321, gid: 4321 });
  expect((await stat(written)).uid).toBe(4321);
  await pair.close();
  await removeRepository(folder);
});

test('giving up while it comes up removes what was made', { timeout: 60_000 }, async () => {
  for (const after of [300, 1_500, 2_500]) {
    const abort = new AbortController();
    const run = await openRun();
    setTimeout(() => abort.abort(), after);
    const outcome = await upPair(repository, { run, signal: abort.signal }).then(
      async pair => pair.close(),
      (error: Error) => error.name,
    );
    expect(outcome === undefined || outcome === 'AbortError').toBe(true);
    expect(await left(engine.docker, run)).toEqual([]);
  }
});
