import type { Problem, Source } from '../../../model/source.ts';
import type { Annotation, Expression, Module, Statement } from '../syntax.ts';
import { joined, spanOf } from './build.ts';
import { childOf, descendantsOf, firstOf, treeOf, type SyntaxNode } from './cursor.ts';
import { bodyOf, goExpression, goParameters, textOf, typeName, type GoFile } from './go-expression.ts';

/** One Go file in the common tree. Pure and total. */
export function goModule(source: Source): { module: Module; problems: Problem[] } {
  const root = treeOf('go', source.text);
  const file: GoFile = { text: source.text, statements: node => statementsOf(node, file) };
  const clause = firstOf(root, 'package_clause')?.children.find(child => child.named);
  const statements = root.children.flatMap(child => statementsOf(child, file));
  const module: Module = { language: 'Go', statements, ...(clause && { namespace: textOf(clause, file) }) };
  return { module, problems: [] };
}

/** Control flow is flattened: what stands in an if, a loop or a case stands beside it. */
function statementsOf(node: SyntaxNode, file: GoFile): Statement[] {
  switch (node.type) {
    case 'import_declaration':
      return [...descendantsOf(node, 'import_spec')].flatMap(spec => importOf(spec, file));
    case 'const_spec':
    case 'var_spec':
      return declared(node, file);
    case 'short_var_declaration':
      return assigned(node, file);
    case 'assignment_statement':
      return assigned(node, file);
    case 'type_spec':
      return typeOf(node, file);
    case 'function_declaration':
    case 'method_declaration':
      return [functionOf(node, file)];
    case 'return_statement':
      return [returned(node, file)];
    case 'package_clause':
    case 'type_alias':
    case 'break_statement':
    case 'continue_statement':
    case 'goto_statement':
      return [];
    default:
      return isExpression(node) ? evaluated(node, file) : flattened(node, file);
  }
}

function flattened(node: SyntaxNode, file: GoFile): Statement[] {
  const found: Statement[] = [];
  for (const child of node.children) if (child.named) found.push(...statementsOf(child, file));
  return found;
}

const expressions = new Map<string, boolean>();

/** The types of a grammar are few; each is looked at once. */
function isExpression({ type }: SyntaxNode): boolean {
  let known = expressions.get(type);
  if (known === undefined) expressions.set(type, (known = /(_expression|_literal|identifier)$|^literal_value$/.test(type)));
  return known;
}

function evaluated(node: SyntaxNode, file: GoFile): Statement[] {
  const value = goExpression(node, file);
  return value.kind === 'name' || value.kind === 'number' || value.kind === 'text'
    ? []
    : [{ kind: 'expression', value, span: spanOf(node) }];
}

function importOf(spec: SyntaxNode, file: GoFile): Statement[] {
  const path = childOf(spec, 'path');
  if (!path) return [];
  const from = file.text.slice(path.start + 1, Math.max(path.start + 1, path.end - 1));
  const name = childOf(spec, 'name');
  const names = importedAs(from, name && textOf(name, file)).map(local => ({ local, imported: '*' }));
  return [{ kind: 'import', from, names, span: spanOf(spec) }];
}

/** What a file may call the package: a closing `v2` is a version of the module, or the package that is called so. */
export function importedAs(from: string, alias: string | undefined): readonly string[] {
  if (alias !== undefined) return alias === '_' || alias === '.' ? [] : [alias];
  const last = from.slice(from.lastIndexOf('/') + 1);
  return /^v\d+(?:(?:alpha|beta)\d+)?$/.test(last) ? [localName(from), last] : [localName(from)];
}

/** The package's own name is in another file; by custom it is the last segment without version, `go-` and `-go`. */
function localName(from: string): string {
  const segments = from.split('/');
  const last = /^v\d+$/.test(segments.at(-1) ?? '') && segments.length > 1 ? segments.at(-2)! : (segments.at(-1) ?? from);
  const bare = last
    .replace(/\.v\d+$/, '')
    .replace(/^go-/, '')
    .replace(/[-.]go$/, '');
  return bare || last;
}

function declared(spec: SyntaxNode, file: GoFile): Statement[] {
  const names = spec.children.filter(child => child.field === 'name');
  const type = childOf(spec, 'type');
  const list = childOf(spec, 'value');
  const values = list?.children.filter(child => child.named) ?? [];
  return names.map((name, at) => {
    const value = values[at];
    return {
      kind: 'assign',
      target: [textOf(name, file)],
      ...(type && { type: typeName(type, file) }),
      ...(value && { value: goExpression(value, file) }),
      annotations: [],
      span: spanOf(spec),
    };
  });
}

/** `conn, err := dial()` gives its value to the first name; the others are errors and flags. */
function assigned(node: SyntaxNode, file: GoFile): Statement[] {
  const left = childOf(node, 'left')?.children.filter(child => child.named) ?? [];
  const right = childOf(node, 'right')?.children.filter(child => child.named) ?? [];
  const adds = childOf(node, 'operator')?.type === '+=';
  return right.flatMap((value, at): Statement[] => {
    const target = left[at] ? targetOf(goExpression(left[at], file)) : undefined;
    const given = goExpression(value, file);
    if (!target || target[0] === '_') return [{ kind: 'expression', value: given, span: spanOf(node) }];
    const whole: Expression = adds ? joined([goExpression(left[at]!, file), given], spanOf(value)) : given;
    return [{ kind: 'assign', target, value: whole, annotations: [], span: spanOf(node) }];
  });
}

function targetOf(left: Expression): readonly string[] | undefined {
  if (left.kind === 'name') return left.path;
  if (left.kind === 'index' && left.object.kind === 'name' && left.key.kind === 'text') return [...left.object.path, left.key.text];
  return undefined;
}

function returned(node: SyntaxNode, file: GoFile): Statement {
  const value = firstOf(node, 'expression_list')?.children.find(child => child.named);
  const rest = firstOf(node, 'expression_list')?.children.filter(child => child.named && child !== value) ?? [];
  if (!value) return { kind: 'return', span: spanOf(node) };
  const first = goExpression(value, file);
  const calls = rest
    .map(child => goExpression(child, file))
    .filter(other => other.kind !== 'name' && (other.kind !== 'other' || other.children.length > 0));
  if (calls.length === 0) return { kind: 'return', value: first, span: spanOf(node) };
  return { kind: 'return', value: { kind: 'other', children: [first, ...calls], span: spanOf(node) }, span: spanOf(node) };
}

function functionOf(node: SyntaxNode, file: GoFile): Statement {
  const name = childOf(node, 'name');
  const owner = childOf(node, 'receiver')?.children[0];
  const type = owner && childOf(owner, 'type');
  const result = childOf(node, 'result');
  return {
    kind: 'function',
    name: name ? textOf(name, file) : '',
    ...(type && { receiver: typeName(type, file).replace(/\[.*$/s, '') }),
    annotations: [],
    parameters: goParameters(childOf(node, 'parameters'), file),
    ...(result && {
      returns: textOf(result, file)
        .replace(/^\(\s*\*?/, '')
        .replace(/^\*/, '')
        .replace(/[,)].*$/s, ''),
    }),
    body: bodyOf(node, file),
    span: spanOf(node),
  };
}

function typeOf(spec: SyntaxNode, file: GoFile): Statement[] {
  const name = childOf(spec, 'name');
  const type = childOf(spec, 'type');
  if (!name || !type || (type.type !== 'struct_type' && type.type !== 'interface_type')) return [];
  const fields = firstOf(type, 'field_declaration_list')?.children ?? [];
  const embedded = fields.filter(field => field.type === 'field_declaration' && !childOf(field, 'name'));
  return [
    {
      kind: 'class',
      name: textOf(name, file),
      bases: embedded.flatMap(field => {
        const base = childOf(field, 'type');
        return base ? [typeName(base, file)] : [];
      }),
      annotations: [],
      parameters: [],
      body: fields.flatMap(field => fieldOf(field, file)),
      span: spanOf(spec),
    },
  ];
}

function fieldOf(field: SyntaxNode, file: GoFile): Statement[] {
  const type = childOf(field, 'type');
  const tag = childOf(field, 'tag');
  return field.children
    .filter(child => child.field === 'name')
    .map(name => ({
      kind: 'assign',
      target: [textOf(name, file)],
      ...(type && { type: typeName(type, file) }),
      annotations: tag ? tagsOf(tag, file) : [],
      span: spanOf(field),
    }));
}

const TAG = /([\w.-]+):"((?:[^"\\]|\\.)*)"/g;

/** A struct tag `env:"ORDERS_URL" envDefault:"x"` as annotations `env` and `envDefault` with one text each. */
function tagsOf(tag: SyntaxNode, file: GoFile): Annotation[] {
  const text = file.text.slice(tag.start + 1, tag.end - 1);
  return [...text.matchAll(TAG)].map(([whole, name = '', value = ''], at, all) => {
    const start = tag.start + 1 + all[at]!.index;
    const span = [start, start + whole.length] as const;
    return { name, arguments: [{ kind: 'text', text: value, span }], named: [], span };
  });
}
