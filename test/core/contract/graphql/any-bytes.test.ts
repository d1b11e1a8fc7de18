import fc from 'fast-check';
import { expect, test } from 'vitest';
import { schemaDiff } from './schemas.ts';

const whole = `"""doc"""
directive @key(fields: String! = "id", n: [Int]) repeatable on OBJECT | FIELD_DEFINITION
schema { query: Query }
interface Node implements Base { id: ID! }
type Query implements Node & Base @key(fields: "id") { id: ID! orders(first: Int = 10, by: Sort = {up: true}): [Order!]! }
extend type Order { total: Money @deprecated(reason: "no") }
union Any = Order | Query
enum State { NEW PAID @deprecated }
input Sort @oneOf { up: Boolean = true sort: Sort }
scalar Money @specifiedBy(url: "x")
type constructor { toString: __proto__ hasOwnProperty(valueOf: State): Int }
`;

const NOISE = [
  '{',
  '}',
  '(',
  ')',
  '!',
  ':',
  '"',
  '"""',
  '@',
  '|',
  '&',
  '=',
  '\n',
  '#',
  'type ',
  'extend ',
  'input ',
  'Query',
  'é',
  '\0',
  '$',
  '...',
  'query {',
];
const edits = fc.array(fc.tuple(fc.nat(), fc.nat(12), fc.constantFrom(...NOISE)), { maxLength: 8 });

const edited = (text: string, changes: readonly (readonly [number, number, string])[]): string =>
  changes.reduce((now, [at, length, noise]) => {
    const start = at % (now.length + 1);
    return now.slice(0, start) + noise + now.slice(start + length);
  }, text);

test('any two texts are compared, and every place lies in its text', () => {
  fc.assert(
    fc.property(edits, edits, (one, other) => {
      const [before, after] = [edited(whole, one), edited(whole, other)];
      const { changes, problems } = schemaDiff(before, after);
      for (const change of changes) {
        expect(change.message).toMatch(/^[A-Z`].*\.$/s);
        if (change.before) expect(before.slice(...change.before.span)).not.toBe('');
        if (change.after) expect(after.slice(...change.after.span)).not.toBe('');
      }
      for (const { side, at } of problems) expect(at.span[1]).toBeLessThanOrEqual((side === 'before' ? before : after).length);
    }),
    { numRuns: 300 },
  );
});

test.each([
  ['lists', `type A { x: ${'['.repeat(50_000)}`],
  ['values', `type A { x(y: Int = ${'['.repeat(50_000)}): Int }`],
  ['types that hold each other', Array.from({ length: 2_000 }, (_, n) => `type T${n} { a: T${n + 1} }`).join('\n')],
  [
    'interfaces that hold each other',
    'interface A implements B { x: Int }\ninterface B implements A { x: Int }\ntype C implements A { x: Int }',
  ],
  ['faults', 'type A {{\n'.repeat(5_000)],
])('%s are read in bounded time', (_, text) => {
  const started = performance.now();
  schemaDiff(text, `${text}\ntype Z { z: Int }`);
  expect(performance.now() - started).toBeLessThan(5_000);
});
