import type { Duplex } from 'node:stream';
import type { Endpoint, Undo } from '../sandbox.ts';

/** A connection, in whichever machine's network its ends are: what of a socket is needed of it. */
export interface Wire extends Duplex {
  readonly remoteAddress?: string | undefined;
  resetAndDestroy(): this;
  /** Ends it when all that was written has gone out. */
  destroySoon(): void;
  setNoDelay(noDelay?: boolean): this;
}

export interface Address {
  readonly host: string;
  readonly port: number;
}

/** The network in which the engine's containers are: all that this process does there is to listen and to connect. */
export interface EngineNetwork {
  /** Gateways of the engine's networks can be listened at. Rejects with the system's error where nobody can. Undone, nobody listens any more. */
  readonly listen: (at: Address, arrive: (connection: Wire) => void) => Promise<Undo>;
  /** An address there, as this process reaches it. */
  readonly endpoint: (at: Address) => Endpoint;
  /** Aborted when the network is out of reach for good; the reason says why, in one sentence. */
  readonly lost: AbortSignal;
  readonly close: Undo;
}
