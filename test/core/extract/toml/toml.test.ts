import { expect, test } from 'vitest';
import { tomlTree } from '../../../../src/core/extract/toml/parse.ts';
import type { Node } from '../../../../src/core/yaml/tree.ts';

function plain(node: Node): unknown {
  if (node.kind === 'scalar') return node.text;
  return node.kind === 'sequence' ? node.items.map(plain) : Object.fromEntries(node.entries.map(({ key, value }) => [key, plain(value)]));
}

const read = (text: string) => plain(tomlTree({ path: 'a.toml' as never, text }));

test('tables, lists of tables, dotted and quoted keys', () => {
  expect(read('a = 1\nb.c = "x"\n[t."u.v"]\nd = true\n[[l]]\ne = 1\n[l.sub]\nf = 2\n[[l]]\ne = 3\n')).toEqual({
    a: '1',
    b: { c: 'x' },
    t: { 'u.v': { d: 'true' } },
    l: [{ e: '1', sub: { f: '2' } }, { e: '3' }],
  });
});

test('lists over lines, inline tables, texts of every kind', () => {
  expect(read('a = [\n  "x", # y\n  \'z\',\n]\nb = { c = 1, d.e = "f" }\ng = """h\ni"""\n')).toEqual({
    a: ['x', 'z'],
    b: { c: '1', d: { e: 'f' } },
    g: 'h\ni',
  });
});

test('a line that is no TOML is passed over', () => {
  expect(read('???\na = 1\n[b\nc = 2\n')).toEqual({ a: '1', b: { c: '2' } });
});
