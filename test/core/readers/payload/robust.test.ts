import { expect, test } from 'vitest';
import type { FilePath } from '../../../../src/core/model/source.ts';
import { payloadKeys } from '../../../../src/core/readers/payload/payload-keys.ts';
import { columnChanges } from '../../../../src/core/readers/tables/column-changes.ts';
import { columns } from '../../../../src/core/readers/tables/columns.ts';

const WORDS =
  'select|from|where|create table|(|)|,|;|\'|"|`|/*|--|$$|*|=|.|@|json.loads(|JSON.parse(|publish(|subscribe(|{|}|=>|class A|def f|func f|return|order|["id"]|\n'.split(
    '|',
  );

/** The same numbers every time. */
function* numbers(): Generator<number> {
  for (let state = 42; ;) yield (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648);
}

test('no text throws', () => {
  const random = numbers();
  const next = (below: number): number => Math.floor((random.next().value! / 2_147_483_648) * below);
  for (let round = 0; round < 300; round++) {
    const text = Array.from({ length: 40 }, () => WORDS[next(WORDS.length)]).join(next(2) === 0 ? ' ' : '');
    for (const ending of ['sql', 'py', 'ts', 'go', 'java', 'cs', 'rb', 'php', 'rs', 'kt', 'prisma']) {
      const source = { path: `a.${ending}` as FilePath, text };
      const texts = { paths: [source.path], read: () => text };
      const at = next(text.length);
      expect(() => payloadKeys(source, [at, Math.min(at + next(10), text.length)], texts)).not.toThrow();
      expect(() => columns(source, texts)).not.toThrow();
    }
  }
  const [one, other] = ['select a from b', '{['].map(text => ({ path: 'a.ts' as FilePath, text }));
  expect(() => columnChanges([one!], [other!])).not.toThrow();
});

test('what goes round in circles ends', () => {
  const text = 'def f(a):\n  b = a\n  a = b\n  c = {"x": c, **c}\n  g(c)\ndef g(c):\n  f(c)\n  channel.basic_publish(body=json.dumps(c))';
  const source = { path: 'a.py' as FilePath, text };
  const { keys } = payloadKeys(source, [text.indexOf('basic'), text.indexOf('basic') + 1], { paths: [source.path], read: () => text });
  expect(new Set(keys.map(({ path }) => path))).toEqual(new Set(['x']));
});

test.each<[what: string, text: string]>([
  ['opened comments', '/* '.repeat(60_000)],
  ['opened texts', "'".repeat(60_001)],
  ['dollar quotes', '$a$ $b$ '.repeat(20_000)],
  ['brackets', `select ${'('.repeat(40_000)}`],
  ['nested queries', 'select (select a from b where c in '.repeat(3000)],
])('a long text of %s is read in time', (_, text) => {
  const start = performance.now();
  columns({ path: 'a.sql' as FilePath, text });
  expect(performance.now() - start).toBeLessThan(5000);
});
