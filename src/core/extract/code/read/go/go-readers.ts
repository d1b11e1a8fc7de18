import { functions } from './functions.ts';
import type { Reader } from '../../reader.ts';
import { grpc } from './grpc.ts';
import { httpClients } from './http-clients.ts';
import { httpServers } from './http-servers.ts';
import { messaging } from './messaging.ts';
import { dapr, program, structTags, telemetryAndMail } from './program.ts';
import { redis } from './redis.ts';
import { stores } from './stores.ts';

export const goReaders: readonly Reader[] = [
  functions,
  httpClients,
  httpServers,
  grpc,
  stores,
  messaging,
  redis,
  telemetryAndMail,
  dapr,
  program,
  structTags,
];
