import { ts } from 'ts-morph';
import { followed, isSymbol, type Target } from './target.ts';

const DEEPEST = 12;

/**
 * Where types are not known, because the packages that declare them are not among the texts: the expression that names the asked type and
 * that the value comes from, by calls, awaits, fields and callbacks. `this.users.find()` comes from `users: Repository<User>`.
 */
export function originOf(expression: ts.Node, target: Target, depth = 0): ts.Node | undefined {
  if (depth > DEEPEST) return undefined;
  const from = (node: ts.Node | undefined): ts.Node | undefined => node && originOf(node, target, depth + 1);
  if (ts.isIdentifier(expression)) return namesIn(expression, target) ?? from(declarationOf(expression, target));
  if (ts.isPropertyAccessExpression(expression)) return from(declarationOf(expression.name, target) ?? expression.expression);
  if (ts.isCallExpression(expression)) return ofCall(expression, target, depth);
  if (ts.isNewExpression(expression)) return typeArgumentNaming(expression, target) ?? from(expression.expression);
  if (ts.isAsExpression(expression) || ts.isSatisfiesExpression(expression) || ts.isTypeAssertionExpression(expression))
    return namesIn(expression.type, target) ?? from(expression.expression);
  if (ts.isBinaryExpression(expression)) return from(expression.left) ?? from(expression.right);
  if (ts.isConditionalExpression(expression)) return from(expression.whenTrue) ?? from(expression.whenFalse);
  if (ts.isVariableDeclaration(expression)) return ofVariable(expression, target, depth);
  if (ts.isParameter(expression)) return ofParameter(expression, target, depth);
  if (ts.isBindingElement(expression)) return from(partOf(expression, target) ?? expression.parent.parent);
  if (ts.isPropertyDeclaration(expression) || ts.isPropertySignature(expression))
    return typeNaming(expression, target) ?? from((expression as ts.PropertyDeclaration).initializer);
  if (ts.isFunctionLike(expression)) return expression.type ? typeNaming(expression, target) : from(returned(expression));
  return from(wrapped(expression));
}

/** Where what is taken out of a known type is declared. */
function partOf({ parent, propertyName, name }: ts.BindingElement, { checker }: Target): ts.Node | undefined {
  const taken = propertyName ?? name;
  if (!ts.isObjectBindingPattern(parent) || !ts.isIdentifier(taken)) return undefined;
  return checker.getPropertyOfType(checker.getTypeAtLocation(parent), taken.text)?.declarations?.[0];
}

/** What stands in parentheses, after `await`, or before `[0]` and `!`. */
function wrapped(node: ts.Node): ts.Node | undefined {
  if (ts.isParenthesizedExpression(node) || ts.isAwaitExpression(node) || ts.isNonNullExpression(node)) return node.expression;
  if (ts.isElementAccessExpression(node) || ts.isSpreadElement(node) || ts.isYieldExpression(node)) return node.expression;
  return undefined;
}

const typeArgumentNaming = ({ typeArguments = [] as never }: ts.CallExpression | ts.NewExpression, target: Target): ts.Node | undefined =>
  typeArguments.map(type => namesIn(type, target)).find(named => named !== undefined);

function ofCall(call: ts.CallExpression | ts.NewExpression, target: Target, depth: number): ts.Node | undefined {
  const named = typeArgumentNaming(call, target);
  if (named) return named;
  const made = callee(call, target);
  if (made) return originOf(made, target, depth + 1);
  const inputs = [call.expression, ...(call.arguments ?? []).filter(argument => !ts.isFunctionLike(argument))];
  for (const input of inputs) {
    const origin = originOf(input, target, depth + 1);
    if (origin) return origin;
  }
  return undefined;
}

/** The function of the workspace that is called: what it gives does not follow from what it is handed. */
function callee({ expression }: ts.CallExpression | ts.NewExpression, target: Target): ts.SignatureDeclaration | undefined {
  const declaration = declarationOf(ts.isPropertyAccessExpression(expression) ? expression.name : expression, target);
  if (!declaration) return undefined;
  if (ts.isClassLike(declaration)) return declaration.members.find(ts.isConstructorDeclaration);
  const made = ts.isVariableDeclaration(declaration) ? declaration.initializer : declaration;
  return made && ts.isFunctionLike(made) ? made : undefined;
}

/** What a function without a written type gives, by its first `return`. */
function returned(made: ts.SignatureDeclaration): ts.Node | undefined {
  const { body } = made as ts.FunctionLikeDeclaration;
  if (!body || !ts.isBlock(body)) return body;
  const find = (node: ts.Node): ts.Node | undefined => {
    if (ts.isReturnStatement(node)) return node.expression;
    return ts.isFunctionLike(node) ? undefined : ts.forEachChild(node, find);
  };
  return find(body);
}

/** What an object is made for: the type of the parameter or variable that it is given to, or what the package's function is called for. */
export function originOfArgument(literal: ts.ObjectLiteralExpression, target: Target): ts.Node | undefined {
  const { parent } = literal;
  if (ts.isVariableDeclaration(parent) || ts.isPropertyDeclaration(parent)) return typeNaming(parent, target);
  if (ts.isAsExpression(parent) || ts.isSatisfiesExpression(parent)) return namesIn(parent.type, target);
  if (!ts.isCallExpression(parent) && !ts.isNewExpression(parent)) return undefined;
  const made = callee(parent, target);
  if (!made) return ofCall(parent, target, 0);
  const parameter = made.parameters[(parent.arguments ?? ([] as readonly ts.Node[])).indexOf(literal)];
  return parameter && typeNaming(parameter, target);
}

function ofVariable(variable: ts.VariableDeclaration, target: Target, depth: number): ts.Node | undefined {
  if (variable.type) return typeNaming(variable, target);
  const { parent } = variable.parent;
  const value = ts.isForOfStatement(parent) ? parent.expression : variable.initializer;
  return value && originOf(value, target, depth + 1);
}

/** A parameter of a callback gets what the function that it is handed to knows: `map` in `users.pipe(map(user => …))` what `users` does. */
function ofParameter(parameter: ts.ParameterDeclaration, target: Target, depth: number): ts.Node | undefined {
  if (parameter.type) return typeNaming(parameter, target);
  let handed: ts.Node = parameter.parent;
  for (let call = handed.parent; ts.isCallExpression(call) && call.expression !== handed; call = handed.parent) {
    const origin = ofCall(call, target, depth + 1);
    if (origin) return origin;
    handed = call;
  }
  return undefined;
}

const typeNaming = ({ type }: { readonly type?: ts.TypeNode | undefined }, target: Target): ts.Node | undefined =>
  type && namesIn(type, target);

const declarationOf = (name: ts.Node, { checker }: Target): ts.Declaration | undefined =>
  followed(checker, checker.getSymbolAtLocation(name))?.declarations?.[0];

/** The name of the asked symbol somewhere in a type or a name, or of what is made of it. */
export function namesIn(node: ts.Node, target: Target): ts.Node | undefined {
  if (!ts.isIdentifier(node)) return ts.forEachChild(node, child => namesIn(child, target));
  const symbol = followed(target.checker, target.checker.getSymbolAtLocation(node));
  return symbol && (isSymbol(target, symbol) || isMadeOf(symbol, target)) ? node : undefined;
}

/** `type Users = Page<User>`, `class UpdateUser extends PartialType(User)` */
function isMadeOf(symbol: ts.Symbol, target: Target): boolean {
  const known = target.made.get(symbol);
  if (known !== undefined) return known;
  // A type that is made of itself says nothing about the asked one.
  target.made.set(symbol, false);
  const found = (symbol.declarations ?? []).flatMap(partsOf).some(part => namesIn(part, target) !== undefined);
  target.made.set(symbol, found);
  return found;
}

function partsOf(declaration: ts.Declaration): readonly ts.Node[] {
  if (ts.isTypeAliasDeclaration(declaration)) return [declaration.type];
  return ts.isClassLike(declaration) || ts.isInterfaceDeclaration(declaration) ? (declaration.heritageClauses ?? []) : [];
}
