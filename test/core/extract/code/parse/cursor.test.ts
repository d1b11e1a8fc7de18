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

const callee = (code: string) => shape([...descendantsOf(treeOf('go', `package a\nvar x = ${code}(1)`), 'selector_expression')][0]!);

test('a Go chain of names alone is one node; one with a call or an accent in it is taken apart', () => {
  expect(callee('os.x.Getenv')).toBe('selector_expression');
  expect(callee('os().Getenv')).toBe('selector_expression(call_expression(identifier argument_list) . field_identifier)');
  expect(callee('os.Été')).toBe('selector_expression(identifier . field_identifier)');
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
