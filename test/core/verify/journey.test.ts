import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { journeySchema } from '../../../src/core/verify/journey.ts';
import { filled, mismatch, ownValues, valueAt } from '../../../src/core/verify/journey-values.ts';

/** What is wrong with a journey, each with its path; the steps are YAML. */
function problems(steps: string): readonly string[] {
  const result = journeySchema.safeParse({ name: 'checkout', steps: parse(steps) as unknown });
  return result.success ? [] : result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
}

const order = `- http: { service: orders, method: POST, path: /orders, body: { total: 5 }, expect: { status: 201 }, save: { id: $.id } }`;

test('a journey of requests, messages and waits is read', () => {
  const steps = `${order}
- grpc: { service: stock, port: 50051, proto: protos/stock.proto, method: shop.Stock/Reserve, message: { order: "\${id}" } }
- message: { broker: nats, protocol: nats, topic: orders.placed, payload: { id: "\${id}" } }
- until: { http: { service: orders, path: "/orders/\${id}", expect: { body: { state: shipped } } }, within: 10 }`;
  expect(problems(steps)).toEqual([]);
});

test('the method of a request is GET where nobody says otherwise', () => {
  const journey = journeySchema.parse({ name: 'look', steps: [{ http: { service: 'orders', path: '/' } }] });
  expect(journey.steps[0]?.http?.method).toBe('GET');
});

test.each([
  [
    'an unknown key',
    `- http: { service: orders, path: /, stauts: 200 }`,
    /^steps\.0\.http: an HTTP step has no "stauts"; it may have service, port, method/,
  ],
  ['an unknown method', `- http: { service: orders, method: FETCH, path: / }`, /^steps\.0\.http\.method: expected one of GET, HEAD, POST/],
  ['a path that is none', `- http: { service: orders, path: orders }`, /^steps\.0\.http\.path: a path begins with \//],
  ['a port that is a text', `- http: { service: orders, port: web, path: / }`, /^steps\.0\.http\.port: expected a port of the container/],
  ['no service', `- http: { path: / }`, /^steps\.0\.http\.service: expected the name of a compose service, as in service: orders/],
  [
    'a status that is none',
    `- http: { service: orders, path: /, expect: { status: good } }`,
    /^steps\.0\.http\.expect\.status: expected a status, a list of them or a class/,
  ],
  [
    'two things in one step',
    `- { http: { service: orders, path: / }, message: { broker: n, protocol: nats, topic: t, payload: 1 } }`,
    /^steps\.0: expected exactly one of http, grpc, message, until/,
  ],
  [
    'a wait without an end',
    `- until: { http: { service: orders, path: / } }`,
    /^steps\.0\.until\.within: expected seconds, as in within: 10/,
  ],
  [
    'a method without its service',
    `- grpc: { service: stock, proto: a.proto, method: Reserve }`,
    /^steps\.0\.grpc\.method: expected package, service and method/,
  ],
  [
    'an unknown broker',
    `- message: { broker: mq, protocol: mqtt, topic: t, payload: 1 }`,
    /^steps\.0\.message\.protocol: expected one of nats, redis-stream/,
  ],
  [
    'a path into the answer that is none',
    `- http: { service: orders, path: /, save: { id: orderId } }`,
    /^steps\.0\.http\.save\.id: expected a path into the answer/,
  ],
  [
    'a value that nobody saved',
    `- http: { service: orders, path: "/orders/\${id}" }`,
    /^steps\.0: no earlier step saves \$\{id\}; there is \$\{uuid\}, \$\{sequence\}/,
  ],
  ['no steps', `[]`, /^steps: expected one step at least/],
])('%s is said with its place and what is expected', (_, steps, sentence) => {
  expect(problems(steps)).toEqual([expect.stringMatching(sentence)]);
});

test('what a later step saves is not there before', () => {
  expect(problems(`- http: { service: orders, path: "/\${id}" }\n${order}`)).toHaveLength(1);
});

const uuid = (seed: number, sequence: number): unknown => ownValues({ journey: 'checkout', seed, sequence }).get('uuid');

test('the same request of the same run has the same values, any other has others', () => {
  expect(uuid(1, 2)).toBe(uuid(1, 2));
  expect(uuid(1, 2)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(new Set([uuid(1, 2), uuid(1, 3), uuid(2, 2)]).size).toBe(3);
});

test('a name alone becomes its value, within a text it is written out, and an unknown one stays', () => {
  const values = new Map<string, unknown>([
    ['n', 7],
    ['o', { a: 1 }],
  ]);
  expect(filled({ alone: '${n}', inside: 'order ${n}', object: '${o}', unknown: '${x}', deep: ['${n}'] }, values)).toEqual({
    alone: 7,
    inside: 'order 7',
    object: { a: 1 },
    unknown: '${x}',
    deep: [7],
  });
});

test('a path leads to a value, and to nothing where there is none', () => {
  const answer = { items: [{ id: 'a' }], 'a b': 1 };
  expect([
    valueAt(answer, '$.items[0].id'),
    valueAt(answer, "$['a b']"),
    valueAt(answer, '$.items[1].id'),
    valueAt(answer, '$.length'),
    valueAt(answer, '$.constructor'),
  ]).toEqual(['a', 1, undefined, undefined, undefined]);
});

test.each([
  [{ state: 'paid' }, { state: 'paid', id: 1 }, undefined],
  [{ state: 'paid' }, { state: 'open' }, '$.state is "open" and not "paid"'],
  [{ state: 'paid' }, [], '$ is [] and no object'],
  [{ a: { b: 1 } }, { a: {} }, '$.a.b is missing and not 1'],
  [[1, 2], [1], '$ has 1 item and not 2'],
  [[{ a: 1 }], [{ a: 1, b: 2 }], undefined],
  [{ toString: 1 }, {}, '$.toString is missing and not 1'],
])('only what is expected of an answer counts: %j of %j', (expected, actual, wrong) => {
  expect(mismatch(expected, actual)).toBe(wrong);
});
