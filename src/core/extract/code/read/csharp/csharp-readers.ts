import type { Reader } from '../../reader.ts';
import { aspire } from './aspire.ts';
import { grpc } from './grpc.ts';
import { declaredClients } from './declared-clients.ts';
import { httpClients } from './http-clients.ts';
import { httpServers } from './http-servers.ts';
import { brokers, buses } from './messaging.ts';
import { dapr, program, telemetryAndMail } from './program.ts';
import { kiotaRequests } from './kiota.ts';
import { takenOptions } from './options.ts';
import { redis } from './redis.ts';
import { sections } from './settings.ts';
import { stores } from './stores.ts';

export const csharpReaders: readonly Reader[] = [
  httpClients,
  declaredClients,
  kiotaRequests,
  httpServers,
  grpc,
  stores,
  brokers,
  buses,
  redis,
  dapr,
  telemetryAndMail,
  aspire,
  sections,
  takenOptions,
  program,
];
