import { createServer } from 'node:net';
import type { Address } from './engine-network.ts';

/** What the system says against it, as EACCES; undefined where this process may listen there. Port 0: any that is free. */
export const whyNotListening = ({ host, port }: Address): Promise<string | undefined> =>
  new Promise(resolve => {
    const server = createServer().once('error', ({ code = '' }: NodeJS.ErrnoException) => resolve(code));
    server.listen({ host, port }, () => server.close(() => resolve(undefined)));
  });
