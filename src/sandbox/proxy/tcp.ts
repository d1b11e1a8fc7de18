import { Transform } from 'node:stream';
import type { Wire } from '../engine-network/engine-network.ts';
import type { Connection } from './connection.ts';
import { failure } from './meter.ts';
import { paced } from './paced.ts';
import type { Dialled } from './upstream.ts';
import type { World } from './world.ts';

/** A connection whose bytes mean nothing to the proxy. `early`: one to the service that is there already. */
export async function tcp(world: World, connection: Connection, early?: Dialled): Promise<void> {
  const { socket, pair } = connection;
  const call = world.meter({ ...pair, protocol: 'tcp', operation: 'connection' });
  const [held] = world.treatments.on(pair, 'blackhole');
  if (!held) socket.once('close', () => call.end(connection.gone('closed')));
  if (held) {
    early?.socket.destroy();
    socket.resume();
    return hold(connection, held.afterwards, () => call.end({ ...connection.gone('timeout'), injected: true }));
  }
  try {
    const { socket: upstream, mocked } = usable(early) ?? (await world.dial(pair.to, connection.port));
    if (socket.destroyed) return void upstream.destroy();
    joined(world, connection, {
      upstream,
      ended: outcome => call.end({ ...connection.gone(outcome), ...(mocked && { mocked: true }) }),
    });
  } catch (error) {
    call.end({ outcome: failure(error) });
    connection.reset();
  }
}

const usable = (early: Dialled | undefined): Dialled | undefined => (early?.socket.destroyed ? undefined : early);

/** Takes what comes, and gives nothing back until the fault is over; then it is reset. */
export function hold(connection: Connection, afterwards: Set<() => void>, left: () => void): void {
  const { socket } = connection;
  const over = () => connection.fail('reset');
  afterwards.add(over);
  socket.once('close', () => afterwards.delete(over));
  socket.once('close', left);
  // Who closes its side waits for nothing more.
  socket.once('end', () => {
    left();
    socket.destroy();
  });
}

interface Joined {
  readonly upstream: Wire;
  readonly ended: (outcome: 'reset' | 'closed') => void;
}

/** Two connections that are one from now on: they end together, and in the same way. */
export function joined(world: World, connection: Connection, { upstream, ended }: Joined): void {
  const { socket } = connection;
  socket.on('error', () => ended('reset'));
  upstream.on('error', () => ended('reset'));
  socket.once('close', (isBroken: boolean) => {
    ended('closed');
    if (isBroken && !upstream.destroyed) upstream.resetAndDestroy();
    else upstream.destroySoon();
  });
  upstream.once('close', (isBroken: boolean) => (isBroken ? connection.reset() : socket.destroySoon()));
  piped(world, connection, upstream);
}

/** Both ways, turn by turn: what the caller says after an answer is a request, and the first that comes back is its answer. */
function piped({ treatments }: World, connection: Connection, upstream: Wire): void {
  const { socket, pair } = connection;
  // The first word is an answer too, where the service speaks first.
  let isAsking = false;
  let isAwaited = true;
  const requests = new Transform({
    transform(chunk: Buffer, _, done) {
      if (!isAsking && treatments.resets(pair)) return connection.fail('reset');
      isAsking = isAwaited = true;
      done(null, chunk);
    },
  });
  const answers = paced(treatments, pair, () => {
    const isFirst = isAwaited;
    isAsking = isAwaited = false;
    return isFirst ? delayed(treatments, pair) : undefined;
  });
  socket.pipe(requests).pipe(upstream);
  upstream.pipe(answers).pipe(socket);
  connection.onCut(() => {
    socket.unpipe();
    socket.resume();
    upstream.unpipe();
    upstream.pause();
  });
}

const delayed = (treatments: World['treatments'], pair: Connection['pair']): Promise<void> | undefined =>
  treatments.on(pair, 'latency').length > 0 ? treatments.delay(pair) : undefined;
