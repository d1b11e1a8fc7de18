import type { Reader } from '../../reader.ts';
import { configuration } from './configuration.ts';
import { dataStores } from './data-stores.ts';
import { grpc } from './grpc.ts';
import { httpClients } from './http-clients.ts';
import { httpServers } from './http-servers.ts';
import { kafka } from './kafka.ts';
import { messageWrappers } from './message-wrappers.ts';
import { messaging } from './messaging.ts';
import { nestMicroservices } from './nest-microservices.ts';
import { nest } from './nest.ts';
import { next } from './next.ts';
import { otherClients } from './other-clients.ts';
import { rabbitmq } from './rabbitmq.ts';

/** What the libraries of TypeScript and JavaScript say about the system. */
export const javascriptReaders: readonly Reader[] = [
  httpClients,
  otherClients,
  httpServers,
  grpc,
  dataStores,
  kafka,
  rabbitmq,
  messaging,
  messageWrappers,
  nest,
  nestMicroservices,
  next,
  configuration,
];
