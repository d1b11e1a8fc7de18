import { describe, expect, test } from 'vitest';
import { said } from './facts-of.ts';

describe('transports of NestJS', () => {
  test('a client calls the address of its options, in factories too', () => {
    expect(
      said(`import { ClientsModule, Transport } from '@nestjs/microservices';
      ClientsModule.register([{ name: 'A', transport: Transport.TCP, options: { host: 'a', port: 3001 } }]);
      ClientsModule.registerAsync([{ name: 'B', useFactory: (config: ConfigService) => ({ transport: Transport.GRPC, options: { package: 'b', url: config.get<string>('B_URL') } }) }]);
      ClientsModule.registerAsync({ clients: [{ name: 'C', useFactory: () => ({ transport: Transport.RMQ, options: { urls: ['amqp://mq'], queue: 'q' } }) }] });`),
    ).toEqual(['tcp a:3001', 'grpc $B_URL', 'rabbitmq amqp://mq', 'publishes rabbitmq q']);
  });
  test('a server listens, but reaches its broker', () => {
    expect(
      said(`import { Transport } from '@nestjs/microservices';
      NestFactory.createMicroservice(AppModule, { transport: Transport.GRPC, options: { url: \`0.0.0.0:\${process.env.PORT}\` } });
      app.connectMicroservice({ transport: Transport.KAFKA, options: { client: { brokers: ['kafka:9092'] } } });`),
    ).toEqual(['listens $PORT', 'kafka kafka:9092']);
  });
  test('options of their own are a client where a name says so', () => {
    expect(
      said(
        `import { ClientOptions, Transport } from '@nestjs/microservices'; export const a: ClientOptions = { transport: Transport.GRPC, options: { url: 'a:50051' } };`,
      ),
    ).toEqual(['grpc a:50051']);
    expect(
      said(
        `import { GrpcOptions, Transport } from '@nestjs/microservices'; export const a: GrpcOptions = { transport: Transport.GRPC, options: { url: '0.0.0.0:50051' } };`,
      ),
    ).toEqual(['listens 50051']);
  });
  test('HttpModule is given its base', () => {
    expect(said(`HttpModule.registerAsync({ useFactory: () => ({ baseURL: process.env.A_URL }) })`)).toEqual(['http $A_URL']);
  });
});

describe('configuration', () => {
  test('a named configuration sets dotted keys', () => {
    expect(
      said(`export default registerAs('auth', () => ({ url: process.env.AUTH_URL, db: { port: parseInt(process.env.DB_PORT, 10) } }))`),
    ).toEqual(['sets auth.url = $AUTH_URL', 'sets auth.db.port = $DB_PORT']);
  });
  test('a plain factory sets keys where the file is for configuration', () => {
    expect(said(`export default () => ({ auth: { url: process.env.X } })`, 'src/config/configuration.ts')).toEqual(['sets auth.url = $X']);
    expect(said(`export default () => ({ auth: { url: process.env.X } })`, 'src/store.ts')).toEqual([]);
  });
  test('a configuration service of any name reads keys', () => {
    expect(
      said(
        `import { ConfigService } from '@nestjs/config'; class A { constructor(private readonly settings: ConfigService) {} f() { return this.settings.get('auth.url'); } }`,
      ),
    ).toEqual(['reads auth.url']);
    expect(said(`const map = new Map(); map.get('auth.url')`)).toEqual([]);
  });
  test('schemas of the environment read their keys', () => {
    expect(said(`z.object({ ORDERS_URL: z.string().url(), PORT: z.coerce.number().default(3000) })`)).toEqual([
      'reads ORDERS_URL',
      'reads PORT or 3000',
    ]);
    expect(said(`cleanEnv(process.env, { REDIS_URL: str({ default: 'redis://a' }) })`)).toEqual(['reads REDIS_URL or redis://a']);
    expect(said(`convict({ db: { host: { format: String, default: 'localhost', env: 'DB_HOST' } } })`)).toEqual([
      'reads DB_HOST or localhost',
    ]);
    expect(said(`z.object({ name: z.string(), ID: z.string() })`)).toEqual([]);
  });
});
