import type { Reader } from '../../reader.ts';
import { dataConnections, grpc, messages, pdo, routingKeys } from './data.ts';
import { baseAddresses, httpRequests, otherClients } from './http.ts';
import { routes } from './routes.ts';
import { applications, configurationFiles, configurationReads } from './settings.ts';

export const phpReaders: readonly Reader[] = [
  httpRequests,
  otherClients,
  baseAddresses,
  dataConnections,
  pdo,
  grpc,
  messages,
  routingKeys,
  routes,
  configurationFiles,
  configurationReads,
  applications,
];
