import { connectionRefused } from './connection-refused.ts';
import { connectionReset } from './connection-reset.ts';
import { edgeCut } from './edge-cut.ts';
import { grpcStatus } from './grpc-status.ts';
import { httpStatus } from './http-status.ts';
import { latency } from './latency.ts';
import { retryStorm } from './retry-storm.ts';
import { slowBody } from './slow-body.ts';

/** What goes wrong with calls. `network-cut` is one of them by its `edge` or `to`; with `service` it is what goes wrong with a service. */
export const edgeFaults = [latency, connectionReset, connectionRefused, edgeCut, slowBody, httpStatus, grpcStatus, retryStorm] as const;
