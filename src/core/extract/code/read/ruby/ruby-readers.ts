import type { Reader } from '../../reader.ts';
import { configuredRedis, dataConnections, grpc, jobs, messages } from './data.ts';
import { httpRequests, netHttp } from './http.ts';
import { applications, routes } from './routes.ts';

export const rubyReaders: readonly Reader[] = [
  httpRequests,
  netHttp,
  dataConnections,
  configuredRedis,
  messages,
  jobs,
  grpc,
  routes,
  applications,
];
