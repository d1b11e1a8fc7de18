import type * as tree from 'oxc-parser';
import type { Statement } from '../../syntax.ts';
import { annotationsOf } from './annotations.ts';
import { expressionOf } from './expressions.ts';
import { functionStatement } from './functions.ts';
import { keyOf, typeText } from './names.ts';
import type { Reading } from './reading.ts';
import { statementsOf } from './statements.ts';

type ClassStatement = Extract<Statement, { kind: 'class' }>;

export function classOf(node: tree.Class, name: string, into: Reading): ClassStatement {
  const body: Reading = { text: into.text, statements: [] };
  for (const element of node.body.body) member(element, body);
  return {
    kind: 'class',
    name,
    bases: basesOf(node, into.text),
    annotations: node.decorators?.length ? annotationsOf(node.decorators, into) : [],
    parameters: [],
    body: body.statements,
    span: [node.start, node.end],
  };
}

/** What the class extends and implements, as written: `IEventHandler<OrderCreated>`. */
function basesOf(node: tree.Class, text: string): string[] {
  const bases: string[] = [];
  if (node.superClass) bases.push(text.slice(node.superClass.start, node.superTypeArguments?.end ?? node.superClass.end));
  for (const implemented of node.implements ?? []) bases.push(text.slice(implemented.start, implemented.end));
  return bases;
}

function member(element: tree.ClassElement, into: Reading): void {
  switch (element.type) {
    case 'MethodDefinition':
    case 'TSAbstractMethodDefinition': {
      const annotations = element.decorators?.length ? annotationsOf(element.decorators, into) : [];
      const method = functionStatement(keyOf(element, into.text), element.value, into);
      into.statements.push({ ...method, annotations, span: [element.start, element.end] });
      return;
    }
    case 'PropertyDefinition':
    case 'TSAbstractPropertyDefinition':
    case 'AccessorProperty':
    case 'TSAbstractAccessorProperty':
      field(element, into);
      return;
    case 'StaticBlock':
      into.statements.push(...statementsOf(element.body, into.text));
      return;
    case 'TSIndexSignature':
      return;
  }
}

function field(element: tree.PropertyDefinition | tree.AccessorProperty, into: Reading): void {
  const type = element.typeAnnotation && typeText(element.typeAnnotation, into.text);
  const value = element.value && expressionOf(element.value, into);
  into.statements.push({
    kind: 'assign',
    target: [keyOf(element, into.text)],
    ...(type ? { type } : {}),
    ...(value ? { value } : {}),
    annotations: element.decorators?.length ? annotationsOf(element.decorators, into) : [],
    span: [element.start, element.end],
  });
}

export function enumOf(node: tree.TSEnumDeclaration, into: Reading): ClassStatement {
  const body: Reading = { text: into.text, statements: [] };
  for (const entry of node.body.members) {
    const name = entry.id.type === 'Identifier' ? entry.id.name : entry.id.type === 'Literal' ? entry.id.value : undefined;
    if (name === undefined) continue;
    const value = entry.initializer && expressionOf(entry.initializer, body);
    body.statements.push({ kind: 'assign', target: [name], ...(value ? { value } : {}), annotations: [], span: [entry.start, entry.end] });
  }
  return {
    kind: 'class',
    name: node.id.name,
    bases: [],
    annotations: [],
    parameters: [],
    body: body.statements,
    span: [node.start, node.end],
  };
}
