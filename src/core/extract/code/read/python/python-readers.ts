import type { Reader } from '../../reader.ts';
import { applications } from './application.ts';
import { awsClients } from './aws.ts';
import { dataConnections } from './data.ts';
import { grpc } from './grpc.ts';
import { httpRequests } from './http.ts';
import { consumers, messages, queues, routingKeys } from './messaging.ts';
import { routes } from './routes.ts';
import { frameworkSettings, locust, settingsClasses } from './settings.ts';

export const pythonReaders: readonly Reader[] = [
  httpRequests,
  grpc,
  dataConnections,
  awsClients,
  messages,
  routingKeys,
  consumers,
  queues,
  routes,
  settingsClasses,
  frameworkSettings,
  applications,
  locust,
];
