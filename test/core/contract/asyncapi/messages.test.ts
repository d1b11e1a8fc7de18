import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ContractDiff } from '../../../../src/core/contract/change.ts';
import { diffAsyncApi } from '../../../../src/core/contract/asyncapi/diff-asyncapi.ts';
import { filesOf } from '../protobuf/compared.ts';

const diffOf = (before: string, after: string): ContractDiff =>
  diffAsyncApi(filesOf({ 'events.yaml': before }), filesOf({ 'events.yaml': after }), { today: '2026-06-15' });

const told = ({ changes }: ContractDiff): readonly string[] =>
  changes.map(({ severity, rule, element }) => `${severity} ${rule} ${element}`);

const version2 = (channels: string, rest = ''): string =>
  `asyncapi: 2.6.0\ninfo: {title: Shop, version: "1"}\nchannels: ${channels}\n${rest}`;

const version3 = (payload: string, { action = 'send', message = 'Created' } = {}): string => `asyncapi: 3.0.0
info: {title: Shop, version: "1"}
channels:
  created:
    address: orders.created
    messages:
      ${message}: {payload: ${payload}}
operations:
  tell: {action: ${action}, channel: {$ref: '#/channels/created'}}
`;

const message2 = (payload: string, verb = 'subscribe'): string =>
  version2(`{orders.created: {${verb}: {message: {name: Created, payload: ${payload}}}}}`);

const TOTAL = (type: string): string => `{type: object, properties: {total: {type: ${type}}}}`;

describe('what an application sends is judged by its readers, what it receives by its writers', () => {
  test.each<readonly [rule: string, before: string, after: string, expected: readonly string[]]>([
    [
      'another type of something that is sent (3)',
      version3(TOTAL('integer')),
      version3(TOTAL('string')),
      ['error response-property-type-changed send orders.created Created.payload.total'],
    ],
    [
      'another type of something that is received (3)',
      version3(TOTAL('integer'), { action: 'receive' }),
      version3(TOTAL('string'), { action: 'receive' }),
      ['error request-property-type-changed receive orders.created Created.payload.total'],
    ],
    [
      'in version 2, what others subscribe to is sent',
      message2('{required: [a], properties: {a: {}}}'),
      message2('{properties: {a: {}}}'),
      ['error response-property-became-optional send orders.created Created.payload.a'],
    ],
    [
      'in version 2, what others publish is received',
      message2('{properties: {a: {}}}', 'publish'),
      message2('{required: [a], properties: {a: {}}}', 'publish'),
      ['error request-property-became-required receive orders.created Created.payload.a'],
    ],
    ['a document that is only rewritten for version 3 says the same', message2(TOTAL('integer')), version3(TOTAL('integer')), []],
    [
      'a document is compared across versions',
      message2(TOTAL('integer')),
      version3(TOTAL('string')),
      ['error response-property-type-changed send orders.created Created.payload.total'],
    ],
    ['a channel that is gone', version2('{a: {}, b: {}}'), version2('{b: {}}'), ['error channel-removed channel a']],
    ['a channel that is new', version2('{a: {}}'), version2('{a: {}, b: {}}'), ['info channel-added channel b']],
    ['a parameter of a channel under another name is no change', version2('{"a.{id}": {}}'), version2('{"a.{key}": {}}'), []],
    ['a message under another name is the same message', version3('{}'), version3('{}', { message: 'Made' }), []],
    [
      'an operation that is gone',
      version2('{a: {publish: {}, subscribe: {}}}'),
      version2('{a: {publish: {}}}'),
      ['error operation-removed send a'],
    ],
    [
      'one of several messages that is gone or new',
      version2('{a: {subscribe: {message: {oneOf: [{name: A}, {name: B}]}}}}'),
      version2('{a: {subscribe: {message: {oneOf: [{name: A}, {name: C}, {name: D}]}}}}'),
      ['error sent-message-removed send a B', 'warning sent-message-added send a C', 'warning sent-message-added send a D'],
    ],
    [
      'another content type',
      version2('{a: {publish: {message: {name: A, contentType: application/json}}}}'),
      version2('{a: {publish: {message: {name: A}}}}', 'defaultContentType: text/plain'),
      ['error message-content-type-changed receive a A'],
    ],
    [
      'headers are schemas too, and may come from a trait',
      version2('{a: {publish: {message: {name: A, traits: [{headers: {properties: {k: {type: string}}}}]}}}}'),
      version2('{a: {publish: {message: {name: A, headers: {properties: {k: {type: integer}}}}}}}'),
      ['error request-property-type-changed receive a A.headers.k'],
    ],
    [
      'a schema in a language that is not compared',
      version2('{a: {publish: {message: {name: A, schemaFormat: application/vnd.apache.avro, payload: {type: record}}}}}'),
      version2('{a: {publish: {message: {name: A, schemaFormat: application/vnd.apache.avro, payload: {type: enum}}}}}'),
      ['warning message-schema-changed receive a A'],
    ],
    [
      'a server elsewhere, or with another protocol',
      version2('{}', 'servers: {a: {url: "kafka:1", protocol: kafka}, b: {url: x, protocol: amqp}}'),
      version2('{}', 'servers: {a: {url: "kafka:2", protocol: kafka}, b: {url: x, protocol: amqps}}'),
      ['error server-address-changed server a', 'error server-protocol-changed server b'],
    ],
    ['info is no contract', version2('{a: {}}'), version2('{a: {}}').replace('"1"', '"2"'), []],
  ])('%s', (_, before, after, expected) => {
    expect(told(diffOf(before, after))).toEqual(expected);
  });
});

test('a change names what it happened to, and shows it in both versions', () => {
  const [before, after] = [version3(TOTAL('integer')), version3(TOTAL('string'))];
  const [change] = diffOf(before, after).changes;
  expect(change?.message).toBe('`total` in the payload of `Created` (send orders.created) is of type `string` instead of `integer`.');
  expect([before.slice(...change!.before!.span), after.slice(...change!.after!.span)]).toEqual(['type: integer', 'type: string']);
});

const broken = (type: string): string => message2(`{properties: {a: {$ref: '#/gone'}, b: {type: ${type}}}}`);

const circular = (type: string): string =>
  `${message2("{$ref: '#/components/schemas/A'}")}\ncomponents: {schemas: {A: {properties: {b: {$ref: '#/components/schemas/B'}}}, B: {properties: {a: {$ref: '#/components/schemas/A'}, x: {type: ${type}}}}}}`;

describe('what keeps a part from being compared is said in one sentence', () => {
  test('a reference that leads nowhere', () => {
    const diff = diffOf(broken('integer'), broken('string'));
    expect([told(diff), diff.problems.map(({ side, message }) => `${side}: ${message}`)]).toEqual([
      ['error response-property-type-changed send orders.created Created.payload.b'],
      [
        'before: The reference #/gone leads nowhere; add what it names, or correct it.',
        'after: The reference #/gone leads nowhere; add what it names, or correct it.',
      ],
    ]);
  });

  test('a text that cannot be read to its end', () => {
    const diff = diffOf(message2('{}'), `${message2('{}')}\n- : : {`);
    expect(diff.problems).toHaveLength(1);
  });

  test('schemas that hold each other are compared once', () => {
    expect(told(diffOf(circular('integer'), circular('string')))).toEqual([
      'error response-property-type-changed send orders.created Created.payload.b.x',
    ]);
  });
});

test('any bytes', () => {
  const noise = fc.array(
    fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ': ',
      ', ',
      '"',
      '$ref',
      '#/',
      'a',
      'publish',
      'message',
      'oneOf',
      'payload',
      '\n',
      '- ',
      'é',
      '\0',
    ),
    { maxLength: 30 },
  );
  fc.assert(
    fc.property(noise, noise, fc.boolean(), (one, other, is3) => {
      const text = (body: readonly string[]): string => (is3 ? version3(body.join('')) : version2(body.join('')));
      for (const { message } of diffOf(text(one), text(other)).changes) expect(message).toMatch(/\.$/s);
    }),
    { numRuns: 300 },
  );
});
