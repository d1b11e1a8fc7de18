import type { NodeKind } from './graph.ts';

/** What people call a node of each kind. */
export const nodeWords = {
  service: 'service',
  datastore: 'data store',
  broker: 'broker',
  topic: 'topic',
  external: 'external system',
  contract: 'contract',
  package: 'package',
} as const satisfies Readonly<Record<NodeKind, string>>;
