import { connect } from 'node:net';
import type { Endpoint } from '../sandbox.ts';
import type { Wire } from './engine-network.ts';

/** A new connection; it says `connect` when it is there, and else fails with the system's error. Ended by the other side, it can still be written to. */
export const connected = (endpoint: Endpoint): Wire =>
  endpoint.connect?.() ?? connect({ host: endpoint.host, port: endpoint.port, noDelay: true, allowHalfOpen: true });
