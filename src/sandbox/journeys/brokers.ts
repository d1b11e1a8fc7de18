import type { Endpoint } from '../sandbox.ts';
import { type LineConnection, lineConnection } from './line-connection.ts';

/** What is handed to a broker. */
export interface Published {
  readonly topic: string;
  /** A text, or what JSON has. */
  readonly payload: unknown;
}

/** Why the broker did not take it; undefined where it did. Rejects where the connection fails. */
export type Publish = (endpoint: Endpoint, published: Published, signal: AbortSignal) => Promise<string | undefined>;

export const asText = (payload: unknown): string => (typeof payload === 'string' ? payload : (JSON.stringify(payload) ?? ''));

async function conversation<Said>(
  endpoint: Endpoint,
  signal: AbortSignal,
  hold: (connection: LineConnection) => Promise<Said>,
): Promise<Said> {
  const connection = lineConnection(endpoint, signal);
  try {
    return await hold(connection);
  } finally {
    connection.close();
  }
}

/** NATS speaks lines of text. A ping behind the message is answered once the message was taken. */
export const publishToNats: Publish = (endpoint, { topic, payload }, signal) =>
  conversation(endpoint, signal, async ({ write, line }) => {
    if (/[\s]/.test(topic)) return `the subject "${topic}" has a space in it`;
    const body = Buffer.from(asText(payload));
    await line();
    write('CONNECT {"verbose":false,"pedantic":true,"lang":"node","version":"1","protocol":1,"name":"faultline"}\r\n');
    write(Buffer.concat([Buffer.from(`PUB ${topic} ${body.length}\r\n`), body, Buffer.from('\r\nPING\r\n')]));
    for (;;) {
      const answer = await line();
      if (answer === 'PONG') return undefined;
      if (answer === 'PING') write('PONG\r\n');
      if (answer.startsWith('-ERR')) return `the broker answered ${answer.slice(5)}`;
    }
  });

/** A command of Redis: its words, each with its length. */
const command = (words: readonly string[]): string =>
  `*${words.length}\r\n${words.map(word => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join('')}`;

const redis =
  (words: (published: Published) => readonly string[]): Publish =>
  (endpoint, published, signal) =>
    conversation(endpoint, signal, async ({ write, line }) => {
      write(command(words(published)));
      const answer = await line();
      return answer.startsWith('-') ? `the broker answered ${answer.slice(1)}` : undefined;
    });

export const publishToRedisChannel: Publish = redis(({ topic, payload }) => ['PUBLISH', topic, asText(payload)]);

/** Each key of an object is a field of the entry; anything else is one field. */
export const publishToRedisStream: Publish = redis(({ topic, payload }) => {
  const isFields = typeof payload === 'object' && payload !== null && !Array.isArray(payload) && Object.keys(payload).length > 0;
  const fields = isFields ? Object.entries(payload) : [['payload', payload] as const];
  return ['XADD', topic, '*', ...fields.flatMap(([key, value]) => [key, asText(value)])];
});
