import type { Reader } from '../../reader.ts';
import { configuredRedis, dataConnections, grpc } from './data.ts';
import { httpRequests, netHttp } from './http.ts';
import { jobs, messages, queues } from './messaging.ts';
import { applications, routes } from './routes.ts';

export const rubyReaders: readonly Reader[] = [
  httpRequests,
  netHttp,
  dataConnections,
  configuredRedis,
  messages,
  jobs,
  queues,
  grpc,
  routes,
  applications,
];
