import type { Reader } from '../../reader.ts';
import { dataConnections, injectedClients } from './data.ts';
import { declaredClients } from './feign.ts';
import { grpc } from './grpc.ts';
import { discovery, httpRequests } from './http.ts';
import { listeners, messages, routingKeys } from './messaging.ts';
import { controllers, declaredRoutes, functionalRoutes, servedRepositories } from './routes.ts';
import { configurationProperties, placeholders, springApplications } from './spring.ts';

export const javaReaders: readonly Reader[] = [
  springApplications,
  placeholders,
  configurationProperties,
  declaredClients,
  httpRequests,
  discovery,
  grpc,
  dataConnections,
  injectedClients,
  messages,
  routingKeys,
  listeners,
  controllers,
  declaredRoutes,
  servedRepositories,
  functionalRoutes,
];
