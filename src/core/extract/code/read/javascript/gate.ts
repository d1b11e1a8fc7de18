import type { Fact } from '../../../../model/fact.ts';
import type { Source } from '../../../../model/source.ts';
import { constantsIn } from './constants.ts';
import { importsIn } from './imports.ts';

/** Words that stand in every file that can say something; each is found by a plain search, which costs less than one expression over all. */
const WORDS = [
  '.env',
  '://',
  'fetch',
  'axios',
  'http',
  'ocket',
  'graphql',
  'Graphql',
  'GraphQL',
  'grpc',
  'rpc',
  'Client(',
  '.listen',
  'ublish',
  'ubscri',
  'kafka',
  'Kafka',
  'amqp',
  'Queue',
  'queue',
  'redis',
  'Redis',
  'mongo',
  'Mongo',
  'Sequelize',
  'knex',
  'prisma',
  'Pattern(',
  '@Controller',
  '@Client',
  '@Processor',
  'Transport',
  'forRoot',
  'registerA',
  'ConfigService',
  'configService',
  'config.get',
  'localhost',
  'host:',
  'Url',
  'URL',
  'uri',
  'brokers',
  'topic',
  'oute',
] as const;

export const mayMatterWords = (text: string): boolean => WORDS.some(word => text.includes(word));
export { constantsIn, importsIn };
export type { Fact, Source };
