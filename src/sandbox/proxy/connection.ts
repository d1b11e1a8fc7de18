import type { Outcome } from '../../core/model/verify.ts';
import type { Wire } from '../engine-network/engine-network.ts';
import type { CallEnd } from './meter.ts';
import type { Pair } from './treatments.ts';

export type PortProtocol = 'http' | 'grpc' | 'tcp' | 'unknown';

export interface Arrival extends Pair {
  readonly port: number;
  readonly protocol: PortProtocol;
  readonly socket: Wire;
}

/** A connection of a caller, from its arrival to its end. */
export class Connection {
  readonly pair: Pair;
  readonly port: number;
  readonly protocol: PortProtocol;
  readonly socket: Wire;
  /** Nothing comes back on it any more. */
  isCut = false;
  /** How a fault ended it. */
  private fate: Outcome | undefined;
  private readonly whenCut = new Set<() => void>();

  constructor({ from, to, port, protocol, socket }: Arrival) {
    this.pair = { from, to };
    this.port = port;
    this.protocol = protocol;
    this.socket = socket;
    socket.setNoDelay(true);
    // A caller that goes away is told by the end of its calls.
    socket.on('error', () => {});
  }

  /** Ends it as a host does that knows nothing of it. */
  reset(): void {
    if (!this.socket.destroyed) this.socket.resetAndDestroy();
  }

  /** A fault ends it, and so every call on it. */
  fail(outcome: Outcome): void {
    this.fate ??= outcome;
    this.reset();
  }

  /** Nothing more comes back on it. */
  cut(): void {
    if (this.isCut) return;
    this.isCut = true;
    // What is written stays here: never uncorked, whoever writes.
    this.socket.cork();
    this.socket.once('end', () => this.socket.destroy());
    for (const call of this.whenCut) call();
  }

  onCut(call: () => void): () => void {
    this.whenCut.add(call);
    return () => this.whenCut.delete(call);
  }

  /** How a call ended whose caller is gone. */
  gone(otherwise: Outcome): CallEnd {
    const fate = this.fate ?? (this.isCut ? 'timeout' : undefined);
    return fate === undefined ? { outcome: otherwise } : { outcome: fate, injected: true };
  }
}
