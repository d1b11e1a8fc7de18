import { setTimeout as sleep } from 'node:timers/promises';
import type { Wire, EngineNetwork } from '../engine-network/engine-network.ts';
import type { Undo } from '../sandbox.ts';
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
  readonly network: EngineNetwork;
  readonly arrive: (socket: Wire) => void;
  /** Ends when the service can be reached; without it the door is open at once. */
  readonly reached?: (() => Promise<void>) | undefined;
}

/** So often it is tried whether a service can be reached already. */
const AGAIN = 100;

/** Listens at a port; from when the service does where that is waited for. */
export async function doorway(step: Doorstep, { network, arrive, reached }: Doorkeeper): Promise<Doorway> {
  const open = (): Promise<Undo> => network.listen({ host: step.address, port: step.port }, arrive);
  const ending = new AbortController();
  let shut = nothing;
  try {
    shut = await open();
  } catch (error) {
    return { problem: problem(step, error as NodeJS.ErrnoException), close: shut };
  }
  if (!reached) return { close: () => shut() };
  await shut();
  const opening = openLater(open, { reached, signal: ending.signal }).then(undo => (shut = undo));
  return {
    close: async () => {
      ending.abort();
      await opening;
      await shut();
    },
  };
}

async function openLater(
  open: () => Promise<Undo>,
  { reached, signal }: { readonly reached: () => Promise<void>; readonly signal: AbortSignal },
): Promise<Undo> {
  while (!signal.aborted) {
    try {
      await reached();
      if (!signal.aborted) return await open();
    } catch {
      // Not yet there, or gone again: whoever knocks finds the same.
      await sleep(AGAIN, undefined, { signal }).catch(() => {});
    }
  }
  return nothing;
}

/** Nobody listens. */
const nothing: Undo = async () => {};

function problem({ service, address, port }: Doorstep, { code, message }: NodeJS.ErrnoException): string {
  const what = `Calls to ${service} on port ${port} are not seen`;
  if (code === 'EACCES')
    return `${what}: this user may not listen on ports below 1024; bring an image node:20 or newer to the engine, and a relay listens instead.`;
  if (code === 'EADDRINUSE') return `${what}: something else on this machine listens on ${address}:${port}; stop it and try again.`;
  if (code === 'EADDRNOTAVAIL')
    return `${what}: ${address} is no address of this machine, so Docker does not run on it directly; set FAULTLINE_RELAY=1, and calls go through a relay on its own.`;
  return `${what}: it cannot be listened on at ${address}:${port} (${message}).`;
}
