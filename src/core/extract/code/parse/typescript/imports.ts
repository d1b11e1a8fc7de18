import type * as tree from 'oxc-parser';
import type { Statement } from '../../syntax.ts';
import type { Reading } from './reading.ts';

type Import = Extract<Statement, { kind: 'import' }>;

const named = (name: tree.ModuleExportName): string => (name.type === 'Literal' ? name.value : name.name);

export function imports(node: tree.ImportDeclaration): Import {
  const names = node.specifiers.map(one => {
    if (one.type === 'ImportDefaultSpecifier') return { local: one.local.name, imported: 'default' };
    if (one.type === 'ImportNamespaceSpecifier') return { local: one.local.name, imported: '*' };
    return { local: one.local.name, imported: named(one.imported) };
  });
  const typesAlone =
    node.specifiers.length > 0 && node.specifiers.every(one => one.type === 'ImportSpecifier' && one.importKind === 'type');
  return {
    kind: 'import',
    from: node.source.value,
    names,
    span: [node.start, node.end],
    ...((node.importKind === 'type' || typesAlone) && { typeOnly: true }),
  };
}

/** `import amqp = require('amqplib')`; `import Orders = shop.Orders` gives a name to a name. */
export function importsEquals(node: tree.TSImportEqualsDeclaration, into: Reading): void {
  const span = [node.start, node.end] as const;
  const { moduleReference } = node;
  if (moduleReference.type === 'TSExternalModuleReference') {
    const names = [{ local: node.id.name, imported: '*' }];
    into.statements.push({ kind: 'import', from: moduleReference.expression.value, names, span });
    return;
  }
  const path = into.text.slice(moduleReference.start, moduleReference.end).split('.');
  into.statements.push({ kind: 'assign', target: [node.id.name], value: { kind: 'name', path, span }, annotations: [], span });
}

/** A re-export is an import whose local name is the exported one: `export * from './a'` imports `*` as `*`. */
export function exportsAll(node: tree.ExportAllDeclaration): Import {
  const names = [{ local: node.exported ? named(node.exported) : '*', imported: '*' }];
  return {
    kind: 'import',
    from: node.source.value,
    names,
    span: [node.start, node.end],
    ...(node.exportKind === 'type' && { typeOnly: true }),
  };
}

export function exportsNamed(node: tree.ExportNamedDeclaration, into: Reading): void {
  const span = [node.start, node.end] as const;
  if (node.source) {
    const names = node.specifiers.map(one => ({ local: named(one.exported), imported: named(one.local) }));
    into.statements.push({ kind: 'import', from: node.source.value, names, span, ...(node.exportKind === 'type' && { typeOnly: true }) });
    return;
  }
  for (const one of node.specifiers) {
    const local = named(one.local);
    const exported = named(one.exported);
    if (local === exported) continue;
    into.statements.push({ kind: 'assign', target: [exported], value: { kind: 'name', path: [local], span }, annotations: [], span });
  }
}

/** The specifier of `require('x')` and `import('x')`. */
export function requiredBy(node: tree.Expression | null | undefined): string | undefined {
  if (!node) return undefined;
  if (node.type === 'AwaitExpression') return requiredBy(node.argument);
  const argument =
    node.type === 'ImportExpression'
      ? node.source
      : node.type === 'CallExpression' && isRequire(node.callee)
        ? node.arguments[0]
        : undefined;
  if (argument?.type === 'Literal' && typeof argument.value === 'string') return argument.value;
  return argument?.type === 'TemplateLiteral' && argument.expressions.length === 0
    ? (argument.quasis[0]?.value.cooked ?? undefined)
    : undefined;
}

const isRequire = (callee: tree.Expression): boolean => callee.type === 'Identifier' && callee.name === 'require';

/** `require('amqplib').connect` without a name of its own: the module goes by the last segment of its specifier. */
export function inlineImport(from: string, node: tree.Span, into: Reading): string {
  const local =
    from
      .replace(/\.[cm]?[jt]sx?$/, '')
      .split('/')
      .at(-1) || from;
  into.statements.push({ kind: 'import', from, names: [{ local, imported: '*' }], span: [node.start, node.end] });
  return local;
}
