import type { Problem, Source } from '../../../model/source.ts';
import type { Annotation, Module, Parameter, Statement } from '../syntax.ts';
import { spanOf } from './build.ts';
import { childOf, treeOf, type SyntaxNode } from './cursor.ts';
import { rustExpression, rustPath, textOf, type RustFile } from './rust-expression.ts';
import { attributeOf } from './rust-macro.ts';

/** One Rust file in the common tree. Pure and total. */
export function rustModule(source: Source): { module: Module; problems: Problem[] } {
  const file: RustFile = { text: source.text, depth: 0, statements: statementsIn };
  return { module: { language: 'Rust', statements: statementsIn(treeOf('rust', source.text), file) }, problems: [] };
}

/** The statements of a block, module or impl, each with the attributes that stand before it. */
function statementsIn(block: SyntaxNode, file: RustFile): Statement[] {
  const statements: Statement[] = [];
  let attributes: Annotation[] = [];
  for (const child of block.children) {
    if (child.type === 'attribute_item') attributes.push(...attributeOf(child, file));
    else if (child.named) {
      if (attributes.some(isTest)) {
        attributes = [];
        continue;
      }
      statements.push(...statementsOf(child, attributes, file));
      attributes = [];
    }
  }
  return statements;
}

/** Tests stand in the file that they test; what they call is no dependency of the program. */
const isTest = ({ name, arguments: values }: Annotation): boolean =>
  /(^|\.)(test|rstest)$/.test(name) || (name === 'cfg' && values.some(value => value.kind === 'name' && value.path[0] === 'test'));

function statementsOf(node: SyntaxNode, annotations: readonly Annotation[], file: RustFile): Statement[] {
  switch (node.type) {
    case 'use_declaration':
      return importsOf(childOf(node, 'argument'), [], file).map(found => ({ ...found, span: spanOf(node) }));
    case 'const_item':
    case 'static_item':
    case 'let_declaration':
      return assigned(node, annotations, file);
    case 'field_declaration':
    case 'enum_variant':
      return assigned(node, annotations, file);
    case 'function_item':
    case 'function_signature_item':
      return [functionOf(node, annotations, file)];
    case 'struct_item':
    case 'enum_item':
    case 'trait_item':
    case 'impl_item':
    case 'mod_item':
      return [classOf(node, annotations, file)];
    case 'expression_statement':
      return node.children.filter(child => child.named).flatMap(child => statementsOf(child, [], file));
    case 'return_expression':
      return returned(node, file);
    case 'assignment_expression':
      return reassigned(node, file);
    case 'inner_attribute_item':
    case 'extern_crate_declaration':
    case 'type_item':
    case 'macro_definition':
      return [];
    default:
      return CONTROL.test(node.type)
        ? flattened(node, file)
        : [{ kind: 'expression', value: rustExpression(node, file), span: spanOf(node) }];
  }
}

const CONTROL =
  /^(block|if_expression|else_clause|match_expression|match_block|match_arm|for_expression|while_expression|loop_expression|unsafe_block|async_block|let_condition|let_chain|source_file|ERROR|foreign_mod_item)$/;

/** Control flow is flattened: what stands in an if, an arm or a loop stands beside it. */
function flattened(node: SyntaxNode, file: RustFile): Statement[] {
  if (node.type === 'block' || node.type === 'source_file') return statementsIn(node, file);
  return node.children
    .filter(child => child.named && child.field !== 'pattern' && child.type !== 'label')
    .flatMap(child => statementsOf(child, [], file));
}

type Import = Omit<Extract<Statement, { kind: 'import' }>, 'span'>;

function importsOf(node: SyntaxNode | undefined, before: readonly string[], file: RustFile): Import[] {
  if (!node) return [];
  const path = childOf(node, 'path');
  switch (node.type) {
    case 'use_list':
      return node.children.filter(child => child.named).flatMap(child => importsOf(child, before, file));
    case 'scoped_use_list':
      return importsOf(childOf(node, 'list'), path ? [...before, ...segments(path, file)] : before, file);
    case 'use_wildcard':
      return [{ kind: 'import', from: [...before, ...(node.children[0] ? segments(node.children[0], file) : [])].join('::'), names: [] }];
    case 'use_as_clause': {
      const alias = childOf(node, 'alias');
      return path ? [imported([...before, ...segments(path, file)], alias && textOf(alias, file))] : [];
    }
    default:
      return [imported([...before, ...segments(node, file)])];
  }
}

const segments = (node: SyntaxNode, file: RustFile): string[] =>
  textOf(node, file)
    .split('::')
    .map(part => part.trim())
    .filter(part => part !== '');

function imported(path: readonly string[], alias?: string): Import {
  const whole = path.at(-1) === 'self' ? path.slice(0, -1) : path;
  const last = whole.at(-1) ?? '';
  const from = whole.length > 1 ? whole.slice(0, -1).join('::') : last;
  return { kind: 'import', from, names: [{ local: alias ?? last, imported: whole.length > 1 ? last : '*' }] };
}

function assigned(node: SyntaxNode, annotations: readonly Annotation[], file: RustFile): Statement[] {
  const type = childOf(node, 'type');
  const value = childOf(node, 'value');
  const name = nameIn(childOf(node, 'name') ?? childOf(node, 'pattern'), file);
  const before = [
    ...(value ? hoisted(value, file) : []),
    ...(childOf(node, 'alternative') ? flattened(childOf(node, 'alternative')!, file) : []),
  ];
  if (name === undefined)
    return value ? [...before, { kind: 'expression', value: rustExpression(value, file), span: spanOf(node) }] : before;
  return [
    ...before,
    {
      kind: 'assign',
      target: [name],
      ...(type && { type: typeName(type, file) }),
      ...(value && { value: rustExpression(value, file) }),
      annotations,
      span: spanOf(node),
    },
  ];
}

/** `x`, `mut x`, `Some(x)`, `(x, rest)`: the first name that a pattern binds. */
function nameIn(pattern: SyntaxNode | undefined, file: RustFile): string | undefined {
  if (!pattern) return undefined;
  if (pattern.type === 'identifier' || pattern.type === 'field_identifier') return textOf(pattern, file);
  const inner = pattern.children.filter(child => child.named && child.field !== 'type' && child.type !== 'mutable_specifier');
  return nameIn(inner[0], file);
}

/** What the branches of a value do before they give it. */
function hoisted(value: SyntaxNode, file: RustFile): Statement[] {
  if (value.type !== 'if_expression' && value.type !== 'match_expression') return [];
  return flattened(value, file).filter(statement => statement.kind === 'assign' || statement.kind === 'return');
}

function reassigned(node: SyntaxNode, file: RustFile): Statement[] {
  const left = childOf(node, 'left');
  const right = childOf(node, 'right');
  if (!left || !right) return [];
  const target = rustExpression(left, file);
  const value = rustExpression(right, file);
  const before = hoisted(right, file);
  if (target.kind !== 'name' || target.path[0] === '_') return [...before, { kind: 'expression', value, span: spanOf(node) }];
  return [...before, { kind: 'assign', target: target.path, value, annotations: [], span: spanOf(node) }];
}

function returned(node: SyntaxNode, file: RustFile): Statement[] {
  const value = node.children.find(child => child.named);
  return [{ kind: 'return', ...(value && { value: rustExpression(value, file) }), span: spanOf(node) }];
}

function functionOf(node: SyntaxNode, annotations: readonly Annotation[], file: RustFile): Statement {
  const name = childOf(node, 'name');
  const returns = childOf(node, 'return_type');
  const body = childOf(node, 'body');
  return {
    kind: 'function',
    name: name ? textOf(name, file) : '',
    annotations,
    parameters: (childOf(node, 'parameters')?.children ?? []).flatMap(child => parameterOf(child, file)),
    ...(returns && { returns: typeName(returns, file) }),
    body: body ? withResult(statementsIn(body, file), body) : [],
    span: spanOf(node),
  };
}

/** The last expression of a body without a semicolon is what the function returns. */
function withResult(statements: Statement[], body: SyntaxNode): Statement[] {
  const last = statements.at(-1);
  const written = body.children.filter(child => child.named).at(-1);
  if (last?.kind !== 'expression' || !written || written.type === 'expression_statement' || last.span[0] !== written.start)
    return statements;
  return [...statements.slice(0, -1), { ...last, kind: 'return' }];
}

function parameterOf(node: SyntaxNode, file: RustFile): Parameter[] {
  const name = nameIn(childOf(node, 'pattern'), file);
  const type = childOf(node, 'type');
  return name === undefined || !type ? [] : [{ name, type: typeName(type, file), annotations: [] }];
}

/** `&'a mut Foo` is a `Foo`. */
const typeName = (type: SyntaxNode, file: RustFile): string => textOf(type, file).replace(/^(&\s*('\w+\s+)?(mut\s+)?|dyn\s+|impl\s+)+/, '');

function classOf(node: SyntaxNode, annotations: readonly Annotation[], file: RustFile): Statement {
  const name = childOf(node, node.type === 'impl_item' ? 'type' : 'name');
  const trait = childOf(node, 'trait');
  const body = childOf(node, 'body');
  return {
    kind: 'class',
    name: name ? (rustPath(name, file).at(-1) ?? '') : '',
    bases: trait ? [rustPath(trait, file).join('.')] : [],
    annotations,
    parameters: [],
    body: body ? statementsIn(body, file).filter(statement => statement.kind !== 'expression') : [],
    span: spanOf(node),
  };
}
