import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { Endpoint } from '../sandbox.ts';
import { connected } from './connected.ts';

/** For programs and libraries that make their connections themselves: the endpoint at an address of this machine, as long as it is used. */
export async function fromHere<Given>(endpoint: Endpoint, use: (here: Endpoint) => Promise<Given>): Promise<Given> {
  if (!endpoint.connect) return use(endpoint);
  const open = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true, noDelay: true }, socket => {
    open.add(socket.once('close', () => open.delete(socket)));
    led(socket, endpoint);
  });
  try {
    return await use({ host: '127.0.0.1', port: await portOf(server) });
  } finally {
    server.close();
    for (const socket of open) socket.destroy();
  }
}

type Endpoints = ReadonlyMap<string, Endpoint>;

export function allFromHere<Given>(endpoints: Endpoints, use: (here: Endpoints) => Promise<Given>): Promise<Given> {
  const [first, ...rest] = endpoints;
  if (!first) return use(new Map());
  const [name, endpoint] = first;
  return fromHere(endpoint, here => allFromHere(new Map(rest), others => use(new Map([[name, here], ...others]))));
}

const portOf = (server: Server): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });

/** Two connections that are one: they end together, and in the same way. */
function led(here: Socket, endpoint: Endpoint): void {
  const there = connected(endpoint);
  here.on('error', () => undefined).once('close', isBroken => (isBroken ? there.resetAndDestroy() : there.destroySoon()));
  there.on('error', () => undefined).once('close', (isBroken: boolean) => (isBroken ? here.resetAndDestroy() : here.destroySoon()));
  here.pipe(there).pipe(here);
}
