import { once } from 'node:events';
import { connect as connectHttp2, createServer as createHttp2Server, type IncomingHttpHeaders } from 'node:http2';
import { join } from 'node:path';
import * as grpc from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import { expect, onTestFinished, test } from 'vitest';
import { edgeTo, HOST, listening, pause, until, type Edge } from './loopback.ts';

interface Text {
  readonly text: string;
}

const { Greeter } = (
  grpc.loadPackageDefinition(loadSync(join(import.meta.dirname, 'greeter.proto'), { keepCase: true }))['greet'] as never
)['v1'] as { readonly Greeter: grpc.ServiceClientConstructor };

type Callback = (error: grpc.ServiceError | null, answer?: Text) => void;

/** What the service did, for tests to look at. */
interface Done {
  readonly placed: string[];
  readonly cancelled: string[];
}

function greeter(done: Done): grpc.UntypedServiceImplementation {
  return {
    GetGreeting: ({ request, metadata }: grpc.ServerUnaryCall<Text, Text>, answer: Callback) => {
      const trailers = new grpc.Metadata();
      trailers.set('x-seen', String(metadata.get('x-mine')[0]));
      if (request.text === 'nobody')
        answer({ code: grpc.status.NOT_FOUND, details: 'no such name', metadata: trailers } as grpc.ServiceError);
      else (answer as grpc.sendUnaryData<Text>)(null, { text: `Hello ${request.text}` }, trailers);
    },
    Count: (call: grpc.ServerWritableStream<Text, Text>) => {
      for (let at = 0; at < 3; at++) call.write({ text: `${call.request.text} ${at}` });
      call.end();
    },
    Collect: (call: grpc.ServerReadableStream<Text, Text>, answer: Callback) => {
      const names: string[] = [];
      call.on('data', ({ text }: Text) => names.push(text)).on('end', () => answer(null, { text: names.join() }));
    },
    Chat: (call: grpc.ServerDuplexStream<Text, Text>) => {
      call.on('data', ({ text }: Text) => call.write({ text: `you said ${text}` })).on('end', () => call.end());
    },
    Place: (call: grpc.ServerUnaryCall<Text, Text>, answer: Callback) => {
      const { text } = call.request;
      done.placed.push(text);
      call.on('cancelled', () => done.cancelled.push(text));
      if (text !== 'slow') answer(null, { text: 'placed' });
    },
  };
}

interface GrpcEdge extends Edge {
  readonly client: grpc.Client & Record<string, (...given: unknown[]) => never>;
  readonly done: Done;
  readonly service: grpc.Server;
}

async function grpcEdge(): Promise<GrpcEdge> {
  const service = new grpc.Server();
  const done: Done = { placed: [], cancelled: [] };
  service.addService(Greeter.service, greeter(done));
  const port = await new Promise<number>((resolve, reject) =>
    service.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error, bound) => (error ? reject(error) : resolve(bound))),
  );
  onTestFinished(() => service.forceShutdown());
  const edge = await edgeTo(port, 'grpc');
  const client = new Greeter(`${HOST}:${port}`, grpc.credentials.createInsecure(), { 'grpc.enable_retries': 0 });
  onTestFinished(() => client.close());
  return { ...edge, service, done, client: client as unknown as GrpcEdge['client'] };
}

interface Unary {
  readonly text?: string;
  readonly code: number;
  readonly trailers?: grpc.Metadata;
}

function unary(
  { client }: GrpcEdge,
  method: string,
  text: string,
  { milliseconds = 5000, metadata = new grpc.Metadata() } = {},
): Promise<Unary> {
  return new Promise(resolve => {
    let trailers: grpc.Metadata | undefined;
    const answered = (error: grpc.ServiceError | null, answer?: Text) =>
      setImmediate(() => resolve({ code: error?.code ?? 0, ...(answer && { text: answer.text }), ...(trailers && { trailers }) }));
    const call: grpc.ClientUnaryCall = client[method]!({ text }, metadata, { deadline: Date.now() + milliseconds }, answered);
    call.on('status', ({ metadata: given }: grpc.StatusObject) => (trailers = given));
  });
}

const told = ({ calls }: Edge) =>
  calls.map(({ protocol, operation, outcome, injected }) => [protocol, operation, outcome, ...(injected ? ['injected'] : [])].join(' '));

test('a unary call passes with its metadata and trailers, and is metered by its status', async () => {
  const edge = await grpcEdge();
  const metadata = new grpc.Metadata();
  metadata.set('x-mine', '1');
  const answer = await unary(edge, 'GetGreeting', 'Ada', { metadata });
  expect([answer.text, answer.trailers?.get('x-seen')]).toEqual(['Hello Ada', ['1']]);
  expect((await unary(edge, 'GetGreeting', 'nobody')).code).toBe(grpc.status.NOT_FOUND);
  expect(told(edge)).toEqual(['grpc /greet.v1.Greeter/GetGreeting OK', 'grpc /greet.v1.Greeter/GetGreeting NOT_FOUND']);
});

test('streams pass in every direction as they come', async () => {
  const edge = await grpcEdge();
  const counted: string[] = [];
  const counting: grpc.ClientReadableStream<Text> = edge.client['Count']!({ text: 'n' });
  await once(
    counting.on('data', ({ text }: Text) => counted.push(text)),
    'end',
  );
  expect(counted).toEqual(['n 0', 'n 1', 'n 2']);

  const collected = new Promise<Text | undefined>(resolve => {
    const call: grpc.ClientWritableStream<Text> = edge.client['Collect']!((_: unknown, answer?: Text) => resolve(answer));
    for (const text of ['a', 'b', 'c']) call.write({ text });
    call.end();
  });
  expect(await collected).toEqual({ text: 'a,b,c' });

  const chat: grpc.ClientDuplexStream<Text, Text> = edge.client['Chat']!();
  const heard: string[] = [];
  chat.on('data', ({ text }: Text) => heard.push(text));
  chat.write({ text: 'one' });
  await until(() => heard.length === 1);
  chat.write({ text: 'two' });
  await until(() => heard.length === 2);
  chat.end();
  await once(chat, 'end');
  await until(() => edge.calls.length === 3);
  expect(told(edge)).toEqual(['Count', 'Collect', 'Chat'].map(name => `grpc /greet.v1.Greeter/${name} OK`));
});

test('a deadline that passes is the end of the call at the service too', async () => {
  const edge = await grpcEdge();
  expect((await unary(edge, 'Place', 'slow', { milliseconds: 500 })).code).toBe(grpc.status.DEADLINE_EXCEEDED);
  await until(() => edge.done.cancelled.length === 1 && edge.calls.length === 1);
  expect(told(edge)).toEqual(['grpc /greet.v1.Greeter/Place DEADLINE_EXCEEDED']);
});

test('a status is answered to exactly its share, and says when to try again', async () => {
  const edge = await grpcEdge();
  const undo = edge.treat({ kind: 'grpc-status', code: 'UNAVAILABLE', share: 0.3, retryPushbackMilliseconds: 1500 });
  const answers: Unary[] = [];
  for (let at = 0; at < 10; at++) answers.push(await unary(edge, 'Place', `${at}`));
  const failed = answers.filter(({ code }) => code === grpc.status.UNAVAILABLE);
  expect([failed.length, edge.done.placed.length]).toEqual([3, 7]);
  expect(failed[0]?.trailers?.get('grpc-retry-pushback-ms')).toEqual(['1500']);
  expect(edge.calls.filter(call => call.injected && call.outcome === 'UNAVAILABLE' && call.retryAfterSeconds === 1.5)).toHaveLength(3);
  await undo();
  expect((await unary(edge, 'Place', 'after')).text).toBe('placed');
});

test('a status of HTTP, a reset, a black hole and a refused connection look so to a gRPC client', async () => {
  const edge = await grpcEdge();
  const codes: number[] = [];
  for (const treatment of [
    { kind: 'http-status', status: 429, share: 1 },
    { kind: 'reset', share: 1 },
    { kind: 'blackhole' },
    { kind: 'refuse' },
  ] as const) {
    const undo = edge.treat(treatment);
    codes.push((await unary(edge, 'Place', 'x', { milliseconds: 400 })).code);
    await undo();
  }
  const { UNAVAILABLE, DEADLINE_EXCEEDED } = grpc.status;
  expect(codes).toEqual([UNAVAILABLE, UNAVAILABLE, DEADLINE_EXCEEDED, UNAVAILABLE]);
  expect(edge.done.placed).toEqual([]);
  await until(() => edge.calls.some(({ outcome }) => outcome === 'reset'));
  expect(edge.calls.every(({ injected }) => injected)).toBe(true);
});

test('an answer is late by the latency, and one that came while its caller waits no more counts as what it was', async () => {
  const edge = await grpcEdge();
  await unary(edge, 'Place', 'warm');
  edge.treat({ kind: 'latency', milliseconds: 600, jitterMilliseconds: 0 });
  const began = performance.now();
  expect((await unary(edge, 'Place', 'late')).text).toBe('placed');
  expect(performance.now() - began).toBeGreaterThanOrEqual(599);
  expect((await unary(edge, 'Place', 'given up', { milliseconds: 300 })).code).toBe(grpc.status.DEADLINE_EXCEEDED);
  expect(edge.done.placed).toHaveLength(3);
});

test('a cut also holds back the answer to a call that was under way', async () => {
  const edge = await grpcEdge();
  const chat: grpc.ClientDuplexStream<Text, Text> = edge.client['Chat']!();
  const heard: string[] = [];
  chat.on('data', ({ text }: Text) => heard.push(text)).on('error', ({ message }) => heard.push(message));
  chat.write({ text: 'one' });
  await until(() => heard.length === 1);
  const waiting = unary(edge, 'Place', 'slow');
  await until(() => edge.done.placed.length === 1);
  const undo = edge.treat({ kind: 'blackhole' });
  chat.write({ text: 'two' });
  const later = unary(edge, 'Place', 'later');
  expect(await Promise.race([waiting, later, pause(150).then(() => 'nothing')])).toBe('nothing');
  expect(heard).toHaveLength(1);
  await undo();
  expect([(await waiting).code, (await later).code]).toEqual([grpc.status.UNAVAILABLE, grpc.status.UNAVAILABLE]);
  await until(() => edge.calls.length === 3);
  const place = 'grpc /greet.v1.Greeter/Place reset injected';
  expect(told(edge).toSorted()).toEqual(['grpc /greet.v1.Greeter/Chat reset injected', place, place]);
});

test('in a storm a unary call arrives many times, and a stream passes once', async () => {
  const edge = await grpcEdge();
  edge.treat({ kind: 'storm', times: 3 });
  expect((await unary(edge, 'Place', 'x')).text).toBe('placed');
  await until(() => edge.calls.length === 3);
  expect(edge.done.placed).toEqual(['x', 'x', 'x']);
  expect(new Set(edge.calls.map(({ operationId }) => operationId)).size).toBe(1);
  expect(edge.calls[0]?.operationId).toBeDefined();
  const chat: grpc.ClientDuplexStream<Text, Text> = edge.client['Chat']!();
  chat.write({ text: 'one' });
  const [answer] = (await once(chat, 'data')) as [Text];
  expect(answer.text).toBe('you said one');
  chat.end();
  await once(chat.resume(), 'end');
});

test('a service that is gone is unavailable, and one that comes back is found', async () => {
  const edge = await grpcEdge();
  await unary(edge, 'Place', 'before');
  edge.service.forceShutdown();
  await pause(50);
  expect((await unary(edge, 'Place', 'gone', { milliseconds: 1000 })).code).toBe(grpc.status.UNAVAILABLE);
  await until(() => edge.calls.some(({ outcome }) => outcome === 'refused'));
});

test('100 calls at once over one connection are all answered', async () => {
  const edge = await grpcEdge();
  const answers = await Promise.all(Array.from({ length: 100 }, (_, at) => unary(edge, 'GetGreeting', `${at}`)));
  expect(answers.map(({ text }) => text)).toEqual(answers.map((_, at) => `Hello ${at}`));
});

test('a tunnel over HTTP/2 disturbs no other stream', async () => {
  const edge = await grpcEdge();
  const session = connectHttp2(`http://${HOST}:${edge.port}`);
  onTestFinished(() => session.destroy());
  const tunnel = session.request({ ':method': 'CONNECT', ':authority': 'x:1' });
  tunnel
    .on('error', () => {})
    .resume()
    .end();
  await pause(100);
  const stream = session.request({ ':method': 'POST', ':path': '/nothing', 'content-type': 'application/grpc', te: 'trailers' });
  stream.end();
  const [head] = (await once(stream, 'response')) as [IncomingHttpHeaders];
  expect(head['grpc-status']).toBe(String(grpc.status.UNIMPLEMENTED));
});

test('HTTP/2 that is no gRPC is metered by its method, path and status', async () => {
  const server = createHttp2Server();
  server.on('stream', (stream, headers) => {
    stream.respond({ ':status': 202, 'x-authority': String(headers[':authority']) });
    stream.pipe(stream);
  });
  const edge = await edgeTo(await listening(server), 'unknown');
  const session = connectHttp2(`http://${HOST}:${edge.port}`);
  onTestFinished(() => session.destroy());
  const stream = session.request({ ':method': 'POST', ':path': '/jobs?now', ':authority': 'payments:8080' });
  stream.end('x'.repeat(300_000));
  const [head] = (await once(stream, 'response')) as [IncomingHttpHeaders];
  let size = 0;
  stream.on('data', (chunk: Buffer) => (size += chunk.length));
  await once(stream, 'end');
  expect([head['x-authority'], size]).toEqual(['payments:8080', 300_000]);
  await until(() => edge.calls.length === 1);
  expect(told(edge)).toEqual(['http POST /jobs 202']);
});
