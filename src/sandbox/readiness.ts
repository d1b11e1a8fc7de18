import type Dockerode from 'dockerode';
import type { Containers, Seen } from './containers.ts';
import { notReady } from './not-up.ts';
import { SandboxError } from './sandbox-error.ts';

/** How far a service is; `done` ended by itself and well, as a migration does. */
export type Readiness = 'absent' | 'starting' | 'ready' | 'done';

export interface Waiting {
  readonly docker: Dockerode;
  readonly containers: Pick<Containers, 'all'>;
  readonly services: readonly string[];
  /** Services that compose would start again when they end: some wait for their database in no other way. */
  readonly restarted: ReadonlySet<string>;
  /** Asked of what runs and has no healthcheck, until it answers. */
  readonly answers?: (service: string) => Promise<boolean>;
  /** After everything was started. */
  readonly patience: number;
  readonly signal: AbortSignal;
  readonly onReadiness: (service: string, readiness: Readiness, seen: Seen) => void;
  /** Settles when compose has asked for everything, or could not. */
  readonly started: Promise<unknown>;
}

const BETWEEN = 200;
const MOST_RESTARTS = 15;

/** Ends when every service is ready. One that is unhealthy, or ended badly, or is not ready in time ends it with an error. */
export async function allReady(waiting: Waiting): Promise<void> {
  const { services, signal, patience } = waiting;
  const told = new Map<string, Readiness>();
  const restarts = new Map<string, number>();
  let since: number | undefined;
  void waiting.started.then(
    () => (since = Date.now()),
    () => undefined,
  );
  for (;;) {
    signal.throwIfAborted();
    const seen = await waiting.containers.all();
    for (const each of seen) await look(each, { waiting, told, restarts });
    const last = services.find(service => !/^(ready|done)$/.test(told.get(service) ?? ''));
    if (last === undefined && since !== undefined) return;
    if (last !== undefined && since !== undefined && Date.now() - since > patience) throw await late(last, seen, waiting);
    await Promise.race([
      new Promise(resolve => setTimeout(resolve, BETWEEN)),
      since === undefined ? waiting.started : new Promise(() => undefined),
    ]);
  }
}

interface Looking {
  readonly waiting: Waiting;
  readonly told: Map<string, Readiness>;
  readonly restarts: Map<string, number>;
}

async function look(seen: Seen, { waiting, told, restarts }: Looking): Promise<void> {
  const found = readinessOf(seen);
  const isWaitedFor = found === 'ready' && told.get(seen.service) !== 'ready' && waiting.answers !== undefined;
  const readiness = isWaitedFor && !(await waiting.answers!(seen.service)) ? 'starting' : found;
  if (readiness === undefined) {
    const tries = restarts.get(seen.service) ?? 0;
    const mayRestart = seen.state === 'exited' && waiting.restarted.has(seen.service) && tries < MOST_RESTARTS;
    if (!mayRestart) throw await notReady(waiting.docker, seen);
    restarts.set(seen.service, tries + 1);
    await new Promise(resolve => setTimeout(resolve, Math.min(100 * 2 ** tries, 2_000)));
    return waiting.docker.getContainer(seen.id).start();
  }
  if (told.get(seen.service) === readiness) return;
  told.set(seen.service, readiness);
  waiting.onReadiness(seen.service, readiness, seen);
}

/** Undefined where it will not become ready by itself. */
export function readinessOf({ state, status }: Pick<Seen, 'state' | 'status'>): Readiness | undefined {
  if (state === 'created') return 'absent';
  if (state === 'exited') return status.startsWith('Exited (0)') ? 'done' : undefined;
  if (state === 'dead' || /\(unhealthy\)/.test(status)) return undefined;
  return state === 'running' && !/\(health: starting\)/.test(status) ? 'ready' : 'starting';
}

async function late(service: string, seen: readonly Seen[], { docker, patience }: Waiting): Promise<SandboxError> {
  const found = seen.find(each => each.service === service);
  return found ? notReady(docker, found, patience) : new SandboxError(`${service} was not started by compose.`);
}
