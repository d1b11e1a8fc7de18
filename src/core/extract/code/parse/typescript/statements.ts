import type * as tree from 'oxc-parser';
import type { Expression, Statement } from '../../syntax.ts';
import { assigned } from './assignments.ts';
import { classOf, enumOf } from './classes.ts';
import { declarations } from './declarations.ts';
import { expressionOf } from './expressions.ts';
import { functionNamed } from './functions.ts';
import { exportsAll, exportsNamed, imports, importsEquals } from './imports.ts';
import { reading } from './reading.ts';
import type { Reading } from './reading.ts';

type Node = tree.Statement | tree.Directive;

/** The statements of a body, with blocks and control flow flattened into it. */
export function statementsOf(nodes: readonly Node[], text: string): Statement[] {
  const into = reading(text);
  for (const node of nodes) statement(node, into);
  return into.statements;
}

/** Keeps an expression for the calls and names in it; a plain name or constant says nothing alone. */
function keep(node: tree.Expression | null | undefined, into: Reading): void {
  if (!node) return;
  const value = expressionOf(node, into);
  if (telling(value)) into.statements.push({ kind: 'expression', value, span: value.span });
}

const telling = (value: Expression): boolean =>
  value.kind !== 'text' && value.kind !== 'number' && (value.kind !== 'other' || value.children.some(telling));

function statement(node: Node, into: Reading): void {
  switch (node.type) {
    case 'ExpressionStatement':
      if (node.expression.type === 'AssignmentExpression') assigned(node.expression, into);
      else keep(node.expression, into);
      return;
    case 'VariableDeclaration':
      declarations(node, into);
      return;
    case 'ReturnStatement':
      returned(node, into);
      return;
    case 'FunctionDeclaration':
    case 'TSDeclareFunction':
      functionNamed(node.id?.name ?? 'default', node, into);
      return;
    case 'ClassDeclaration':
      into.statements.push(classOf(node, node.id?.name ?? 'default', into));
      return;
    case 'TSEnumDeclaration':
      into.statements.push(enumOf(node, into));
      return;
    case 'TSModuleDeclaration':
      namespace(node, into);
      return;
    case 'TSExportAssignment':
      into.statements.push({
        kind: 'assign',
        target: ['module', 'exports'],
        value: expressionOf(node.expression, into),
        annotations: [],
        span: [node.start, node.end],
      });
      return;
    default:
      moduleStatement(node, into);
  }
}

function returned(node: tree.ReturnStatement, into: Reading): void {
  const value = node.argument ? expressionOf(node.argument, into) : undefined;
  into.statements.push({ kind: 'return', ...(value ? { value } : {}), span: [node.start, node.end] });
}

function namespace(node: Extract<tree.Statement, { type: 'TSModuleDeclaration' }>, into: Reading): void {
  if (node.declare || !node.body || node.body.type !== 'TSModuleBlock' || node.id.type !== 'Identifier') return;
  const body = statementsOf(node.body.body, into.text);
  into.statements.push({
    kind: 'class',
    name: node.id.name,
    bases: [],
    annotations: [],
    parameters: [],
    body,
    span: [node.start, node.end],
  });
}

function moduleStatement(node: Node, into: Reading): void {
  switch (node.type) {
    case 'ImportDeclaration':
      into.statements.push(imports(node));
      return;
    case 'TSImportEqualsDeclaration':
      importsEquals(node, into);
      return;
    case 'ExportAllDeclaration':
      into.statements.push(exportsAll(node));
      return;
    case 'ExportNamedDeclaration':
      if (node.declaration) statement(node.declaration, into);
      else exportsNamed(node, into);
      return;
    case 'ExportDefaultDeclaration':
      exportsDefault(node, into);
      return;
    default:
      controlFlow(node, into);
  }
}

function exportsDefault(node: tree.ExportDefaultDeclaration, into: Reading): void {
  const { declaration } = node;
  if (declaration.type === 'TSInterfaceDeclaration') return;
  if (declaration.type === 'FunctionDeclaration' || declaration.type === 'ClassDeclaration') {
    statement(declaration, into);
    const name = declaration.id?.name;
    if (name)
      into.statements.push({
        kind: 'assign',
        target: ['default'],
        value: nameAt(name, declaration),
        annotations: [],
        span: [node.start, node.end],
      });
    return;
  }
  const value = expressionOf(declaration as tree.Expression, into);
  into.statements.push({ kind: 'assign', target: ['default'], value, annotations: [], span: [node.start, node.end] });
}

const nameAt = (name: string, node: tree.Span): Expression => ({ kind: 'name', path: [name], span: [node.start, node.end] });

function controlFlow(node: Node, into: Reading): void {
  switch (node.type) {
    case 'BlockStatement':
      all(node.body, into);
      return;
    case 'IfStatement':
      keep(node.test, into);
      all([node.consequent, node.alternate], into);
      return;
    case 'TryStatement':
      all([node.block, node.handler?.body, node.finalizer], into);
      return;
    case 'SwitchStatement':
      keep(node.discriminant, into);
      for (const branch of node.cases) all(branch.consequent, into);
      return;
    case 'ThrowStatement':
      keep(node.argument, into);
      return;
    case 'LabeledStatement':
      statement(node.body, into);
      return;
    default:
      loop(node, into);
  }
}

function loop(node: Node, into: Reading): void {
  switch (node.type) {
    case 'WhileStatement':
    case 'DoWhileStatement':
      keep(node.test, into);
      statement(node.body, into);
      return;
    case 'ForStatement':
      if (node.init?.type === 'VariableDeclaration') declarations(node.init, into);
      else keep(node.init, into);
      keep(node.test, into);
      statement(node.body, into);
      return;
    case 'ForOfStatement':
    case 'ForInStatement':
      each(node, into);
      statement(node.body, into);
      return;
    default:
      return;
  }
}

/** `for (const topic of ['a', 'b'])`: the variable is any of them. */
function each(node: tree.ForOfStatement | tree.ForInStatement, into: Reading): void {
  const right = expressionOf(node.right, into);
  const variable = node.left.type === 'VariableDeclaration' ? node.left.declarations[0]?.id : undefined;
  if (right.kind !== 'list' || variable?.type !== 'Identifier' || node.type === 'ForInStatement') {
    if (telling(right)) into.statements.push({ kind: 'expression', value: right, span: right.span });
    return;
  }
  const value: Expression = { kind: 'choice', options: right.items, span: right.span };
  into.statements.push({ kind: 'assign', target: [variable.name], value, annotations: [], span: right.span });
}

function all(nodes: readonly (Node | null | undefined)[], into: Reading): void {
  for (const node of nodes) if (node) statement(node, into);
}
