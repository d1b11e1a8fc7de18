import { ts } from 'ts-morph';
import type { UseKind } from '../use.ts';

/** What code does with the value of an expression. */
export function howUsed(node: ts.Expression): UseKind {
  const use = outermost(node);
  const { parent } = use;
  if (ts.isCallExpression(parent) && parent.expression === use) return 'calls';
  if (ts.isTaggedTemplateExpression(parent) && parent.tag === use) return 'calls';
  if (ts.isNewExpression(parent) && parent.expression === use) return 'constructs';
  if (ts.isDecorator(parent)) return 'calls';
  if (isTagName(parent, use)) return 'calls';
  if (ts.isExpressionWithTypeArguments(parent)) return 'implements';
  return isAssigned(use) ? 'sets' : 'reads';
}

/** `(x!)` is `x`. */
function outermost(node: ts.Expression): ts.Expression {
  let use = node;
  while (ts.isParenthesizedExpression(use.parent) || ts.isNonNullExpression(use.parent)) use = use.parent;
  return use;
}

const isTagName = (parent: ts.Node, node: ts.Node): boolean =>
  (ts.isJsxOpeningElement(parent) || ts.isJsxSelfClosingElement(parent)) && parent.tagName === node;

function isAssigned(node: ts.Expression): boolean {
  const { parent } = node;
  if (ts.isBinaryExpression(parent)) return parent.left === node && isAssignment(parent.operatorToken.kind);
  if (ts.isPrefixUnaryExpression(parent) || ts.isPostfixUnaryExpression(parent))
    return parent.operator === ts.SyntaxKind.PlusPlusToken || parent.operator === ts.SyntaxKind.MinusMinusToken;
  return ts.isDeleteExpression(parent);
}

const isAssignment = (kind: ts.SyntaxKind): boolean => kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;

/** What code does with a name at its place. */
export function howNamed(name: ts.Identifier): UseKind {
  const { parent } = name;
  if (isInImport(name)) return 'imports';
  if (ts.isQualifiedName(parent) || ts.isTypeNode(parent) || ts.isTypeQueryNode(parent)) {
    return ts.isExpressionWithTypeArguments(parent) ? 'implements' : 'names';
  }
  const expression = ts.isPropertyAccessExpression(parent) && parent.name === name ? parent : name;
  return howUsed(expression);
}

export const isInImport = ({ parent }: ts.Node): boolean =>
  ts.isImportSpecifier(parent) ||
  ts.isExportSpecifier(parent) ||
  ts.isImportClause(parent) ||
  ts.isImportEqualsDeclaration(parent) ||
  (ts.isVariableDeclaration(parent) && isModule(parent.initializer)) ||
  (ts.isBindingElement(parent) && ts.isVariableDeclaration(parent.parent.parent) && isModule(parent.parent.parent.initializer));

/** `require('./orders')`, `await import('./orders')` */
function isModule(value: ts.Expression | undefined): boolean {
  if (!value) return false;
  if (ts.isAwaitExpression(value)) return isModule(value.expression);
  if (!ts.isCallExpression(value)) return false;
  const { expression } = value;
  return expression.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(expression) && expression.text === 'require');
}
