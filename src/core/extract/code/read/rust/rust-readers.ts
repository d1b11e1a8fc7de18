import type { Reader } from '../../reader.ts';
import { grpc } from './grpc.ts';
import { httpClients, httpServers } from './http.ts';
import { messaging } from './messaging.ts';
import { environmentFields, program, telemetryAndMail } from './program.ts';
import { stores } from './stores.ts';

export const rustReaders: readonly Reader[] = [
  httpClients,
  httpServers,
  grpc,
  stores,
  messaging,
  program,
  environmentFields,
  telemetryAndMail,
];
