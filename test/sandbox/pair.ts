import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { connected } from '../../src/sandbox/engine-network/connected.ts';
import type { EngineNetwork, Wire } from '../../src/sandbox/engine-network/engine-network.ts';
import { networkOf, wayTo } from '../../src/sandbox/engine-network/network-of.ts';
import { openEngine, type Engine } from '../../src/sandbox/engine.ts';
import { removedImages } from '../../src/sandbox/images.ts';
import { materialised } from '../../src/sandbox/materialised.ts';
import { sendHttp } from '../../src/sandbox/journeys/http-step.ts';
import { openRun, type Run } from '../../src/sandbox/owner.ts';
import { projectIn } from '../../src/sandbox/project.ts';
import type { Sandbox, Undo } from '../../src/sandbox/sandbox.ts';
import { treesOf } from '../../src/sandbox/trees.ts';
import type { Reach, RunningSide, SideAsked } from '../../src/sandbox/side.ts';
import { startSide } from '../../src/sandbox/up.ts';

const fixture = join(import.meta.dirname, '../fixtures/verify/pair');

/** A repository of its own with two services, and what edits make of it. */
export async function pairRepository(edit: (folder: string) => Promise<void> = async () => undefined): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'faultline-pair-'));
  await cp(fixture, folder, { recursive: true });
  await edit(folder);
  const git = (...args: string[]): Promise<unknown> =>
    promisify(execFile)('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', ...args], { cwd: folder });
  await git('init', '--quiet');
  await git('add', '--all');
  await git('commit', '--quiet', '--message', 'pair');
  return folder;
}

export interface Pair {
  readonly engine: Engine;
  readonly run: Run;
  readonly side: RunningSide;
  readonly sandbox: Sandbox;
  readonly states: readonly string[];
  readonly notes: readonly string[];
  readonly callers: ReadonlySet<string | undefined>;
  /** What front answers when it calls back. */
  readonly call: (path?: string) => Promise<{ readonly status?: number; readonly body?: string; readonly error?: string }>;
  readonly close: () => Promise<void>;
}

/** Starts what a repository holds, as the runner does, with the plainest proxy that can be. */
export async function upPair(
  repository: string,
  asked: Partial<Pick<SideAsked, 'run' | 'signal' | 'patience' | 'services' | 'mocks'>> = {},
): Promise<Pair> {
  const engine = await openEngine();
  const run = asked.run ?? (await openRun());
  const network = await networkOf(engine, run, await wayTo(engine, []));
  const proxy = proxies(network);
  const states: string[] = [];
  const notes: string[] = [];
  try {
    const trees = await treesOf(repository, { base: undefined, overlay: new Map(), scratch: run.folder });
    const copy = join(run.folder, 'tree');
    await materialised(trees.after, copy);
    const project = await projectIn(engine, {
      tree: trees.after,
      copy,
      top: trees.top,
      folder: '',
      files: [],
      profiles: [],
      variables: {},
    });
    const side = await startSide({
      engine,
      network,
      run,
      side: 'after',
      project,
      services: Object.keys(project.document.services),
      mocks: [],
      signal: new AbortController().signal,
      onService: ({ service, state }) => states.push(`${service} ${state}`),
      onNote: note => notes.push(note),
      listen: proxy.listen,
      ...asked,
    });
    const close = async (): Promise<void> => {
      await side.close();
      await network.close();
      await run.remove();
    };
    const sandbox: Sandbox = { ...side, edges: { known: [], treat: proxy.treat, onCall: () => async () => undefined } };
    return { engine, run, side, sandbox, states, notes, callers: proxy.callers, call: path => callFront(side, path), close };
  } catch (error) {
    await network.close();
    await run.remove();
    throw error;
  }
}

async function callFront(side: RunningSide, path = '/'): Promise<{ status?: number; body?: string; error?: string }> {
  const asked = { method: 'GET', path, headers: {} };
  const answer = await sendHttp(await side.endpoint('front', 8080), asked, { seconds: 5, signal: new AbortController().signal });
  if (!('body' in answer) || typeof answer.body !== 'string') throw new Error('front does not answer');
  return JSON.parse(answer.body) as { status?: number };
}

/** Takes connections on 8080 at every anchor and passes them on; where the service cannot be reached it resets them. */
function proxies(network: EngineNetwork): {
  readonly listen: SideAsked['listen'];
  readonly treat: Sandbox['edges']['treat'];
  readonly callers: Set<string | undefined>;
} {
  const callers = new Set<string | undefined>();
  const refused = new Set<string>();
  const pass = async (from: Wire, service: string, reach: Reach): Promise<void> => {
    from.on('error', () => undefined);
    if (refused.has(service)) return void from.resetAndDestroy();
    callers.add(reach.callerOf(from.remoteAddress ?? ''));
    const to = connected(await reach.endpoint(service, 8080));
    to.on('error', () => from.resetAndDestroy());
    from.on('close', () => to.destroy());
    to.on('close', () => from.destroy());
    from.pipe(to).pipe(from);
  };
  const at = (service: string, host: string, reach: Reach): Promise<Undo> =>
    network.listen({ host, port: 8080 }, from => void pass(from, service, reach).catch(() => from.resetAndDestroy()));
  return {
    callers,
    treat: ({ to }) => {
      refused.add(to);
      return async () => void refused.delete(to);
    },
    listen: async (anchors, reach) => {
      const undos = await Promise.all([...anchors].map(([service, address]) => at(service, address, reach)));
      return async () => undos.forEach(undo => void undo());
    },
  };
}

export async function removeRepository(folder: string): Promise<void> {
  await removedImages((await openEngine()).docker, folder);
  await rm(folder, { recursive: true, force: true });
}
