import type { GrpcCode } from '../../core/model/verify.ts';

/** What a proxy does to the calls on an edge. A share is of requests, spread evenly and from a seed, never by chance. */
export type Treatment =
  | { readonly kind: 'latency'; readonly milliseconds: number; readonly jitterMilliseconds: number }
  /** The connection is reset when the request arrives. */
  | { readonly kind: 'reset'; readonly share: number }
  /** Nobody listens. */
  | { readonly kind: 'refuse' }
  /** Connections are taken, and nothing ever comes back. */
  | { readonly kind: 'blackhole' }
  | { readonly kind: 'slow-body'; readonly bytesPerSecond: number }
  | {
      readonly kind: 'http-status';
      readonly status: number;
      readonly share: number;
      readonly retryAfterSeconds?: number;
      /** How many of each operation's tries fail before one passes; absent: by share alone. */
      readonly first?: number;
    }
  | { readonly kind: 'grpc-status'; readonly code: GrpcCode; readonly share: number; readonly retryPushbackMilliseconds?: number }
  /** Each request is sent so many times at once, as by clients that lost patience together. */
  | { readonly kind: 'storm'; readonly times: number };
