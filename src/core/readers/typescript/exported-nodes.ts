import { ts } from 'ts-morph';
import { has } from './member-shapes.ts';

/** What a file declares at its top, by name: several for overloads, and where a type and a value share a name. */
export type Locals = ReadonlyMap<string, readonly ts.Node[]>;

export function localDeclarations(file: ts.SourceFile): Locals {
  const found = new Map<string, ts.Node[]>();
  const add = (name: string | undefined, node: ts.Node): void => {
    if (name !== undefined) found.set(name, [...(found.get(name) ?? []), node]);
  };
  for (const statement of file.statements) {
    if (ts.isVariableStatement(statement))
      for (const variable of statement.declarationList.declarations) if (ts.isIdentifier(variable.name)) add(variable.name.text, variable);
    if (isDeclaration(statement)) add(statement.name?.text, statement);
  }
  return found;
}

type Declared =
  | ts.ClassDeclaration
  | ts.InterfaceDeclaration
  | ts.TypeAliasDeclaration
  | ts.EnumDeclaration
  | ts.FunctionDeclaration
  | ts.ModuleDeclaration;

export const isDeclaration = (node: ts.Node): node is Declared =>
  ts.isClassDeclaration(node) ||
  ts.isInterfaceDeclaration(node) ||
  ts.isTypeAliasDeclaration(node) ||
  ts.isEnumDeclaration(node) ||
  ts.isFunctionDeclaration(node) ||
  ts.isModuleDeclaration(node);

/** By the names under which others can import them. */
export function exportedNodes(file: ts.SourceFile, locals: Locals): ReadonlyMap<string, readonly ts.Node[]> {
  const found = new Map<string, readonly ts.Node[]>();
  for (const statement of file.statements) {
    for (const [name, node] of [...declaredExports(statement), ...listedExports(statement), ...commonExports(statement)]) {
      const nodes = ts.isIdentifier(node) ? (locals.get(node.text) ?? [node]) : [node];
      found.set(name, [...new Set([...(found.get(name) ?? []), ...nodes])]);
    }
  }
  return found;
}

type Offer = readonly [name: string, node: ts.Node];

/** `export class Order`, `export default …`, `export const limit = 3` */
function declaredExports(statement: ts.Statement): readonly Offer[] {
  if (ts.isExportAssignment(statement)) return [[statement.isExportEquals ? 'export=' : 'default', statement.expression]];
  if (!has(statement, ts.SyntaxKind.ExportKeyword)) return [];
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.flatMap(variable =>
      ts.isIdentifier(variable.name) ? [[variable.name.text, variable] as const] : [],
    );
  if (!isDeclaration(statement)) return [];
  return [[has(statement, ts.SyntaxKind.DefaultKeyword) ? 'default' : (statement.name?.text ?? 'default'), statement]];
}

/** `export { Order, Line as OrderLine }`, `export * from './orders'` */
function listedExports(statement: ts.Statement): readonly Offer[] {
  if (!ts.isExportDeclaration(statement)) return [];
  const { exportClause, moduleSpecifier } = statement;
  if (!exportClause) return [[`* from ${moduleSpecifier && ts.isStringLiteral(moduleSpecifier) ? moduleSpecifier.text : ''}`, statement]];
  if (ts.isNamespaceExport(exportClause)) return [[exportClause.name.text, exportClause]];
  return exportClause.elements.map(element => {
    const local = element.propertyName ?? element.name;
    return [element.name.text, moduleSpecifier || !ts.isIdentifier(local) ? element : local];
  });
}

/** `module.exports = { place }`, `exports.place = …` */
function commonExports(statement: ts.Statement): readonly Offer[] {
  if (!ts.isExpressionStatement(statement) || !ts.isBinaryExpression(statement.expression)) return [];
  const { left, right, operatorToken } = statement.expression;
  if (operatorToken.kind !== ts.SyntaxKind.EqualsToken || !ts.isPropertyAccessExpression(left)) return [];
  if (/^(module\.)?exports$/.test(left.expression.getText())) return [[left.name.text, right]];
  if (left.getText() !== 'module.exports') return [];
  const literals = ts.isCallExpression(right)
    ? right.arguments.filter(ts.isObjectLiteralExpression)
    : [right].filter(ts.isObjectLiteralExpression);
  return literals.length === 0 ? [['export=', right]] : literals.flatMap(({ properties }) => properties.flatMap(offerOf));
}

function offerOf(property: ts.ObjectLiteralElementLike): readonly Offer[] {
  if (!property.name || !ts.isIdentifier(property.name)) return [];
  if (ts.isShorthandPropertyAssignment(property)) return [[property.name.text, property.name]];
  return [[property.name.text, ts.isPropertyAssignment(property) ? property.initializer : property]];
}
