import type { Extractor } from '../extractor.ts';
import { serviceConfigs } from './read.ts';

/** A gRPC service config in a file of its own, which clients load or a name resolver hands out. */
export const serviceConfig: Extractor = {
  name: 'grpc-service-config',
  include: ['**/*.json'],
  keys: ['methodConfig'],
  mayMatch: text => /^[ \t[{"'-]*methodConfig["']?\s*:/m.test(text),
  extract: ({ text }) => ({ facts: serviceConfigs(text), problems: [] }),
};
