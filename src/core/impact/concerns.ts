import type { Concern } from './concern.ts';
import { addresses } from './concerns/addresses.ts';
import { asyncapi } from './concerns/asyncapi.ts';
import { classes } from './concerns/classes.ts';
import { copies } from './concerns/copies.ts';
import { gateways } from './concerns/gateways.ts';
import { graphql } from './concerns/graphql.ts';
import { openapi } from './concerns/openapi.ts';
import { payload } from './concerns/payload.ts';
import { protobuf } from './concerns/protobuf.ts';
import { routes } from './concerns/routes.ts';
import { symbols } from './concerns/symbols.ts';
import { tables } from './concerns/tables.ts';
import { topics } from './concerns/topics.ts';
import { variables } from './concerns/variables.ts';

/** What counts as a contract between services, in the order in which it is told. */
export const CONCERNS: readonly Concern[] = [
  protobuf,
  openapi,
  asyncapi,
  graphql,
  symbols,
  classes,
  routes,
  gateways,
  topics,
  payload,
  copies,
  tables,
  addresses,
  variables,
];
