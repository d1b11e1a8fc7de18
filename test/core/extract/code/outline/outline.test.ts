import { expect, test } from 'vitest';
import { blocksAround, outlineOf } from '../../../../../src/core/extract/code/outline/outline.ts';
import type { Language } from '../../../../../src/core/extract/code/syntax.ts';
import type { FilePath } from '../../../../../src/core/model/source.ts';

/** The blocks around `HERE`, outermost first: `function place loop catch`. */
function around(text: string, language: Language): string {
  const outline = outlineOf({ path: 'a' as FilePath, text }, language);
  return blocksAround(outline, text.indexOf('HERE'))
    .map(({ kind, name, async }) => [async ? 'async' : '', kind, name ?? ''].filter(part => part !== '').join(' '))
    .join(', ');
}

test('functions, loops and catches of TypeScript', () => {
  expect(
    around(
      'async function place(order: Order): Promise<void> {\n  for (const line of order.lines) {\n    try { send(line) } catch (error) { HERE }\n  }\n}',
      'TypeScript',
    ),
  ).toBe('async function place, loop, catch');
  expect(around('const place = async (order) => {\n  while (true) HERE;\n};', 'TypeScript')).toBe('async function place, loop');
  expect(around("app.get('/', (req, res) => res.send(HERE));", 'JavaScript')).toBe('function');
  expect(around('class Orders {\n  async place(order) {\n    if (order) { HERE }\n  }\n}', 'JavaScript')).toBe(
    'async function place, branch',
  );
});

test('texts, comments and regular expressions hold no brackets', () => {
  expect(around('function a() {\n  const b = "}"; // }\n  const c = /[}]/;\n  HERE\n}', 'JavaScript')).toBe('function a');
  expect(around('def a():\n    b = """\nfor x in y:\n"""\n    HERE\n', 'Python')).toBe('function a');
});

test('Go', () => {
  expect(
    around(
      'func (s *S) Place(ctx context.Context) (*pb.O, error) {\n\tfor i := 0; i < 3; i++ {\n\t\tif err != nil {\n\t\t\tHERE\n\t\t}\n\t}\n}',
      'Go',
    ),
  ).toBe('function Place, loop, branch');
  expect(around('func a() {\n\tgo func() {\n\t\tHERE\n\t}()\n}', 'Go')).toBe('function a, function');
});

test('Java', () => {
  expect(
    around(
      'class A {\n  public Order place(Order order) throws IOException {\n    for (Line line : order.lines()) { HERE }\n  }\n}',
      'Java',
    ),
  ).toBe('function place, loop');
});

test('Python by its indentation', () => {
  expect(
    around(
      'async def place(\n    order,\n):\n    while True:\n        try:\n            send(order)\n        except Exception:\n            HERE\n    done()\n',
      'Python',
    ),
  ).toBe('async function place, loop, catch');
  expect(around('def a():\n    for b in c:\n        d()\n    HERE\n', 'Python')).toBe('function a');
});

test('brackets that do not match end with the text', () => {
  for (const text of ['function a() { HERE', ')]}HERE{[(', 'HERE'.repeat(3), ''])
    expect(() => outlineOf({ path: 'a' as FilePath, text }, 'TypeScript').blocks).not.toThrow();
});
