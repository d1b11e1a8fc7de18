import type { EdgeName, MeteredCall } from '../../core/model/verify.ts';
import type { Wire, EngineNetwork } from '../engine-network/engine-network.ts';
import type { Undo } from '../sandbox.ts';
import { Connection, type PortProtocol } from './connection.ts';
import { doorway, type Doorstep } from './doorway.ts';
import { frontDoor } from './front-door.ts';
import { meter } from './meter.ts';
import type { Treatment } from './treatment.ts';
import { covers, Treatments, type Applied } from './treatments.ts';
import { dialler, type Upstream } from './upstream.ts';
import type { World } from './world.ts';

/** A service whose calls go through the proxy. */
export interface Target {
  readonly service: string;
  /** An address of the engine's machine; the service's own ports are listened on there. */
  readonly address: string;
  readonly ports: readonly { readonly port: number; readonly protocol: PortProtocol }[];
}

export interface ProxyOptions {
  readonly network: EngineNetwork;
  readonly targets: readonly Target[];
  /** The service that calls from an address. */
  readonly callerOf: (address: string) => string | undefined | Promise<string | undefined>;
  /** Where a port of a service is reached now. It is remembered for a second, and asked for again when nobody is there. */
  readonly upstream: (service: string, port: number) => Promise<Upstream>;
  /**
   * A port opens when its service first takes a connection there, as it would without a proxy: whoever waits for a service by trying its port waits
   * for the service. Without it every port is open at once.
   */
  readonly opensWithService?: boolean;
  readonly seed: number;
  readonly now: () => number;
  readonly onCall: (call: MeteredCall) => void;
}

export interface Listening {
  readonly service: string;
  readonly address: string;
  readonly port: number;
}

export interface Proxies {
  readonly treat: (edge: EdgeName, treatment: Treatment) => Undo;
  /** What is listened on, or will be when its service is there. */
  readonly listening: readonly Listening[];
  /** A sentence for each port that could not be listened on. */
  readonly problems: readonly string[];
  readonly close: () => Promise<void>;
}

export async function openProxies(options: ProxyOptions): Promise<Proxies> {
  const sockets: Sockets = Object.assign(new Set<Wire>(), { isClosed: false });
  const connections = new Set<Connection>();
  const world = worldOf(options, sockets);
  const door = frontDoor(world);

  async function arrive(socket: Wire, { service, port, protocol }: Doorstep): Promise<void> {
    kept(sockets, socket);
    const pair = { from: await callerAt(socket, options), to: service };
    if (socket.destroyed) return;
    const connection = new Connection({ ...pair, port, protocol, socket });
    if (world.treatments.on(pair, 'refuse').length > 0) return refuse(world, connection);
    connections.add(connection);
    socket.once('close', () => connections.delete(connection));
    door.take(connection);
  }

  const steps = options.targets.flatMap(({ service, address, ports }) => ports.map((port): Doorstep => ({ service, address, ...port })));
  const reached = (step: Doorstep) => (options.opensWithService ? () => isThere(world, step) : undefined);
  const { network } = options;
  const doorways = await Promise.all(
    steps.map(step => doorway(step, { network, arrive: socket => void arrive(socket, step), reached: reached(step) })),
  );

  return {
    listening: steps.filter((_, at) => doorways[at]?.problem === undefined),
    problems: doorways.flatMap(({ problem }) => problem ?? []),
    treat: (edge, treatment) => {
      const { applied, undo } = world.treatments.apply(edge, treatment);
      for (const connection of connections) if (covers(edge, connection.pair)) overtake(connection, applied);
      return undo;
    },
    close: async () => {
      const closed = doorways.map(({ close }) => close());
      sockets.isClosed = true;
      world.treatments.undoAll();
      door.close();
      for (const socket of sockets) socket.destroy();
      await Promise.all(closed);
    },
  };
}

/** A caller that cannot be named is known by its address. */
async function callerAt({ remoteAddress = '' }: Wire, { callerOf }: ProxyOptions): Promise<string> {
  const address = remoteAddress.replace(/^::ffff:/, '');
  try {
    return (await callerOf(address)) ?? address;
  } catch {
    return address;
  }
}

async function isThere({ dial }: World, { service, port }: Doorstep): Promise<void> {
  const { socket } = await dial(service, port);
  socket.destroy();
}

/** What was open before belongs to a service that is out of reach now. */
function overtake(connection: Connection, { treatment, afterwards }: Applied): void {
  if (treatment.kind === 'refuse') connection.fail('reset');
  if (treatment.kind !== 'blackhole') return;
  connection.cut();
  afterwards.add(() => connection.fail('reset'));
}

function worldOf({ seed, now, onCall, upstream }: ProxyOptions, sockets: Sockets): World {
  const made = (socket: Wire): void => {
    kept(sockets, socket);
    if (sockets.isClosed) socket.destroy();
  };
  return { treatments: new Treatments(seed), meter: meter(now, onCall), dial: dialler(upstream, made) };
}

/** Every socket of either side. */
type Sockets = Set<Wire> & { isClosed: boolean };

function kept(sockets: Set<Wire>, socket: Wire): void {
  sockets.add(socket);
  socket.on('error', () => {});
  socket.once('close', () => sockets.delete(socket));
}

/** Nobody listens: a connection that was taken is given back at once. */
function refuse({ meter }: World, connection: Connection): void {
  const { pair, protocol } = connection;
  const call = meter({ ...pair, protocol: protocol === 'unknown' ? 'tcp' : protocol, operation: 'connection' });
  call.end({ outcome: 'refused', injected: true });
  connection.reset();
}
