import type { Problem, Source } from '../../../model/source.ts';
import type { Annotation, Expression, Module, Parameter, Statement } from '../syntax.ts';
import { spanOf } from './build.ts';
import { childOf, firstOf, treeOf, type SyntaxNode } from './cursor.ts';
import { isPythonExpression, pythonExpression, targetOf } from './python-expression.ts';

/** Python's own syntax in the common one. Pure and total: broken code gives what is around it. */
export function pythonModule(source: Source): { module: Module; problems: Problem[] } {
  const root = treeOf('python', source.text);
  return { module: { language: 'Python', statements: pythonStatements(root.children, source.text) }, problems: [] };
}

type Read = (node: SyntaxNode, text: string) => readonly Statement[];

const STATEMENTS = new Map<string, Read>([
  ['import_statement', importOf],
  ['import_from_statement', importFrom],
  ['future_import_statement', () => []],
  ['class_definition', (node, text) => [classOf(node, [], text)]],
  ['function_definition', (node, text) => [functionOf(node, [], text)]],
  ['decorated_definition', decorated],
  ['expression_statement', (node, text) => node.children.flatMap(child => expressionStatement(child, text))],
  ['assignment', assignmentOf],
  ['with_item', withItem],
  ['return_statement', returnOf],
  ['global_statement', () => []],
  ['nonlocal_statement', () => []],
]);

/** Statements in order; bodies of if, for, try, with and match stand beside what is around them. */
export function pythonStatements(nodes: readonly SyntaxNode[], text: string): Statement[] {
  return nodes.flatMap(node => {
    const read = STATEMENTS.get(node.type);
    if (read) return read(node, text);
    if (isPythonExpression(node)) return expressionStatement(node, text);
    return node.named ? pythonStatements(node.children, text) : [];
  });
}

function expressionStatement(node: SyntaxNode, text: string): readonly Statement[] {
  if (node.type === 'assignment' || node.type === 'augmented_assignment') return assignmentOf(node, text);
  // A text that stands alone is documentation.
  if (!isPythonExpression(node) || /^(identifier|string|concatenated_string|integer|ellipsis)$/.test(node.type)) return [];
  return [{ kind: 'expression', value: pythonExpression(node, text), span: spanOf(node) }];
}

function importOf(node: SyntaxNode, text: string): readonly Statement[] {
  return node.children
    .filter(child => child.field === 'name')
    .map(child => {
      const { written, local } = aliasOf(child, text);
      return { kind: 'import', from: written, names: [{ local, imported: '*' }], span: spanOf(node) };
    });
}

function importFrom(node: SyntaxNode, text: string): readonly Statement[] {
  const module = childOf(node, 'module_name');
  if (!module) return [];
  const names = node.children
    .filter(child => child.field === 'name')
    .map(child => {
      const { written, local } = aliasOf(child, text);
      return { local, imported: written };
    });
  return [{ kind: 'import', from: text.slice(module.start, module.end).replace(/\s+/g, ''), names, span: spanOf(node) }];
}

function aliasOf(node: SyntaxNode, text: string): { written: string; local: string } {
  const name = childOf(node, 'name') ?? node;
  const alias = childOf(node, 'alias');
  const written = text.slice(name.start, name.end).replace(/\s+/g, '');
  return { written, local: alias ? text.slice(alias.start, alias.end) : written };
}

const nameOf = (node: SyntaxNode, text: string): string => {
  const name = childOf(node, 'name');
  return name ? text.slice(name.start, name.end) : '';
};

function decorated(node: SyntaxNode, text: string): readonly Statement[] {
  const definition = childOf(node, 'definition');
  if (!definition) return [];
  const annotations = node.children.filter(child => child.type === 'decorator').flatMap(child => decoratorOf(child, text));
  return [definition.type === 'class_definition' ? classOf(definition, annotations, text) : functionOf(definition, annotations, text)];
}

function decoratorOf(node: SyntaxNode, text: string): readonly Annotation[] {
  const [inner] = node.children.filter(child => child.named);
  const value = inner && pythonExpression(inner, text);
  if (value?.kind === 'name') return [{ name: value.path.join('.'), arguments: [], named: [], span: spanOf(node) }];
  if (value?.kind !== 'call') return [];
  return [{ name: value.path.join('.'), arguments: value.arguments, named: value.named, span: spanOf(node) }];
}

function classOf(node: SyntaxNode, annotations: readonly Annotation[], text: string): Statement {
  const heads = childOf(node, 'superclasses')?.children ?? [];
  const bases = heads.filter(head => head.named && head.type !== 'keyword_argument').map(head => text.slice(head.start, head.end));
  const body = childOf(node, 'body');
  const statements = body ? pythonStatements(body.children, text) : [];
  return { kind: 'class', name: nameOf(node, text), bases, annotations, parameters: [], body: statements, span: spanOf(node) };
}

function functionOf(node: SyntaxNode, annotations: readonly Annotation[], text: string): Statement {
  const body = childOf(node, 'body');
  const returns = childOf(node, 'return_type');
  return {
    kind: 'function',
    name: nameOf(node, text),
    annotations,
    parameters: parametersOf(childOf(node, 'parameters'), text),
    ...(returns && { returns: unquoted(text.slice(returns.start, returns.end)) }),
    body: body ? pythonStatements(body.children, text) : [],
    span: spanOf(node),
  };
}

/** `self` and `cls` are no parameters that anybody gives a value to. */
export function parametersOf(list: SyntaxNode | undefined, text: string): readonly Parameter[] {
  return (list?.children ?? []).flatMap((child, index) => {
    const name = childOf(child, 'name') ?? (child.type === 'identifier' ? child : firstOf(child, 'identifier'));
    if (!child.named || !name) return [];
    const written = text.slice(name.start, name.end);
    if (index === 0 && (written === 'self' || written === 'cls')) return [];
    const type = childOf(child, 'type');
    const value = childOf(child, 'value');
    return [
      {
        name: written,
        ...(type && { type: unquoted(text.slice(type.start, type.end)) }),
        annotations: [],
        ...(value && { default: pythonExpression(value, text) }),
      },
    ];
  });
}

const unquoted = (type: string): string => type.replace(/^["']|["']$/g, '').trim();

function assignmentOf(node: SyntaxNode, text: string): readonly Statement[] {
  const left = childOf(node, 'left');
  const right = childOf(node, 'right');
  const type = childOf(node, 'type');
  if (!left) return [];
  // `a = b = value` gives both names the value.
  const inner = right?.type === 'assignment' ? assignmentOf(right, text) : [];
  const last = inner[0];
  const value = last?.kind === 'assign' ? last.value : right && pythonExpression(right, text);
  const pairs = pairsOf(left, value, text);
  const written = type && { type: unquoted(text.slice(type.start, type.end)) };
  const assigned = pairs.map((pair): Statement => ({
    kind: 'assign',
    target: pair.target,
    ...written,
    ...(pair.value && { value: pair.value }),
    annotations: [],
    span: spanOf(node),
  }));
  return [...inner, ...assigned];
}

interface Pair {
  readonly target: readonly string[];
  readonly value: Expression | undefined;
}

/** `a, b = 1, 2` is two assignments; where the sides do not match, the names share what is not taken apart. */
function pairsOf(left: SyntaxNode, value: Expression | undefined, text: string): readonly Pair[] {
  if (left.type !== 'pattern_list' && left.type !== 'tuple_pattern') return [{ target: targetOf(left, text), value }];
  const names = left.children.filter(child => child.named);
  if (value?.kind !== 'list' || value.items.length !== names.length) return [{ target: [], value }];
  return names.map((name, index) => ({ target: targetOf(name, text), value: value.items[index] }));
}

/** `with connect() as connection` gives the name a value. */
function withItem(node: SyntaxNode, text: string): readonly Statement[] {
  const value = childOf(node, 'value');
  if (value?.type !== 'as_pattern') return value ? expressionStatement(value, text) : [];
  const [made] = value.children.filter(child => child.named);
  const alias = childOf(value, 'alias')?.children[0];
  if (!made) return [];
  const target = alias ? targetOf(alias, text) : [];
  return [{ kind: 'assign', target, value: pythonExpression(made, text), annotations: [], span: spanOf(node) }];
}

function returnOf(node: SyntaxNode, text: string): readonly Statement[] {
  const value = node.children.find(child => child.named);
  return [{ kind: 'return', ...(value && { value: pythonExpression(value, text) }), span: spanOf(node) }];
}
