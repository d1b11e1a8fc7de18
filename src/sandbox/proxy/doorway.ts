import { createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PortProtocol } from './connection.ts';

/** A port of a service, as callers reach it. */
export interface Doorstep {
  readonly service: string;
  readonly address: string;
  readonly port: number;
  readonly protocol: PortProtocol;
}

export interface Doorway {
  /** Why nobody can listen there: one sentence. */
  readonly problem?: string;
  readonly close: () => Promise<void>;
}

interface Doorkeeper {
  readonly arrive: (socket: Socket) => void;
  /** Ends when the service can be reached; without it the door is open at once. */
  readonly reached?: (() => Promise<void>) | undefined;
}

/** So often it is tried whether a service can be reached already. */
const AGAIN = 100;

/** Listens at a port; from when the service does where that is waited for. */
export async function doorway(step: Doorstep, { arrive, reached }: Doorkeeper): Promise<Doorway> {
  const server = createServer({ allowHalfOpen: true }, arrive);
  const ending = new AbortController();
  try {
    await open(server, step);
  } catch (error) {
    return { problem: problem(step, error as NodeJS.ErrnoException), close: async () => {} };
  }
  if (reached) {
    await shut(server);
    void openLater(server, step, { reached, signal: ending.signal });
  }
  return {
    close: () => {
      ending.abort();
      return shut(server);
    },
  };
}

async function openLater(server: Server, step: Doorstep, { reached, signal }: { reached: () => Promise<void>; signal: AbortSignal }) {
  while (!signal.aborted) {
    try {
      await reached();
      if (!signal.aborted) await open(server, step);
      if (signal.aborted) await shut(server);
      return;
    } catch {
      // Not yet there, or gone again: whoever knocks finds the same.
      await sleep(AGAIN, undefined, { signal }).catch(() => {});
    }
  }
}

function open(server: Server, { address, port }: Doorstep): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: address, port, backlog: 1024 }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** One that is shut already is no error. */
const shut = (server: Server): Promise<void> => new Promise(resolve => void server.close(() => resolve()));

function problem({ service, address, port }: Doorstep, { code, message }: NodeJS.ErrnoException): string {
  const what = `Calls to ${service} on port ${port} are not seen`;
  if (code === 'EACCES')
    return `${what}: this user may not listen on ports below 1024; allow it (net.ipv4.ip_unprivileged_port_start) or run as one who may.`;
  if (code === 'EADDRINUSE') return `${what}: something else on this machine listens on ${address}:${port}; stop it and try again.`;
  if (code === 'EADDRNOTAVAIL')
    return `${what}: ${address} is no address of this machine, so Docker does not run on it directly; use an engine that does.`;
  return `${what}: it cannot be listened on at ${address}:${port} (${message}).`;
}
