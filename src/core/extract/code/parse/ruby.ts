import type { Problem, Source } from '../../../model/source.ts';
import type { Expression, Module, Parameter, Statement } from '../syntax.ts';
import { chosen, spanOf } from './build.ts';
import { childOf, treeOf, type SyntaxNode } from './cursor.ts';
import { isRubyExpression, rubyExpression, rubyName } from './ruby-expression.ts';

/** Ruby's own syntax in the common one. Pure and total: broken code gives what is around it. */
export function rubyModule(source: Source): { module: Module; problems: Problem[] } {
  const root = treeOf('ruby', source.text);
  return { module: { language: 'Ruby', statements: rubyStatements(root.children, source.text) }, problems: [] };
}

type Read = (node: SyntaxNode, text: string) => readonly Statement[];

const STATEMENTS = new Map<string, Read>([
  ['class', classOf],
  ['module', classOf],
  ['method', methodOf],
  ['singleton_method', methodOf],
  ['assignment', assignmentOf],
  ['operator_assignment', assignmentOf],
  ['return', returnOf],
  ['call', callStatement],
  ['heredoc_body', () => []],
]);

/** They are expressions in Ruby, and stand as statements far more often. */
const OPENED = new Set(['if', 'unless', 'case', 'begin', 'while', 'until', 'if_modifier', 'unless_modifier', 'rescue_modifier']);

/** Statements in order; bodies of if, case, begin and loops stand beside what is around them. */
export function rubyStatements(nodes: readonly SyntaxNode[], text: string): Statement[] {
  return nodes.flatMap((node): readonly Statement[] => {
    const read = STATEMENTS.get(node.type);
    if (read) return read(node, text);
    if (isRubyExpression(node) && !OPENED.has(node.type)) return expressionStatement(node, text);
    return node.named ? rubyStatements(node.children, text) : [];
  });
}

/** A method's body gives back what its last expression is. */
function bodyOf(body: SyntaxNode | undefined, text: string): readonly Statement[] {
  const statements = body ? rubyStatements(body.type === 'body_statement' ? body.children : [body], text) : [];
  const last = statements.at(-1);
  const lone = body?.type === 'body_statement' ? loneValue(body, text) : undefined;
  if (lone) return [...statements, { kind: 'return', value: lone, span: lone.span }];
  if (last?.kind !== 'expression') return statements;
  return [...statements.slice(0, -1), { kind: 'return', value: last.value, span: last.span }];
}

/** Names and texts say nothing as statements, but a method that ends with one returns it. */
function loneValue(body: SyntaxNode, text: string): Expression | undefined {
  const last = body.children.findLast(child => child.named);
  return last && /^(string|identifier|constant|scope_resolution)$/.test(last.type) ? rubyExpression(last, text) : undefined;
}

function expressionStatement(node: SyntaxNode, text: string): readonly Statement[] {
  if (/^(identifier|constant|string|simple_symbol|integer|nil|true|false|self)$/.test(node.type)) return [];
  return [{ kind: 'expression', value: rubyExpression(node, text), span: spanOf(node) }];
}

function callStatement(node: SyntaxNode, text: string): readonly Statement[] {
  const method = childOf(node, 'method');
  const name = method && !childOf(node, 'receiver') ? text.slice(method.start, method.end) : '';
  if (name !== 'require' && name !== 'require_relative') return expressionStatement(node, text);
  const [given] = childOf(node, 'arguments')?.children ?? [];
  const value = given && rubyExpression(given, text);
  if (value?.kind !== 'text') return expressionStatement(node, text);
  const relative = name === 'require_relative' && !value.text.startsWith('.');
  return [{ kind: 'import', from: relative ? `./${value.text}` : value.text, names: [], span: spanOf(node) }];
}

function classOf(node: SyntaxNode, text: string): readonly Statement[] {
  const name = childOf(node, 'name');
  const base = childOf(node, 'superclass')?.children.find(child => child.named);
  const body = childOf(node, 'body');
  return [
    {
      kind: 'class',
      name: name ? rubyName(name, text).join('.') : '',
      bases: base ? [rubyName(base, text).join('.')] : [],
      annotations: [],
      parameters: [],
      body: body ? rubyStatements(body.children, text) : [],
      span: spanOf(node),
    },
  ];
}

function methodOf(node: SyntaxNode, text: string): readonly Statement[] {
  const name = childOf(node, 'name');
  return [
    {
      kind: 'function',
      name: name ? text.slice(name.start, name.end) : '',
      annotations: [],
      parameters: parametersOf(childOf(node, 'parameters'), text),
      body: bodyOf(childOf(node, 'body'), text),
      span: spanOf(node),
    },
  ];
}

export function parametersOf(list: SyntaxNode | undefined, text: string): readonly Parameter[] {
  return (list?.children ?? []).flatMap(child => {
    const name = childOf(child, 'name') ?? (child.type === 'identifier' ? child : undefined);
    if (!name) return [];
    const value = childOf(child, 'value');
    return [{ name: text.slice(name.start, name.end), annotations: [], ...(value && { default: rubyExpression(value, text) }) }];
  });
}

function assignmentOf(node: SyntaxNode, text: string): readonly Statement[] {
  const left = childOf(node, 'left');
  const right = childOf(node, 'right');
  if (!left || !right) return [];
  const value = right.type === 'assignment' ? rubyExpression(childOf(right, 'right') ?? right, text) : rubyExpression(right, text);
  const target = rubyExpression(left, text);
  const orElse = node.type === 'operator_assignment' && /\|\|=/.test(text.slice(left.end, right.start));
  return [
    {
      kind: 'assign',
      target: pathOf(target),
      value: orElse && target.kind === 'index' ? chosen([target, value], spanOf(node)) : value,
      annotations: [],
      span: spanOf(node),
    },
  ];
}

function pathOf(target: Expression): readonly string[] {
  if (target.kind === 'name') return target.path;
  // `config.host = x` is written as a call of `host=`.
  if (target.kind === 'call' && target.arguments.length === 0) return target.path;
  if (target.kind === 'index' && target.object.kind === 'name' && target.key.kind === 'text')
    return [...target.object.path, target.key.text];
  return [];
}

function returnOf(node: SyntaxNode, text: string): readonly Statement[] {
  const given = node.children.find(child => child.named);
  const value = given?.type === 'argument_list' ? given.children[0] : given;
  return [{ kind: 'return', ...(value && { value: rubyExpression(value, text) }), span: spanOf(node) }];
}
