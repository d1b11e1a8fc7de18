import type { Problem, Source } from '../../../model/source.ts';
import type { Annotation, Module, Parameter, Statement } from '../syntax.ts';
import { spanOf } from './build.ts';
import { childOf, firstOf, treeOf, type SyntaxNode } from './cursor.ts';
import { isJavaExpression, javaExpression, lastName, writtenType } from './java-expression.ts';

/** Java's own syntax in the common one. Pure and total: broken code gives what is around it. */
export function javaModule(source: Source): { module: Module; problems: Problem[] } {
  const root = treeOf('java', source.text);
  const statements = javaStatements(root.children, source.text);
  const declared = firstOf(root, 'package_declaration');
  const name = declared?.children.find(child => child.type.endsWith('identifier'));
  const namespace = name && source.text.slice(name.start, name.end);
  return { module: { language: 'Java', ...(namespace !== undefined && { namespace }), statements }, problems: [] };
}

type Read = (node: SyntaxNode, text: string) => readonly Statement[];

const STATEMENTS = new Map<string, Read>([
  ['package_declaration', () => []],
  ['import_declaration', importOf],
  ['class_declaration', classOf],
  ['interface_declaration', classOf],
  ['enum_declaration', classOf],
  ['record_declaration', classOf],
  ['annotation_type_declaration', classOf],
  ['field_declaration', variablesOf],
  ['constant_declaration', variablesOf],
  ['local_variable_declaration', variablesOf],
  ['enum_constant', enumConstantOf],
  ['method_declaration', methodOf],
  ['constructor_declaration', methodOf],
  ['compact_constructor_declaration', methodOf],
  ['resource', resourceOf],
  ['return_statement', returnOf],
  ['expression_statement', (node, text) => node.children.flatMap(child => expressionStatement(child, text))],
  ['modifiers', () => []],
]);

/** Statements in order; control flow is opened up, so that its bodies and conditions stand beside what is around them. */
export function javaStatements(nodes: readonly SyntaxNode[], text: string): Statement[] {
  return nodes.flatMap(node => {
    const read = STATEMENTS.get(node.type);
    if (read) return read(node, text);
    if (isJavaExpression(node) && node.type !== 'switch_expression') return expressionStatement(node, text);
    return node.named ? javaStatements(node.children, text) : [];
  });
}

function expressionStatement(node: SyntaxNode, text: string): readonly Statement[] {
  if (node.type === 'switch_expression') return javaStatements(node.children, text);
  if (!isJavaExpression(node) || /^(identifier|type_identifier|this|super)$/.test(node.type)) return [];
  const left = node.type === 'assignment_expression' ? childOf(node, 'left') : undefined;
  const right = childOf(node, 'right');
  if (!left || !right) return [{ kind: 'expression', value: javaExpression(node, text), span: spanOf(node) }];
  const target = javaExpression(left, text);
  const path = target.kind === 'name' ? target.path : [];
  return [{ kind: 'assign', target: path, value: javaExpression(right, text), annotations: [], span: spanOf(node) }];
}

function importOf(node: SyntaxNode, text: string): readonly Statement[] {
  const name = node.children.find(child => child.type.endsWith('identifier'));
  if (!name) return [];
  const written = text.slice(name.start, name.end).replace(/\s+/g, '');
  const span = spanOf(node);
  const whole = firstOf(node, 'asterisk') !== undefined;
  if (whole) return [{ kind: 'import', from: written, names: [], span }];
  const path = written.split('.');
  const local = path.at(-1)!;
  if (!firstOf(node, 'static')) return [{ kind: 'import', from: written, names: [{ local, imported: local }], span }];
  const owner = path.at(-2) ?? local;
  return [{ kind: 'import', from: path.slice(0, -1).join('.'), names: [{ local, imported: `${owner}.${local}` }], span }];
}

function classOf(node: SyntaxNode, text: string): readonly Statement[] {
  const heads = node.children.filter(child => /^(superclass|super_interfaces|extends_interfaces)$/.test(child.type));
  const bases = heads.flatMap(head =>
    (firstOf(head, 'type_list') ?? head).children.filter(child => child.named).map(type => writtenType(type, text)),
  );
  const body = childOf(node, 'body');
  return [
    {
      kind: 'class',
      name: nameOf(node, text),
      bases,
      annotations: annotationsOf(node, text),
      parameters: parametersOf(node, text),
      body: body ? javaStatements(body.children, text) : [],
      span: spanOf(node),
    },
  ];
}

const nameOf = (node: SyntaxNode, text: string): string => {
  const name = childOf(node, 'name');
  return name ? text.slice(name.start, name.end) : '';
};

function variablesOf(node: SyntaxNode, text: string): readonly Statement[] {
  const type = childOf(node, 'type');
  const annotations = annotationsOf(node, text);
  return node.children
    .filter(child => child.type === 'variable_declarator')
    .map(declarator => {
      const value = childOf(declarator, 'value');
      const written = type && writtenType(type, text);
      return {
        kind: 'assign',
        target: [nameOf(declarator, text)],
        ...(written !== undefined && written !== 'var' && { type: written }),
        ...(value && { value: javaExpression(value, text) }),
        annotations,
        span: spanOf(node),
      };
    });
}

/** `ORDERS("orders")` is what its one text says; other members are constructions. */
function enumConstantOf(node: SyntaxNode, text: string): readonly Statement[] {
  const values =
    childOf(node, 'arguments')
      ?.children.filter(child => child.named)
      .map(child => javaExpression(child, text)) ?? [];
  const [first] = values.filter(value => value.kind === 'text');
  const body = firstOf(node, 'class_body');
  return [
    {
      kind: 'assign',
      target: [nameOf(node, text)],
      ...(first && { value: first }),
      annotations: annotationsOf(node, text),
      span: spanOf(node),
    },
    ...(body ? javaStatements(body.children, text) : []),
  ];
}

function methodOf(node: SyntaxNode, text: string): readonly Statement[] {
  const returns = childOf(node, 'type');
  const body = childOf(node, 'body');
  return [
    {
      kind: 'function',
      name: nameOf(node, text),
      annotations: annotationsOf(node, text),
      parameters: parametersOf(node, text),
      ...(returns && { returns: writtenType(returns, text) }),
      body: body ? javaStatements(body.children, text) : [],
      span: spanOf(node),
    },
  ];
}

function resourceOf(node: SyntaxNode, text: string): readonly Statement[] {
  const value = childOf(node, 'value');
  const type = childOf(node, 'type');
  if (!value) return [];
  const written = type && writtenType(type, text);
  const named = written !== undefined && written !== 'var' && { type: written };
  return [
    { kind: 'assign', target: [nameOf(node, text)], ...named, value: javaExpression(value, text), annotations: [], span: spanOf(node) },
  ];
}

function returnOf(node: SyntaxNode, text: string): readonly Statement[] {
  const value = node.children.find(child => child.named);
  return [{ kind: 'return', ...(value && { value: javaExpression(value, text) }), span: spanOf(node) }];
}

function parametersOf(node: SyntaxNode, text: string): readonly Parameter[] {
  const list = childOf(node, 'parameters');
  if (!list) return [];
  return list.children
    .filter(child => /^(formal|spread)_parameter$/.test(child.type))
    .map(parameter => {
      const type = childOf(parameter, 'type') ?? parameter.children.find(child => /type|identifier/.test(child.type));
      const name = nameOf(parameter, text) || nameOf(firstOf(parameter, 'variable_declarator') ?? parameter, text);
      return { name, ...(type && { type: writtenType(type, text) }), annotations: annotationsOf(parameter, text) };
    });
}

function annotationsOf(node: SyntaxNode, text: string): readonly Annotation[] {
  const modifiers = firstOf(node, 'modifiers');
  if (!modifiers) return [];
  return modifiers.children
    .filter(child => child.type === 'annotation' || child.type === 'marker_annotation')
    .map(child => annotationOf(child, text));
}

export function annotationOf(node: SyntaxNode, text: string): Annotation {
  const list = childOf(node, 'arguments')?.children ?? [];
  const named = [...list]
    .filter(child => child.type === 'element_value_pair')
    .flatMap(pair => {
      const key = childOf(pair, 'key');
      const value = childOf(pair, 'value');
      return key && value ? [{ key: text.slice(key.start, key.end), value: javaExpression(value, text), span: spanOf(pair) }] : [];
    });
  const values = list.filter(child => child.named && child.type !== 'element_value_pair').map(child => javaExpression(child, text));
  return { name: lastName(nameOf(node, text)), arguments: values, named, span: spanOf(node) };
}
