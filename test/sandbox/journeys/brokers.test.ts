import { expect, test } from 'vitest';
import type { SentMessage } from '../../../src/core/verify/journey.ts';
import type { Exec } from '../../../src/sandbox/journeys/container-brokers.ts';
import { messageInside, messageTo, speaks } from '../../../src/sandbox/journeys/message-step.ts';
import type { Endpoint } from '../../../src/sandbox/sandbox.ts';
import { tcpServer } from './servers.ts';

const noProgram: Exec = () => Promise.resolve({ exitCode: 127, output: 'sh: not found' });

const values = new Map([['sequence', 7]]);

function published(
  message: Partial<SentMessage>,
  { endpoint = { host: '127.0.0.1', port: 1 }, exec = noProgram }: { endpoint?: Endpoint; exec?: Exec },
) {
  const whole: SentMessage = {
    broker: 'broker',
    protocol: 'nats',
    topic: 'orders.${sequence}',
    payload: { id: '${sequence}' },
    ...message,
  };
  const { signal } = new AbortController();
  return speaks(whole) ? messageTo(endpoint, whole, { values, signal }) : messageInside(whole, values, { exec, signal });
}

/** A broker that answers each line that fits, and keeps what it heard. */
async function broker(
  greeting: string,
  answers: readonly (readonly [RegExp, string])[],
): Promise<{ readonly endpoint: Endpoint; readonly heard: () => string }> {
  let heard = '';
  const endpoint = await tcpServer(socket => {
    socket.write(greeting);
    socket.on('data', chunk => {
      heard += chunk.toString();
      for (const [asked, answer] of answers) if (asked.test(chunk.toString())) socket.write(answer);
    });
  });
  return { endpoint, heard: () => heard };
}

test('a message is taken by NATS when the ping behind it is answered', async () => {
  const nats = await broker('INFO {}\r\n', [[/PING\r\n/, 'PING\r\nPONG\r\n']]);
  expect(await published({}, nats)).toEqual({ outcome: 'OK' });
  expect(nats.heard()).toContain('PUB orders.7 8\r\n{"id":7}\r\nPING\r\n');
});

test('what NATS refuses is said', async () => {
  const nats = await broker('INFO {}\r\n', [[/CONNECT/, "-ERR 'Authorization Violation'\r\n"]]);
  expect(await published({}, nats)).toMatchObject({ wrong: "the broker answered 'Authorization Violation'" });
});

test('each key is a field of an entry in a Redis stream, and a channel has the text', async () => {
  const redis = await broker('', [
    [/XADD/, '$3\r\n1-1\r\n'],
    [/PUBLISH/, ':1\r\n'],
  ]);
  expect(await published({ protocol: 'redis-stream', payload: { id: '${sequence}', note: 'é' } }, redis)).toEqual({ outcome: 'OK' });
  expect(await published({ protocol: 'redis-pubsub', payload: 'as it is' }, redis)).toEqual({ outcome: 'OK' });
  expect(redis.heard()).toBe(
    '*7\r\n$4\r\nXADD\r\n$8\r\norders.7\r\n$1\r\n*\r\n$2\r\nid\r\n$1\r\n7\r\n$4\r\nnote\r\n$2\r\né\r\n' +
      '*3\r\n$7\r\nPUBLISH\r\n$8\r\norders.7\r\n$8\r\nas it is\r\n',
  );
});

test('what Redis refuses is said', async () => {
  const redis = await broker('', [[/XADD/, '-WRONGTYPE no stream\r\n']]);
  expect(await published({ protocol: 'redis-stream' }, redis)).toMatchObject({ wrong: 'the broker answered WRONGTYPE no stream' });
});

test('a broker that is not there, or hangs up, is an outcome', async () => {
  const closing = await tcpServer(socket => socket.end());
  expect(await published({}, {})).toMatchObject({ outcome: 'refused' });
  expect(await published({}, { endpoint: closing })).toMatchObject({ outcome: 'closed' });
});

test('RabbitMQ and Kafka are asked by the programs in their own containers', async () => {
  const asked: string[] = [];
  const exec: Exec = (service, argv, stdin) => {
    asked.push(`${service}: ${argv.filter(word => !word.includes('\n')).join(' ')} < ${stdin}`);
    return Promise.resolve({ exitCode: 0, output: 'Message published' });
  };
  expect(await published({ protocol: 'rabbitmq' }, { exec })).toEqual({ outcome: 'OK' });
  expect(await published({ protocol: 'rabbitmq', topic: 'events/placed' }, { exec })).toEqual({ outcome: 'OK' });
  expect(await published({ protocol: 'kafka' }, { exec })).toEqual({ outcome: 'OK' });
  expect(asked).toEqual([
    'broker: rabbitmqadmin publish exchange=amq.default routing_key=orders.7 < {"id":7}',
    'broker: rabbitmqadmin publish exchange=events routing_key=placed < {"id":7}',
    'broker: sh -c sh localhost:9092 orders.7 < {"id":7}\n',
  ]);
});

const said =
  (output: string, exitCode = 0): Exec =>
  () =>
    Promise.resolve({ exitCode, output });

test('a program that is missing, fails, or has no queue is said', async () => {
  expect(await published({ protocol: 'rabbitmq' }, {})).toMatchObject({ wrong: expect.stringContaining('has no rabbitmqadmin') as string });
  expect(await published({ protocol: 'kafka' }, {})).toMatchObject({ wrong: 'its image has no kafka-console-producer' });
  expect(await published({ protocol: 'rabbitmq' }, { exec: said('Message published but NOT routed') })).toMatchObject({
    wrong: 'no queue takes what is sent to orders.7',
  });
  expect(await published({ protocol: 'kafka' }, { exec: said('ERROR no leader') })).toMatchObject({
    wrong: 'kafka-console-producer could not send it: ERROR no leader',
  });
});
