import type { Problem, Source } from '../../../model/source.ts';
import type { Annotation, Module, Parameter, Statement } from '../syntax.ts';
import { spanOf } from './build.ts';
import { childOf, firstOf, treeOf, type SyntaxNode } from './cursor.ts';
import { documentedAnnotations } from './php-comments.ts';
import { argumentsOf, isPhpExpression, phpExpression, phpName, targetOf } from './php-expression.ts';

/** PHP's own syntax in the common one. Pure and total: broken code gives what is around it. */
export function phpModule(source: Source): { module: Module; problems: Problem[] } {
  const root = treeOf('php', source.text);
  const declared = firstOf(root, 'namespace_definition');
  const name = declared && childOf(declared, 'name');
  const namespace = name && source.text.slice(name.start, name.end);
  const statements = phpStatements(root.children, source.text);
  return { module: { language: 'PHP', ...(namespace !== undefined && { namespace }), statements }, problems: [] };
}

type Read = (node: SyntaxNode, text: string) => readonly Statement[];

const STATEMENTS = new Map<string, Read>([
  ['namespace_definition', (node, text) => phpStatements(childOf(node, 'body')?.children ?? [], text)],
  ['namespace_use_declaration', useOf],
  ['class_declaration', classOf],
  ['interface_declaration', classOf],
  ['trait_declaration', classOf],
  ['enum_declaration', classOf],
  ['method_declaration', functionOf],
  ['function_definition', functionOf],
  ['property_declaration', propertiesOf],
  ['const_declaration', constantsOf],
  ['enum_case', constantsOf],
  ['return_statement', returnOf],
  ['expression_statement', (node, text) => node.children.flatMap(child => expressionStatement(child, text))],
  ['text', () => []],
  ['text_interpolation', () => []],
]);

/** Statements in order; bodies of if, foreach, try and switch stand beside what is around them. */
export function phpStatements(nodes: readonly SyntaxNode[], text: string): Statement[] {
  return nodes.flatMap((node): readonly Statement[] => {
    const read = STATEMENTS.get(node.type);
    if (read) return read(node, text);
    if (isPhpExpression(node)) return expressionStatement(node, text);
    return node.named ? phpStatements(node.children, text) : [];
  });
}

function expressionStatement(node: SyntaxNode, text: string): readonly Statement[] {
  if (/^(require|include)(_once)?_expression$/.test(node.type)) return requireOf(node, text);
  if (node.type === 'assignment_expression' || node.type === 'augmented_assignment_expression') return assignmentOf(node, text);
  if (!isPhpExpression(node) || /^(name|variable_name|string|integer|boolean|null)$/.test(node.type)) return [];
  return [{ kind: 'expression', value: phpExpression(node, text), span: spanOf(node) }];
}

function assignmentOf(node: SyntaxNode, text: string): readonly Statement[] {
  const left = childOf(node, 'left');
  const right = childOf(node, 'right');
  if (!left || !right) return [];
  const inner = right.type === 'assignment_expression' ? assignmentOf(right, text) : [];
  return [
    ...inner,
    { kind: 'assign', target: targetOf(left, text), value: phpExpression(right, text), annotations: [], span: spanOf(node) },
  ];
}

/** `require __DIR__ . '/orders.php'` is relative to the file. */
function requireOf(node: SyntaxNode, text: string): readonly Statement[] {
  const given = node.children.find(child => child.named);
  const value = given && phpExpression(given, text);
  const parts = value?.kind === 'join' ? value.parts : value ? [value] : [];
  const path = parts.findLast(part => part.kind === 'text');
  if (path?.kind !== 'text') return [];
  const from =
    parts.length > 1 ? `.${path.text.startsWith('/') ? '' : '/'}${path.text}` : /^[./]/.test(path.text) ? path.text : `./${path.text}`;
  return [{ kind: 'import', from, names: [], span: spanOf(node) }];
}

function useOf(node: SyntaxNode, text: string): readonly Statement[] {
  const group = childOf(node, 'body');
  const before = group ? firstOf(node, 'namespace_name') : undefined;
  const prefix = before ? `${text.slice(before.start, before.end)}\\` : '';
  return (group ?? node).children
    .filter(child => child.type === 'namespace_use_clause')
    .map(clause => {
      const named = clause.children.find(child => child.named && child.field !== 'alias');
      const from = (prefix + (named ? text.slice(named.start, named.end) : '')).replace(/^\\/, '');
      const alias = childOf(clause, 'alias');
      const imported = from.split('\\').at(-1) ?? from;
      const local = alias ? text.slice(alias.start, alias.end) : imported;
      return { kind: 'import', from, names: [{ local, imported }], span: spanOf(clause) };
    });
}

const nameOf = (node: SyntaxNode, text: string): string => {
  const name = childOf(node, 'name') ?? firstOf(node, 'name');
  return name ? text.slice(name.start, name.end).replace(/^\$/, '') : '';
};

function classOf(node: SyntaxNode, text: string): readonly Statement[] {
  const heads = node.children.filter(child => child.type === 'base_clause' || child.type === 'class_interface_clause');
  const bases = heads.flatMap(head => head.children.filter(child => child.named).map(base => phpName(base, text).join('\\')));
  const body = childOf(node, 'body');
  return [
    {
      kind: 'class',
      name: nameOf(node, text),
      bases,
      annotations: annotationsOf(node, text),
      parameters: [],
      body: body ? phpStatements(body.children, text) : [],
      span: spanOf(node),
    },
  ];
}

function functionOf(node: SyntaxNode, text: string): readonly Statement[] {
  const body = childOf(node, 'body');
  const returns = childOf(node, 'return_type');
  return [
    {
      kind: 'function',
      name: nameOf(node, text),
      annotations: annotationsOf(node, text),
      parameters: parametersOf(childOf(node, 'parameters'), text),
      ...(returns && { returns: text.slice(returns.start, returns.end) }),
      body: body ? phpStatements(body.children, text) : [],
      span: spanOf(node),
    },
  ];
}

export function parametersOf(list: SyntaxNode | undefined, text: string): readonly Parameter[] {
  return (list?.children ?? [])
    .filter(child => child.type.endsWith('parameter'))
    .map(child => {
      const type = childOf(child, 'type');
      const value = childOf(child, 'default_value');
      return {
        name: nameOf(child, text),
        ...(type && { type: text.slice(type.start, type.end).replace(/^\?/, '') }),
        annotations: attributesOf(child, text),
        ...(value && { default: phpExpression(value, text) }),
      };
    });
}

function propertiesOf(node: SyntaxNode, text: string): readonly Statement[] {
  const type = childOf(node, 'type');
  const annotations = attributesOf(node, text);
  return node.children
    .filter(child => child.type === 'property_element')
    .map(child => {
      const value = childOf(child, 'default_value');
      const written = type && { type: text.slice(type.start, type.end).replace(/^\?/, '') };
      return {
        kind: 'assign',
        target: [nameOf(child, text)],
        ...written,
        ...(value && { value: phpExpression(value, text) }),
        annotations,
        span: spanOf(child),
      };
    });
}

function constantsOf(node: SyntaxNode, text: string): readonly Statement[] {
  const elements = node.type === 'enum_case' ? [node] : node.children.filter(child => child.type === 'const_element');
  return elements.map(element => {
    const name = firstOf(element, 'name');
    const value = element.children.findLast(child => child.named && child !== name && isPhpExpression(child));
    return {
      kind: 'assign',
      target: name ? [text.slice(name.start, name.end)] : [],
      ...(value && { value: phpExpression(value, text) }),
      annotations: [],
      span: spanOf(element),
    };
  });
}

/** Attributes, and what stands for them in a comment before: `@Route("/orders", methods={"GET"})`. */
function annotationsOf(node: SyntaxNode, text: string): readonly Annotation[] {
  return [...attributesOf(node, text), ...documentedAnnotations(text, node.start)];
}

function attributesOf(node: SyntaxNode, text: string): readonly Annotation[] {
  const groups = childOf(node, 'attributes')?.children ?? [];
  return groups.flatMap(group =>
    group.children
      .filter(child => child.type === 'attribute')
      .map(attribute => {
        const [name] = attribute.children.filter(child => child.named);
        const given = argumentsOf(childOf(attribute, 'parameters'), text);
        return { name: name ? (phpName(name, text).at(-1) ?? '') : '', ...given, span: spanOf(attribute) };
      }),
  );
}

function returnOf(node: SyntaxNode, text: string): readonly Statement[] {
  const value = node.children.find(child => child.named);
  return [{ kind: 'return', ...(value && { value: phpExpression(value, text) }), span: spanOf(node) }];
}
