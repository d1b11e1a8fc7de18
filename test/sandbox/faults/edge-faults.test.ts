import { expect, test } from 'vitest';
import { z } from 'zod';
import type { EdgeName } from '../../../src/core/model/verify.ts';
import { edgeFaults } from '../../../src/sandbox/faults/edge-faults.ts';
import type { Fault } from '../../../src/sandbox/faults/fault.ts';
import type { Treatment } from '../../../src/sandbox/proxy/treatment.ts';
import { SandboxError } from '../../../src/sandbox/sandbox-error.ts';
import type { Sandbox } from '../../../src/sandbox/sandbox.ts';

const named = (name: string) => edgeFaults.find(fault => fault.name === name) as unknown as Fault<unknown>;
const edge = 'orders -> payments';

/** A sandbox of which only the edges are asked. */
function sandbox(known: readonly Required<EdgeName>[] = [{ from: 'orders', to: 'payments' }]) {
  const treated: [EdgeName, Treatment][] = [];
  const edges = {
    known,
    treat: (at: EdgeName, treatment: Treatment) => (treated.push([at, treatment]), async () => {}),
    onCall: () => async () => {},
  };
  return { treated, sandbox: { edges } as unknown as Sandbox };
}

test.each<[string, object, string, Treatment]>([
  [
    'latency',
    { edge, milliseconds: 300, jitterMilliseconds: 50 },
    'answers of payments reach orders 300 ms late, give or take 50 ms',
    { kind: 'latency', milliseconds: 300, jitterMilliseconds: 50 },
  ],
  [
    'connection-reset',
    { edge, share: 0.1 },
    'the connection to payments is reset on 10 % of the requests of orders',
    { kind: 'reset', share: 0.1 },
  ],
  ['connection-refused', { to: 'payments' }, 'payments takes no connection of everybody, and those that are open end', { kind: 'refuse' }],
  ['network-cut', { edge }, 'what orders sends to payments is lost, and nothing comes back', { kind: 'blackhole' }],
  [
    'slow-body',
    { edge, bytesPerSecond: 900 },
    'answers of payments trickle to orders at 900 bytes a second',
    { kind: 'slow-body', bytesPerSecond: 900 },
  ],
  [
    'http-status',
    { edge, status: 429, share: 0.3, retryAfterSeconds: 1 },
    'payments answers 429 to 30 % of the requests of orders, and asks to wait 1 s',
    { kind: 'http-status', status: 429, share: 0.3, retryAfterSeconds: 1 },
  ],
  [
    'http-status',
    { to: 'payments', status: 503, first: 2 },
    'payments answers 503 to the first 2 tries of each operation',
    { kind: 'http-status', status: 503, share: 1, first: 2 },
  ],
  [
    'grpc-status',
    { to: 'payments', code: 'UNAVAILABLE', retryPushbackMilliseconds: -1 },
    'payments answers UNAVAILABLE to every request, and asks not to try again',
    { kind: 'grpc-status', code: 'UNAVAILABLE', share: 1, retryPushbackMilliseconds: -1 },
  ],
  ['retry-storm', { edge, times: 5 }, 'each request of orders reaches payments 5 times at once', { kind: 'storm', times: 5 }],
])('%s is said in words and done on its edge', async (name, written, sentence, treatment) => {
  const fault = named(name);
  const options = fault.options.parse(written);
  expect(fault.describe(options)).toBe(sentence);
  const { sandbox: here, treated } = sandbox();
  await fault.inject(here, options);
  expect(treated).toEqual([['edge' in written ? { from: 'orders', to: 'payments' } : { to: 'payments' }, treatment]]);
});

test.each<[string, object, string]>([
  ['http-status', { edge, status: 429, retryAfter: 1 }, 'Unrecognized key: "retryAfter"'],
  ['http-status', { edge, status: 200 }, 'Too small'],
  ['http-status', { edge, status: 429, share: 30 }, 'Too big'],
  ['latency', { edge: 'payments', milliseconds: 1 }, '"payments" is no edge; write it as "orders -> payments"'],
  ['latency', { milliseconds: 1 }, 'Write either edge'],
  ['latency', { edge, to: 'payments', milliseconds: 1 }, 'Write either edge'],
  ['grpc-status', { edge, code: 'OK' }, 'Invalid option'],
])('%s says what is wrong with %j', (name, written, message) => {
  const { success, error } = named(name).options.safeParse(written);
  expect(success).toBe(false);
  expect(error?.issues[0]?.message).toContain(message);
});

test('an edge that no call passes is an error that names those there are', async () => {
  const fault = named('network-cut');
  const inject = (here: Sandbox) => fault.inject(here, fault.options.parse({ edge: 'orders -> paymnts' }));
  await expect(inject(sandbox().sandbox)).rejects.toThrow(
    new SandboxError(
      'Nothing can go wrong at "orders -> paymnts": no call there passes Faultline\'s proxy; take one of orders -> payments.',
    ),
  );
});

test('an editor can be told what each fault takes', () => {
  for (const fault of edgeFaults) {
    const schema = z.toJSONSchema(fault.options, { io: 'input' });
    expect(Object.keys(schema.properties ?? {})).toEqual(expect.arrayContaining(['edge', 'to']));
    expect(schema.additionalProperties).toBe(false);
  }
});
