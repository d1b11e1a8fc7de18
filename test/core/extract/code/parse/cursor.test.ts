import { expect, test } from 'vitest';
import { childOf, descendantsOf, firstOf, treeOf, type SyntaxNode } from '../../../../../src/core/extract/code/parse/cursor.ts';

const shape = (node: SyntaxNode): string =>
  node.children.length === 0 ? node.type : `${node.type}(${node.children.map(shape).join(' ')})`;

test('comments and punctuation are left out, keywords and operators stay', () => {
  expect(shape(treeOf('go', 'package a // why\nvar b = (1 + 2)\n'))).toBe(
    'source_file(package_clause(package package_identifier) var_declaration(var var_spec(identifier = expression_list(parenthesized_expression(binary_expression(int_literal + int_literal))))))',
  );
});

test('offsets count as JavaScript does, after characters of any width', () => {
  const text = 'package a\nvar é = "😀" + "x"';
  const [last] = [...descendantsOf(treeOf('go', text), 'interpreted_string_literal')].toReversed();
  expect(last && text.slice(last.start, last.end)).toBe('"x"');
});

test('fields and types find children', () => {
  const tree = treeOf('rust', 'fn f() {}');
  const item = firstOf(tree, 'function_item');
  expect(item && childOf(item, 'name')?.type).toBe('identifier');
  expect(item && childOf(item, 'missing')).toBeUndefined();
});

test('grammars are told apart', () => {
  expect(treeOf('java', 'class A {}').type).toBe('program');
  expect(treeOf('c-sharp', 'class A {}').type).toBe('compilation_unit');
});

test('what is broken is an error among the good', () => {
  expect(shape(treeOf('go', 'package a\nfunc ('))).toContain('ERROR');
});
