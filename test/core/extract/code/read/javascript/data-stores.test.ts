import { describe, expect, test } from 'vitest';
import { prismaFacts } from '../../../../../../src/core/extract/code/read/javascript/prisma.ts';
import type { FilePath } from '../../../../../../src/core/model/source.ts';
import { line, said } from './facts-of.ts';

describe('a client package tells the technology', () => {
  test.each([
    [`import { Pool } from 'pg'; new Pool({ host: process.env.DB_HOST, port: 5432 })`, 'postgres $DB_HOST:5432'],
    [`import pg from 'pg'; new pg.Client(process.env.DATABASE_URL)`, 'postgres $DATABASE_URL'],
    [`import postgres from 'postgres'; const sql = postgres('postgres://db/x')`, 'postgres postgres://db/x'],
    [`const mysql = require('mysql2/promise'); mysql.createPool({ host: 'db' })`, 'mysql db'],
    [`import mongoose from 'mongoose'; mongoose.connect(\`mongodb://\${host}/a\`)`, 'mongodb mongodb://<host>/a'],
    [`import { MongoClient } from 'mongodb'; const c = new MongoClient(uri); await c.connect()`, 'mongodb <uri>'],
    [`import { createClient } from 'redis'; createClient({ socket: { host: 'cache', port: 6379 } })`, 'redis cache:6379'],
    [`import Redis from 'ioredis'; new Redis(6379, process.env.REDIS_HOST)`, 'redis $REDIS_HOST:6379'],
    [`import Redis from 'ioredis'; new Redis()`, 'redis -'],
    [`import { Client } from '@elastic/elasticsearch'; new Client({ node: 'http://es:9200' })`, 'elasticsearch http://es:9200'],
    [`import { Kafka } from 'kafkajs'; new Kafka({ clientId: 'a', brokers: [process.env.KAFKA] })`, 'kafka $KAFKA'],
    [`import { Kafka } from 'kafkajs'; new Kafka({ brokers: process.env.KAFKA_BROKERS.split(',') })`, 'kafka $KAFKA_BROKERS'],
    [`import amqp from 'amqplib'; const c = await amqp.connect(config.get('AMQP_URL'))`, 'rabbitmq $AMQP_URL'],
    [`import { Queue } from 'bullmq'; new Queue('mail', { connection: { host: 'cache', port: 6379 } })`, 'redis cache:6379'],
    [
      `import { MongooseModule } from '@nestjs/mongoose'; MongooseModule.forRootAsync({ useFactory: (c) => ({ uri: 'mongodb://a' }) })`,
      'mongodb mongodb://a',
    ],
    [`new Sequelize('postgres://db/a')`, 'sql postgres://db/a'],
    [`new Sequelize('a', 'b', 'c', { host: 'db', dialect: 'mysql' })`, 'mysql db'],
    [`knex({ client: 'pg', connection: { host: 'db', port: 5432 } })`, 'postgres db:5432'],
    [`new DataSource({ type: 'postgres', url: process.env.DATABASE_URL, entities: [] })`, 'postgres $DATABASE_URL'],
    [`X.forRoot({ mongoUrl: 'mongodb://a' })`, 'mongodb mongodb://a'],
  ])('%s', (text, fact) => {
    expect(said(text)).toEqual([fact]);
  });
});

test('an options object in a variable is asked for its address', () => {
  expect(said(`import { Pool } from 'pg'; new Pool(config.db)`)[0]).toContain('<config.db.host>');
});

test('objects with a type that is no database are not options', () => {
  expect(
    said(
      `const a = { type: 'button', url: '/x' }; const b = { type: 'sqlite', database: 'x', host: '' }; const c = { type: String, host: 'x' }`,
    ),
  ).toEqual([]);
});

test('a class of the same name from elsewhere is no client', () => {
  expect(said(`import { Pool } from './threads'; new Pool({ host: 'x' }); class Client {} new Client('a')`)).toEqual([]);
});

const prisma = (text: string) =>
  prismaFacts({ path: 'schema.prisma' as FilePath, text }).map(fact => `${line(fact)} at ${text.slice(...fact.at)}`);

test('a data source of Prisma reads its URL', () => {
  expect(
    prisma(
      `generator client {\n  provider = "prisma-client-js"\n}\ndatasource db {\n  provider = "postgresql"\n  url      = env("DATABASE_URL")\n}`,
    ),
  ).toEqual(['reads DATABASE_URL at env("DATABASE_URL")', 'postgres $DATABASE_URL at env("DATABASE_URL")']);
  expect(prisma(`datasource db {\n  provider = "sqlite"\n  url = "file:./a.db"\n}`)).toEqual([]);
});
