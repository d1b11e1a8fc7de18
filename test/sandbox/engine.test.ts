import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { openEngine } from '../../src/sandbox/engine.ts';
import { withoutRights } from './without-rights.ts';

interface Faked {
  readonly version?: string;
  readonly info?: Readonly<Record<string, unknown>>;
  /** What `docker compose version --short` prints; absent: docker knows no such command. */
  readonly compose?: string;
  /** Where the context says that the engine is; what is not a socket is reached by docker itself. */
  readonly host?: string;
  /** The gateway of its first network; absent: it has none. */
  readonly gateway?: string;
  /** docker cannot reach it. */
  readonly isGone?: true;
}

const undos: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const undo of undos.splice(0).toReversed()) await undo();
});

/** An engine that answers who it is, and a docker command that leads to it. */
async function environment({ version = '28.0.1', info = {}, compose, host, gateway, isGone }: Faked): Promise<NodeJS.ProcessEnv> {
  const folder = await mkdtemp(join(tmpdir(), 'faultline-engine-'));
  undos.push(() => rm(folder, { recursive: true, force: true }));
  const socket = join(folder, 'engine.sock');
  const server: Server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json');
    const answers = {
      '/info': { OperatingSystem: 'Debian', SecurityOptions: [], ...info },
      '/networks/bridge': { IPAM: { Config: gateway === undefined ? [] : [{ Gateway: gateway }] } },
    };
    response.end(JSON.stringify(answers[request.url as keyof typeof answers] ?? { Version: version }));
  });
  await new Promise<void>(resolve => server.listen(socket, resolve));
  undos.push(() => new Promise(resolve => server.close(resolve)));
  const script = [
    '#!/bin/sh',
    `case "$1" in context) echo "default ${host ?? `unix://${socket}`}";;`,
    `version) echo "ssh: no route to host" >&2; exit 1;;`,
    isGone ? 'system) exit 1;;' : `system) exec "${process.execPath}" -e "${LED}" "${socket}";;`,
    `compose) ${compose === undefined ? 'echo "unknown command" >&2; exit 1' : `echo ${compose}`};; esac`,
  ];
  await writeFile(join(folder, 'docker'), script.join('\n'));
  await chmod(join(folder, 'docker'), 0o755);
  return { PATH: `${folder}:/usr/bin:/bin` };
}

/** As `docker system dial-stdio` does it. */
const LED = "const socket = require('net').connect(process.argv[1]); process.stdin.pipe(socket).pipe(process.stdout)";

const refusal = (environment: NodeJS.ProcessEnv): Promise<string> =>
  openEngine(environment).then(
    () => 'opened',
    (error: Error) => error.message,
  );

test('an engine that is new enough is opened', async () => {
  const { versions } = await openEngine(await environment({ version: '20.10.24+dfsg1', compose: 'v2.20.0' }));
  expect(versions).toEqual({ docker: '20.10.24+dfsg1', compose: '2.20.0' });
});

test('no docker command', async () => {
  expect(await refusal({ PATH: '/nowhere' })).toBe(
    'Docker is not installed, or its command is not on the PATH; install Docker Engine with the compose plugin.',
  );
});

test('an engine that does not run', async () => {
  expect(await refusal(await environment({ host: 'unix:///nowhere/docker.sock' }))).toBe(
    'The Docker engine is not running (/nowhere/docker.sock); start it (systemctl start docker) and try again.',
  );
});

const apart = async (faked: Faked, variables: NodeJS.ProcessEnv = {}): Promise<string | undefined> =>
  (await openEngine({ ...(await environment({ compose: '2.26.1', ...faked })), ...variables })).apart;

test('an engine whose networks are this machine’s is reached directly', async () => {
  expect(await apart({})).toBe(undefined);
  expect(await apart({ gateway: '127.0.0.1' })).toBe(undefined);
});

test('an engine whose networks are elsewhere needs a relay: its first gateway is no address of this machine', async () => {
  expect(await apart({ gateway: '192.0.2.1' })).toBe('This engine');
});

test.each<readonly [Readonly<Record<string, unknown>>, string]>([
  [{ OperatingSystem: 'Docker Desktop' }, 'Docker Desktop'],
  [{ SecurityOptions: ['name=seccomp,profile=default', 'name=rootless'] }, 'A rootless engine'],
])('an engine in a network of its own needs a relay: %j', async (info, what) => {
  expect(await apart({ info, gateway: '127.0.0.1' })).toBe(what);
});

test('whoever wants one gets a relay', async () => {
  expect(await apart({ gateway: '127.0.0.1' }, { FAULTLINE_RELAY: '1' })).toBe('This engine');
});

test.each(['tcp://192.0.2.1:2375', 'ssh://me@host'])('an engine elsewhere is reached as docker reaches it: %s', async host => {
  expect(await apart({ host })).toBe(`The engine at ${host}`);
});

test('an engine elsewhere that does not answer', async () => {
  expect(await refusal(await environment({ host: 'ssh://me@host', isGone: true }))).toBe(
    'The Docker engine at ssh://me@host does not answer: ssh: no route to host; see that docker version answers, and try again.',
  );
});

test.each<readonly [Faked, string]>([
  [{ version: '19.03.15', compose: '2.26.1' }, 'The Docker engine is 19.03.15, and the sandbox needs 20.10 or newer; update it.'],
  [{ compose: '2.19.1' }, 'The compose plugin of Docker is 2.19.1, and the sandbox needs 2.20 or newer; update it.'],
  [{}, 'The compose plugin of Docker is missing; install docker-compose-plugin, so that docker compose version answers.'],
])('what is too old or missing: %j', async (faked, sentence) => {
  expect(await refusal(await environment(faked))).toBe(sentence);
});

test('a socket that this user may not use', async () => {
  const made = await environment({ compose: '2.26.1' });
  const folder = made['PATH']!.split(':')[0]!;
  await chmod(join(folder, 'engine.sock'), 0);
  await chmod(folder, 0o755);
  expect(await withoutRights(() => refusal(made))).toMatch(
    /^This user may not use the Docker engine \(.*\); add the user to the group docker and log in again\.$/,
  );
});
