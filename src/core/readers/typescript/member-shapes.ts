import { ts } from 'ts-morph';
import { placeOf } from './program.ts';
import type { Member, Signature } from './shape.ts';
import { typeText, wording, type Wording } from './type-text.ts';

/** Members that others can see, by their names. Overloads of a method are one member. */
export function membersOf(declaration: ts.Node): ReadonlyMap<string, Member> {
  if (ts.isEnumDeclaration(declaration)) return byName(enumMembers(declaration));
  if (ts.isClassLike(declaration)) return byName([...declaration.members.map(elementOf), ...parameterProperties(declaration)]);
  if (ts.isInterfaceDeclaration(declaration) || ts.isTypeLiteralNode(declaration)) return byName(declaration.members.map(elementOf));
  if (ts.isObjectLiteralExpression(declaration)) return byName(declaration.properties.map(propertyOf));
  if (ts.isIntersectionTypeNode(declaration)) return new Map(declaration.types.flatMap(part => [...membersOf(part)]));
  return ts.isParenthesizedTypeNode(declaration) ? membersOf(declaration.type) : new Map();
}

function byName(members: readonly (Member | undefined)[]): ReadonlyMap<string, Member> {
  const found = new Map<string, Member>();
  for (const member of members) {
    if (!member) continue;
    const known = found.get(member.name);
    found.set(member.name, known ? { ...known, signatures: [...known.signatures, ...member.signatures] } : member);
  }
  return found;
}

function elementOf(element: ts.ClassElement | ts.TypeElement): Member | undefined {
  const name = element.name && nameOf(element.name);
  if (name === undefined || has(element, ts.SyntaxKind.PrivateKeyword)) return undefined;
  if (isMethod(element)) return { ...common(element, name), kind: 'method', signatures: [signatureOf(element)] };
  const value = (element as ts.PropertyDeclaration).initializer;
  if (value && isFunction(value)) return { ...common(element, name), kind: 'method', signatures: [signatureOf(value)] };
  const type = writtenType(element);
  return { ...common(element, name), kind: 'property', signatures: [], ...(type && { type: typeText(type) }) };
}

const isMethod = (element: ts.Node): element is ts.MethodDeclaration | ts.MethodSignature =>
  ts.isMethodDeclaration(element) || ts.isMethodSignature(element);

/** Of a property, of what a getter gives, or of what a setter takes. */
function writtenType(element: ts.ClassElement | ts.TypeElement): ts.TypeNode | undefined {
  if (ts.isSetAccessorDeclaration(element)) return element.parameters[0]?.type;
  return (element as ts.PropertySignature).type;
}

function parameterProperties(declaration: ts.ClassLikeDeclaration): readonly (Member | undefined)[] {
  const made = declaration.members.find(ts.isConstructorDeclaration);
  return (made?.parameters ?? []).map(parameter => {
    if (!ts.isParameterPropertyDeclaration(parameter, parameter.parent) || has(parameter, ts.SyntaxKind.PrivateKeyword)) return undefined;
    const type = parameter.type && typeText(parameter.type);
    return { ...common(parameter, nameOf(parameter.name) ?? ''), kind: 'property', signatures: [], ...(type && { type }) };
  });
}

type Element = ts.ClassElement | ts.TypeElement | ts.ParameterPropertyDeclaration;

const common = (element: Element, name: string): Omit<Member, 'kind' | 'signatures'> => ({
  name,
  at: placeOf(element.name ?? element),
  isOptional: (element as ts.PropertySignature).questionToken !== undefined,
  isReadonly: has(element, ts.SyntaxKind.ReadonlyKeyword),
  isAbstract: has(element, ts.SyntaxKind.AbstractKeyword),
  visibility: has(element, ts.SyntaxKind.ProtectedKeyword) ? 'protected' : 'public',
});

/** Members without a written value count up from the one before. */
function enumMembers({ members }: ts.EnumDeclaration): readonly Member[] {
  let next: number | undefined = 0;
  return members.map(member => {
    const value: Wording | undefined = member.initializer ? wording(member.initializer) : next === undefined ? undefined : counted(next);
    next = value && /^-?\d+$/.test(value.text) ? Number(value.text) + 1 : undefined;
    return { ...plainMember(member, nameOf(member.name) ?? ''), kind: 'enum-member', ...(value && { value }) };
  });
}

const counted = (value: number): Wording => ({ text: `${value}`, written: `${value}` });

function propertyOf(property: ts.ObjectLiteralElementLike): Member | undefined {
  const name = property.name && nameOf(property.name);
  if (name === undefined) return undefined;
  const value = ts.isPropertyAssignment(property) ? property.initializer : property;
  if (isFunction(value)) return { ...plainMember(property, name), kind: 'method', signatures: [signatureOf(value)] };
  const written = ts.isPropertyAssignment(property) ? { value: wording(property.initializer) } : {};
  return { ...plainMember(property, name), kind: 'property', ...written };
}

const plainMember = (node: ts.NamedDeclaration, name: string): Omit<Member, 'kind'> => ({
  name,
  at: placeOf(node.name ?? node),
  isOptional: false,
  isReadonly: false,
  isAbstract: false,
  visibility: 'public',
  signatures: [],
});

export const isFunction = (node: ts.Node): node is ts.ArrowFunction | ts.FunctionExpression | ts.MethodDeclaration =>
  ts.isArrowFunction(node) || ts.isFunctionExpression(node) || ts.isMethodDeclaration(node);

export const signatureOf = (made: ts.SignatureDeclaration): Signature => ({
  at: placeOf(made.name ?? made),
  parameters: made.parameters
    .filter(({ name }) => !(ts.isIdentifier(name) && name.text === 'this'))
    .map(parameter => ({
      name: ts.isIdentifier(parameter.name) ? parameter.name.text : '',
      at: placeOf(parameter),
      isOptional: Boolean(parameter.questionToken ?? parameter.initializer ?? parameter.dotDotDotToken),
      ...(parameter.type && { type: typeText(parameter.type) }),
    })),
  ...(made.type && { returns: typeText(made.type) }),
});

const nameOf = (name: ts.PropertyName | ts.BindingName): string | undefined =>
  ts.isIdentifier(name) || ts.isStringLiteralLike(name) || ts.isNumericLiteral(name) ? name.text : undefined;

export const has = (node: ts.Node, kind: ts.SyntaxKind): boolean =>
  ts.canHaveModifiers(node) && (ts.getModifiers(node)?.some(modifier => modifier.kind === kind) ?? false);
