import { connected } from '../engine-network/connected.ts';
import type { Wire } from '../engine-network/engine-network.ts';
import type { Endpoint } from '../sandbox.ts';
import { failure } from './meter.ts';

/** Where a service is reached now; `mocked` where something answers in its place. */
export type Upstream = Endpoint & { readonly mocked?: true };

export interface Dialled {
  readonly socket: Wire;
  readonly mocked: boolean;
}

/** A new connection to a port of a service. */
export type Dial = (service: string, port: number) => Promise<Dialled>;

/** What was asked for longer ago is asked for again, while what is known still serves. */
const FRESH = 1000;

interface Known {
  readonly upstream: Upstream;
  readonly askedAt: number;
}

/** Remembers where services are, and asks again when nobody is there. `made` is told every socket before it is connected: to a host that is gone it would go on trying for minutes. */
export function dialler(find: (service: string, port: number) => Promise<Upstream>, made: (socket: Wire) => void = () => {}): Dial {
  const known = new Map<string, Known>();
  const asking = new Map<string, Promise<Upstream>>();

  function ask(service: string, port: number): Promise<Upstream> {
    const key = `${service}:${port}`;
    const running = asking.get(key);
    if (running) return running;
    const asked = find(service, port)
      .then(upstream => {
        known.set(key, { upstream, askedAt: performance.now() });
        return upstream;
      })
      .finally(() => asking.delete(key));
    asking.set(key, asked);
    return asked;
  }

  return async (service, port) => {
    const remembered = known.get(`${service}:${port}`);
    if (!remembered) return dialled(await ask(service, port), made);
    if (performance.now() - remembered.askedAt > FRESH) ask(service, port).catch(() => known.delete(`${service}:${port}`));
    try {
      return await dialled(remembered.upstream, made);
    } catch (error) {
      const newest = await ask(service, port);
      if (failure(error) !== 'refused' || isSame(newest, remembered.upstream)) throw error;
      return dialled(newest, made);
    }
  };
}

const isSame = (one: Upstream, other: Upstream): boolean => one.host === other.host && one.port === other.port;

function dialled(upstream: Upstream, made: (socket: Wire) => void): Promise<Dialled> {
  return new Promise((resolve, reject) => {
    const socket = connected(upstream);
    made(socket);
    const closed = (): void => reject(new Error('The connection was given up.'));
    socket.once('error', reject).once('close', closed);
    socket.once('connect', () => {
      socket.off('error', reject).off('close', closed);
      resolve({ socket, mocked: upstream.mocked === true });
    });
  });
}
