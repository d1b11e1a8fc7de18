import { createServer, type Server } from 'node:net';
import type { Undo } from '../sandbox.ts';
import type { Address, EngineNetwork } from './engine-network.ts';

/** The networks of an engine that runs on this machine itself: its addresses are this machine's. */
export const directNetwork: EngineNetwork = {
  listen: async (at, arrive) => {
    const server = createServer({ allowHalfOpen: true }, arrive);
    await listening(server, at);
    return shut(server);
  },
  endpoint: ({ host, port }) => ({ host, port }),
  lost: new AbortController().signal,
  close: async () => undefined,
};

function listening(server: Server, { host, port }: Address): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port, backlog: 1024 }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** One that is shut already is no error. */
const shut =
  (server: Server): Undo =>
  () =>
    new Promise(resolve => void server.close(() => resolve()));
