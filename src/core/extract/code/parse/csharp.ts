import type { Problem, Source } from '../../../model/source.ts';
import type { Annotation, Expression, Module, Statement } from '../syntax.ts';
import { joined, spanOf } from './build.ts';
import { argumentsOf } from './csharp-call.ts';
import { csharpExpression, textOf, type CsharpFile } from './csharp-expression.ts';
import { annotationsOf, parametersOf } from './csharp-parameters.ts';
import { csharpPath } from './csharp-text.ts';
import { childOf, firstOf, treeOf, type SyntaxNode } from './cursor.ts';

/** One C# file in the common tree. Pure and total. */
export function csharpModule(source: Source): { module: Module; problems: Problem[] } {
  const root = treeOf('c-sharp', source.text);
  const file: CsharpFile = {
    text: source.text,
    statements: node => statementsOf(node, file),
    parameters: list => parametersOf(list, file),
  };
  const [space] = root.children.filter(child => child.type.endsWith('namespace_declaration'));
  const name = space && childOf(space, 'name');
  const module: Module = { language: 'C#', statements: statementsOf(root, file), ...(name && { namespace: textOf(name, file) }) };
  return { module, problems: [] };
}

/** Control flow, namespaces and preprocessor branches are flattened. */
function statementsOf(node: SyntaxNode, file: CsharpFile): Statement[] {
  switch (node.type) {
    case 'using_directive':
      return importOf(node, file);
    case 'class_declaration':
    case 'record_declaration':
    case 'struct_declaration':
    case 'record_struct_declaration':
    case 'interface_declaration':
    case 'enum_declaration':
      return [classOf(node, file)];
    case 'method_declaration':
    case 'constructor_declaration':
    case 'local_function_statement':
      return [functionOf(node, file)];
    case 'property_declaration':
      return propertyOf(node, file);
    case 'variable_declaration':
      return declared(node, [], file);
    case 'field_declaration':
      return declared(firstOf(node, 'variable_declaration') ?? node, annotationsOf(node, file), file);
    case 'enum_member_declaration':
      return enumMember(node, file);
    case 'return_statement':
    case 'arrow_expression_clause':
      return [returned(node, file)];
    case 'assignment_expression':
      return assigned(node, file);
    case 'throw_statement':
    case 'attribute_list':
    case 'global_attribute':
    case 'modifier':
    case 'break_statement':
      return [];
    default:
      return isExpression(node) ? evaluated(node, file) : statementChildren(node, file);
  }
}

const isExpression = (node: SyntaxNode): boolean => /_expression$|_literal$|^identifier$|name$/.test(node.type);

/** Types, names and patterns say what, not that something is done. */
const isSkipped = (child: SyntaxNode): boolean =>
  !child.named || child.field === 'type' || child.field === 'name' || child.field === 'pattern';

function statementChildren(node: SyntaxNode, file: CsharpFile): Statement[] {
  return node.children.filter(child => !isSkipped(child)).flatMap(child => statementsOf(child, file));
}

function evaluated(node: SyntaxNode, file: CsharpFile): Statement[] {
  const value = csharpExpression(node, file);
  return value.kind === 'name' || value.kind === 'number' ? [] : [{ kind: 'expression', value, span: spanOf(node) }];
}

function importOf(node: SyntaxNode, file: CsharpFile): Statement[] {
  const alias = childOf(node, 'name');
  const target = node.children.findLast(child => child.named && child !== alias);
  if (!target) return [];
  const names = alias ? [{ local: textOf(alias, file), imported: '*' }] : [];
  return [{ kind: 'import', from: csharpPath(textOf(target, file)).join('.'), names, span: spanOf(node) }];
}

function classOf(node: SyntaxNode, file: CsharpFile): Statement {
  const name = childOf(node, 'name');
  const body = childOf(node, 'body');
  const bases = firstOf(node, 'base_list')?.children.filter(child => child.named && child.type !== 'argument_list') ?? [];
  return {
    kind: 'class',
    name: name ? textOf(name, file) : '',
    bases: bases.map(base => textOf(base.type === 'primary_constructor_base_type' ? (base.children[0] ?? base) : base, file)),
    annotations: annotationsOf(node, file),
    parameters: parametersOf(childOf(node, 'parameters') ?? firstOf(node, 'parameter_list'), file),
    body: body ? statementChildren(body, file) : [],
    span: spanOf(node),
  };
}

function functionOf(node: SyntaxNode, file: CsharpFile): Statement {
  const name = childOf(node, 'name');
  const returns = childOf(node, 'returns') ?? childOf(node, 'type');
  const body = childOf(node, 'body');
  const initializer = firstOf(node, 'constructor_initializer');
  return {
    kind: 'function',
    name: name ? textOf(name, file) : '',
    annotations: annotationsOf(node, file),
    parameters: parametersOf(childOf(node, 'parameters'), file),
    ...(returns && { returns: textOf(returns, file) }),
    body: [...(initializer ? baseCall(initializer, file) : []), ...(body ? statementsOf(body, file) : [])],
    span: spanOf(node),
  };
}

function baseCall(node: SyntaxNode, file: CsharpFile): Statement[] {
  const given = argumentsOf(firstOf(node, 'argument_list'), file);
  return [
    {
      kind: 'expression',
      value: { kind: 'call', path: ['base'], ...given, types: [], constructs: false, span: spanOf(node) },
      span: spanOf(node),
    },
  ];
}

/** A property with a value is a field; one with a body is a function without parameters. */
function propertyOf(node: SyntaxNode, file: CsharpFile): Statement[] {
  const name = childOf(node, 'name');
  const type = childOf(node, 'type');
  const value = childOf(node, 'value');
  const accessors = childOf(node, 'accessors');
  const bodies = accessors ? statementChildren(accessors, file) : [];
  const annotations = annotationsOf(node, file);
  const target = name ? textOf(name, file) : '';
  if (bodies.length > 0) {
    return [
      {
        kind: 'function',
        name: target,
        annotations,
        parameters: [],
        ...(type && { returns: textOf(type, file) }),
        body: bodies,
        span: spanOf(node),
      },
    ];
  }
  const given = value?.type === 'arrow_expression_clause' ? value.children.find(child => child.named) : value;
  return [
    {
      kind: 'assign',
      target: [target],
      ...typed(type, file),
      ...(given && { value: targetTyped(csharpExpression(given, file), type && textOf(type, file), target) }),
      annotations,
      span: spanOf(node),
    },
  ];
}

const typed = (type: SyntaxNode | undefined, file: CsharpFile): { readonly type?: string } =>
  type && type.type !== 'implicit_type' ? { type: textOf(type, file).replace(/\?$/, '') } : {};

function declared(node: SyntaxNode, annotations: readonly Annotation[], file: CsharpFile): Statement[] {
  const type = typed(childOf(node, 'type'), file);
  return node.children
    .filter(child => child.type === 'variable_declarator')
    .flatMap((declarator): Statement[] => {
      const name = childOf(declarator, 'name');
      const value = declarator.children.findLast(child => child.named && child !== name && child.type !== 'bracketed_argument_list');
      if (!name) return [];
      const given = value && targetTyped(csharpExpression(value, file), type.type, textOf(name, file));
      return [
        { kind: 'assign', target: [textOf(name, file)], ...type, ...(given && { value: given }), annotations, span: spanOf(declarator) },
      ];
    });
}

/** `new("http://x")` takes the type of what it is given to; where only the name is seen, an address is a Uri. */
export function targetTyped(value: Expression, type: string | undefined, name: string): Expression {
  if (value.kind !== 'call' || !value.constructs || value.path.length > 0) return value;
  if (type) return { ...value, path: csharpPath(type) };
  return /(Uri|Url|Address|Endpoint)$/i.test(name) ? { ...value, path: ['Uri'] } : value;
}

function assigned(node: SyntaxNode, file: CsharpFile): Statement[] {
  const left = childOf(node, 'left');
  const right = childOf(node, 'right');
  if (!left || !right) return [];
  const to = csharpExpression(left, file);
  const target = targetOf(to);
  const given = csharpExpression(right, file);
  if (!target || target[0] === '_') return [{ kind: 'expression', value: given, span: spanOf(node) }];
  const value =
    childOf(node, 'operator')?.type === '+=' ? joined([to, given], spanOf(right)) : targetTyped(given, undefined, target.at(-1) ?? '');
  return [{ kind: 'assign', target, value, annotations: [], span: spanOf(node) }];
}

function targetOf(left: Expression): readonly string[] | undefined {
  if (left.kind === 'name') return left.path;
  if (left.kind !== 'index' || left.key.kind !== 'text') return undefined;
  const object = targetOf(left.object) ?? (left.object.kind === 'call' ? left.object.path : undefined);
  return object && [...object, left.key.text];
}

function enumMember(node: SyntaxNode, file: CsharpFile): Statement[] {
  const name = childOf(node, 'name');
  const value = childOf(node, 'value');
  return name
    ? [
        {
          kind: 'assign',
          target: [textOf(name, file)],
          ...(value && { value: csharpExpression(value, file) }),
          annotations: annotationsOf(node, file),
          span: spanOf(node),
        },
      ]
    : [];
}

function returned(node: SyntaxNode, file: CsharpFile): Statement {
  const value = node.children.find(child => child.named && child.type !== 'throw_expression');
  return { kind: 'return', ...(value && { value: csharpExpression(value, file) }), span: spanOf(node) };
}
