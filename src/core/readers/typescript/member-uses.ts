import { ts } from 'ts-morph';
import type { Use, UseKind } from '../use.ts';
import { howUsed } from './how.ts';
import { namesIn, originOf, originOfArgument } from './origin.ts';
import { placeOf } from './program.ts';
import { followed, hasMember, isMember, isOpen, type MemberTarget } from './target.ts';
import { LONGEST, shown } from './type-text.ts';

/** A place where the member's name is written, and what decides whether it is that member. */
interface Mention {
  readonly how: UseKind;
  /** The type whose member is named, where it is known. */
  readonly type: ts.Type;
  /** What has that type: its origin counts where the type says nothing. */
  readonly owner: ts.Node;
}

/** Every place in a file that uses the member. */
export function memberUses(source: ts.SourceFile, target: MemberTarget): Use[] {
  const uses: Use[] = [];
  const visit = (node: ts.Node): void => {
    if (isNameOf(node, target.member)) {
      const use = useOf(node, target);
      if (use) uses.push(use);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return uses;
}

type Name = ts.Identifier | ts.PrivateIdentifier | ts.StringLiteralLike;

const isNameOf = (node: ts.Node, member: string): node is Name =>
  (ts.isIdentifier(node) || ts.isStringLiteralLike(node)) && node.text === member;

function useOf(name: Name, target: MemberTarget): Use | undefined {
  const mention = mentionOf(name, target);
  if (!mention) return undefined;
  const { how, type, owner } = mention;
  if (hasMember(target, type))
    return { at: placeOf(name), how, confidence: 'certain', why: `${shown(owner)} is ${typeName(type, target)}` };
  if (!isOpen(type, target.checker)) return undefined;
  const origin = originOfOwner(owner, target);
  if (!origin) return undefined;
  const why = `${shown(owner)} comes from ${shown(origin.parent)}, whose other types are not in the workspace`;
  return { at: placeOf(name), how, confidence: 'possible', why };
}

function originOfOwner(owner: ts.Node, target: MemberTarget): ts.Node | undefined {
  if (ts.isHeritageClause(owner) || ts.isTypeNode(owner)) return namesIn(owner, target);
  return ts.isObjectLiteralExpression(owner) ? originOfArgument(owner, target) : originOf(owner, target);
}

function mentionOf(name: Name, target: MemberTarget): Mention | undefined {
  const { checker } = target;
  const { parent } = name;
  if (ts.isPropertyAccessExpression(parent) && parent.name === name) return ofExpression(parent, parent.expression, checker);
  if (ts.isElementAccessExpression(parent) && parent.argumentExpression === name) return ofExpression(parent, parent.expression, checker);
  if (ts.isQualifiedName(parent) && parent.right === name) return enumMember(name as ts.Identifier, parent, target);
  if (ts.isBindingElement(parent) && (parent.propertyName ?? parent.name) === name) return ofPattern(parent, checker);
  if (ts.isObjectLiteralElementLike(parent) && ts.isObjectLiteralExpression(parent.parent))
    return parent.name === name ? ofLiteral(parent, checker) : undefined;
  if (ts.isJsxAttribute(parent)) return ofAttribute(parent, checker);
  if (ts.isClassElement(parent) || ts.isTypeElement(parent) || ts.isParameter(parent)) return ofOverride(parent, name, target);
  if (ts.isLiteralTypeNode(parent)) return ofTypeKey(parent, target);
  return ts.isStringLiteralLike(name) ? ofKey(name, target) : undefined;
}

const ofExpression = (access: ts.Expression, owner: ts.Expression, checker: ts.TypeChecker): Mention => ({
  how: howUsed(access),
  type: checker.getTypeAtLocation(owner),
  owner,
});

/** `Role.ADMIN` as a type. */
function enumMember(name: ts.Identifier, { left }: ts.QualifiedName, target: MemberTarget): Mention | undefined {
  const { checker } = target;
  if (!isMember(target, checker.getSymbolAtLocation(name))) return undefined;
  const holder = followed(checker, checker.getSymbolAtLocation(left));
  return holder && { how: 'names', type: checker.getTypeOfSymbol(holder), owner: left };
}

/** `const { price } = dto` */
const ofPattern = (element: ts.BindingElement, checker: ts.TypeChecker): Mention | undefined =>
  element.dotDotDotToken ? undefined : { how: 'reads', type: checker.getTypeAtLocation(element.parent), owner: patternSource(element) };

function patternSource({ parent: { parent } }: ts.BindingElement): ts.Node {
  if (ts.isVariableDeclaration(parent)) return parent.initializer ?? parent;
  return parent;
}

/** `{ price: 1 }` where a type is expected; `({ price } = dto)` takes apart. */
function ofLiteral(element: ts.ObjectLiteralElementLike, checker: ts.TypeChecker): Mention | undefined {
  const literal = element.parent as ts.ObjectLiteralExpression;
  if (ts.isBinaryExpression(literal.parent) && literal.parent.left === literal)
    return { how: 'reads', type: checker.getTypeAtLocation(literal.parent.right), owner: literal.parent.right };
  return { how: 'sets', type: checker.getContextualType(literal) ?? checker.getAnyType(), owner: literal };
}

function ofAttribute(attribute: ts.JsxAttribute, checker: ts.TypeChecker): Mention | undefined {
  const type = checker.getContextualType(attribute.parent);
  return type && { how: 'sets', type, owner: attribute.parent.parent.tagName };
}

/** A class or interface that says the member again after its base. */
function ofOverride(element: ts.Node, name: Name, target: MemberTarget): Mention | undefined {
  if (ts.isParameter(element) && !ts.isParameterPropertyDeclaration(element, element.parent)) return undefined;
  const owner = ts.isParameter(element) ? element.parent.parent : element.parent;
  if (!ts.isClassLike(owner) && !ts.isInterfaceDeclaration(owner)) return undefined;
  if ((element as ts.NamedDeclaration).name !== name) return undefined;
  for (const clause of owner.heritageClauses ?? [])
    for (const base of clause.types) {
      const type = target.checker.getTypeAtLocation(base);
      if (hasMember(target, type)) return { how: 'implements', type, owner: base };
      if (isOpen(type, target.checker) && namesIn(base, target)) return { how: 'implements', type, owner: clause };
    }
  return undefined;
}

/** `FlightDto['price']`, `Pick<FlightDto, 'price'>` */
function ofTypeKey(literal: ts.LiteralTypeNode, { checker }: MemberTarget): Mention | undefined {
  const holder = ts.isUnionTypeNode(literal.parent) ? literal.parent.parent : literal.parent;
  const owner = ts.isIndexedAccessTypeNode(holder)
    ? holder.objectType
    : ts.isTypeReferenceNode(holder)
      ? holder.typeArguments?.[0]
      : undefined;
  return owner && { how: 'names', type: checker.getTypeAtLocation(owner), owner };
}

/** `pick(flight, 'price')`: a text that has to be a key of what is handed over with it. */
function ofKey(name: ts.StringLiteralLike, target: MemberTarget): Mention | undefined {
  const list = ts.isArrayLiteralExpression(name.parent) ? name.parent : name;
  const call = list.parent;
  if (!ts.isCallExpression(call)) return undefined;
  const { checker } = target;
  const owner = call.arguments.find(argument => argument !== list && hasMember(target, checker.getTypeAtLocation(argument)));
  return owner && { how: 'names', type: checker.getTypeAtLocation(owner), owner };
}

function typeName(type: ts.Type, { checker }: MemberTarget): string {
  const text = checker.typeToString(type, undefined, ts.TypeFormatFlags.UseAliasDefinedOutsideCurrentScope);
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}
