import type Dockerode from 'dockerode';
import type { Readable } from 'node:stream';
import { SERVICE_LABEL } from '../core/verify/isolated.ts';
import type { EngineNetwork } from './engine-network/engine-network.ts';
import { SandboxError } from './sandbox-error.ts';
import type { Endpoint } from './sandbox.ts';

/** The containers of one side, as they are now: what the engine says is kept until it tells of a change. */
export interface Containers {
  /** One that does not run is an error. */
  readonly container: (service: string) => Promise<Dockerode.Container>;
  readonly endpoint: (service: string, port: number) => Promise<Endpoint>;
  /** Whose address it is, without waiting; undefined for one of nobody's. */
  readonly callerOf: (address: string) => string | undefined;
  /** Of every service, running or not. */
  readonly all: () => Promise<readonly Seen[]>;
  readonly close: () => void;
}

export interface Seen {
  readonly service: string;
  readonly id: string;
  readonly state: string;
  /** `Up 3 seconds (healthy)`, `Exited (1) 2 seconds ago`. */
  readonly status: string;
  /** The digest of its image. */
  readonly image: string;
  readonly addresses: readonly string[];
  /** The service or container whose network it shares. */
  readonly network: string;
}

/** Whatever of these happens, an address may be another's. Checks of health are events too, and say nothing here. */
const TELLING = ['start', 'die', 'destroy', 'pause', 'unpause', 'connect', 'disconnect', 'restart'];

export async function containersOf(docker: Dockerode, labels: readonly string[], network: EngineNetwork): Promise<Containers> {
  const all = (): Promise<readonly Seen[]> => listed(docker, labels);
  const known = keptUntilChanged(all);
  const callers = callersOf(all);
  const events = (await docker.getEvents({ filters: { event: TELLING } })) as Readable;
  const changed = (): void => {
    known.changed();
    callers.changed();
  };
  events.on('data', changed).on('error', changed).on('close', known.lost);
  const running = async (service: string): Promise<Seen> => {
    const found = (await known.now()).find(each => each.service === service);
    if (found && (found.state === 'running' || found.state === 'paused')) return found;
    throw new SandboxError(`${service} does not run${found ? ` (${found.status.toLowerCase()})` : ' in the sandbox'}.`);
  };
  return {
    container: async service => docker.getContainer((await running(service)).id),
    endpoint: async (service, port) => network.endpoint({ host: await addressOf(await running(service), await known.now()), port }),
    callerOf: address => callers.byAddress().get(address),
    all,
    close: () => {
      callers.close();
      events.destroy();
    },
  };
}

/** The engine tells of a change before its own lists show it, so what is listed shortly after one is kept only shortly. */
function keptUntilChanged(all: () => Promise<readonly Seen[]>): {
  readonly now: typeof all;
  readonly changed: () => void;
  readonly lost: () => void;
} {
  let kept: { readonly at: number; readonly seen: Promise<readonly Seen[]> } | undefined;
  let settled = 0;
  return {
    now: () => {
      const at = Date.now();
      if (!kept || (kept.at < settled && at - kept.at > SHORTLY)) kept = { at, seen: all() };
      // A listing that failed says nothing of the next one.
      kept.seen.catch(() => (kept = undefined));
      return kept.seen;
    },
    changed: () => {
      kept = undefined;
      settled = Date.now() + SETTLING;
    },
    lost: () => (settled = Number.POSITIVE_INFINITY),
  };
}

/** Who has which address, from a listing after each change and some later ones: a program takes longer to start and call than these take. */
function callersOf(all: () => Promise<readonly Seen[]>): {
  readonly byAddress: () => ReadonlyMap<string, string>;
  readonly changed: () => void;
  readonly close: () => void;
} {
  let byAddress: ReadonlyMap<string, string> = new Map();
  let timers: readonly NodeJS.Timeout[] = [];
  const look = (): void =>
    void all().then(
      seen => (byAddress = new Map(seen.flatMap(({ service, addresses }) => addresses.map(address => [address, service] as const)))),
      // The engine is asked again after the next change; until then the callers are those that were known.
      () => undefined,
    );
  const stop = (): void => timers.forEach(timer => clearTimeout(timer));
  return {
    byAddress: () => byAddress,
    changed: () => {
      stop();
      timers = LOOKS.map(after => setTimeout(look, after));
    },
    close: stop,
  };
}

const LOOKS = [0, 30, 100, 300, 1_000];
const SHORTLY = 50;
const SETTLING = 1_000;

async function listed(docker: Dockerode, label: readonly string[]): Promise<readonly Seen[]> {
  const containers = await docker.listContainers({ all: true, filters: { label: [...label] } });
  return containers.map(({ Id, Labels, State, Status, ImageID, NetworkSettings, HostConfig }) => ({
    service: Labels[SERVICE_LABEL] ?? Labels['com.docker.compose.service'] ?? Id,
    id: Id,
    state: State,
    status: Status,
    image: ImageID,
    addresses: Object.values(NetworkSettings?.Networks ?? {}).flatMap(({ IPAddress }) => IPAddress || []),
    network: HostConfig.NetworkMode,
  }));
}

async function addressOf(seen: Seen, all: readonly Seen[]): Promise<string> {
  const sharedWith = /^container:(.+)$/.exec(seen.network)?.[1];
  const address = seen.addresses[0] ?? all.find(({ id }) => id === sharedWith)?.addresses[0];
  if (address === undefined) throw new SandboxError(`${seen.service} is on no network.`);
  return address;
}
