import { fields, text, type ComposeDocument } from '../core/verify/compose-document.ts';
import { isolated } from '../core/verify/isolated.ts';
import { answering } from './answering.ts';
import { containersOf, type Containers } from './containers.ts';
import { seesMountedFiles } from './engine-network/files-seen.ts';
import { expectedPorts, forSoLong } from './expected-ports.ts';
import { fileOwner, givenBack } from './given-back.ts';
import { memoryOf, savedLogs } from './logs.ts';
import { notStarted } from './not-up.ts';
import { labelled, removed, type OurObject } from './objects.ts';
import { RUN_LABEL, SIDE_LABEL } from './owner.ts';
import { allReady, type Readiness } from './readiness.ts';
import { SandboxError } from './sandbox-error.ts';
import { built, type Building } from './side-build.ts';
import { composing, type Compose } from './side-compose.ts';
import { networksOf } from './side-networks.ts';
import type { RunningSide, ServiceState, SideAsked } from './side.ts';
import { closing, undoneOnFailure, type UndoStack } from './undo.ts';

const PATIENCE = 120_000;

/** Builds and starts one side, and waits until every service is ready. That it failed is an error, and everything is removed by then. */
export const startSide = (asked: SideAsked): Promise<RunningSide> => undoneOnFailure(undo => started(asked, undo));

async function started(asked: SideAsked, undo: UndoStack): Promise<RunningSide> {
  const { engine, network, run, side, services, signal } = asked;
  const { docker } = engine;
  const labels = { ...run.labels, [SIDE_LABEL]: side };
  const filters = [`${RUN_LABEL}=${run.id}`, `${SIDE_LABEL}=${side}`];
  undo.add(() => removedSide(asked));
  const containers = await containersOf(docker, filters, network);
  undo.add(async () => containers.close());
  const { anchors, networks } = await networksOf(asked, labels);
  undo.add(await asked.listen(anchors, containers));
  const { document, root, top, images, missing } = asked.project;
  const ready = isolated(document, { services, root, top, missing, labels, images, anchors, networks });
  const compose = await composing(asked, ready);
  await seesMountedFiles(engine, { document: ready.document, root, run });
  for (const note of ready.notes) asked.onNote(note);
  for (const service of asked.mocks) asked.onService({ service, state: 'mocked' });
  await built(asked, { document: ready.document, compose });
  signal.throwIfAborted();
  await up(asked, { document: ready.document, compose, containers });
  const seen = await containers.all();
  return {
    ...containers,
    docker,
    label: `${RUN_LABEL}=${run.id}`,
    services,
    images: new Map(seen.map(({ service, image }) => [service, image])),
    saveLogs: async folder => savedLogs(docker, { services: await containers.all(), folder }),
    memory: async () => memoryOf(docker, await containers.all()),
    close: closing(undo),
  };
}

const TOLD: Readonly<Record<Readiness, ServiceState['state'] | undefined>> = {
  absent: undefined,
  starting: 'starting',
  ready: 'healthy',
  done: 'stopped',
};

/** `up` waits for what services depend on and for nothing else, so the rest is looked at here, while it works and after it. */
async function up(asked: SideAsked, { document, compose, containers }: Building & { readonly containers: Containers }): Promise<void> {
  const { engine, project, services, signal, onService } = asked;
  const giveUp = new AbortController();
  const both = AbortSignal.any([signal, giveUp.signal]);
  const images = new Map(
    Object.entries(document.services).flatMap(([name, { image }]) => (text(image) ? [[name, text(image)!] as const] : [])),
  );
  const restarted = new Set(services.filter(service => isRestarted(project.document, service)));
  const running = upTried(options => compose(['up', '--detach', '--no-build', '--quiet-pull'], options), { restarted, signal: both });
  const asking = running.then(({ code, tail }) => {
    if (code !== 0) throw notStarted(tail, images);
  });
  const ready = allReady({
    docker: engine.docker,
    containers,
    services,
    restarted,
    answers: answersOf(asked, containers),
    patience: asked.patience ?? PATIENCE,
    signal: both,
    onReadiness: (service, readiness, { image }) => {
      const state = TOLD[readiness];
      if (state !== undefined) onService({ service, state, image });
    },
    started: asking,
  });
  try {
    await Promise.all([asking, ready]);
  } catch (error) {
    giveUp.abort();
    // What a container says of itself tells more than that compose gave up.
    const [, saw] = await Promise.allSettled([running, ready]);
    throw saw.status === 'rejected' && saw.reason instanceof SandboxError ? saw.reason : error;
  }
}

interface Trying {
  readonly restarted: ReadonlySet<string>;
  readonly signal: AbortSignal;
}

const MOST_TRIES = 15;

/** Compose gives up at once when something ends that others wait for, also where that would be started again. */
async function upTried(up: (options: { signal: AbortSignal }) => ReturnType<Compose>, { restarted, signal }: Trying): ReturnType<Compose> {
  for (let tries = 1; ; tries++) {
    const ended = await up({ signal });
    const mayPass =
      ended.code !== 0 && restarted.size > 0 && /dependency failed to start: container \S+ exited/.test(ended.tail.join('\n'));
    if (!mayPass || tries === MOST_TRIES) return ended;
  }
}

function answersOf({ project: { cluster, document }, onNote }: SideAsked, containers: Containers): (service: string) => Promise<boolean> {
  if (cluster) return answering(cluster.awaited, containers);
  const expected = expectedPorts(document);
  return forSoLong(answering(expected, containers), service =>
    onNote(`${service} does not listen on ${expected.get(service)?.port}, where others expect it; it counts as ready because it runs.`),
  );
}

function isRestarted({ services }: ComposeDocument, service: string): boolean {
  const { restart, deploy } = services[service] ?? {};
  return /^(always|unless-stopped|on-failure)/.test(text(restart) ?? '') || fields(deploy)['restart_policy'] !== undefined;
}

const LOOKS = 5;

/** Looked at again: the engine may have been making what was asked for before everything was given up. */
async function removedSide({ engine: { docker }, run, side, onService, services }: SideAsked): Promise<void> {
  const ours = async (): Promise<readonly OurObject[]> =>
    (await labelled(docker, `${RUN_LABEL}=${run.id}`)).filter(({ labels }) => labels[SIDE_LABEL] === side);
  const owner = fileOwner();
  const containers = owner ? (await ours()).filter(({ kind }) => kind === 'container') : [];
  await Promise.allSettled(containers.map(({ id }) => givenBack(docker, id, owner!)));
  for (let look = 0; look < LOOKS; look++) {
    const objects = await ours();
    if (objects.length === 0) break;
    const left = await removed(docker, objects);
    if (look === LOOKS - 1 && left.length > 0)
      throw new SandboxError(`Not removed: ${left.map(({ kind, name }) => `${kind} ${name}`).join(', ')}.`);
  }
  for (const service of services) onService({ service, state: 'stopped' });
}
