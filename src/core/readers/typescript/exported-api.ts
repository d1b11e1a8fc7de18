import { ts } from 'ts-morph';
import type { Source } from '../../model/source.ts';
import { exportedNodes, isDeclaration, localDeclarations, type Locals } from './exported-nodes.ts';
import { has, isFunction, membersOf, signatureOf } from './member-shapes.ts';
import { placeOf } from './program.ts';
import { isReadable, scriptOf } from './scripts.ts';
import type { Shape } from './shape.ts';
import { plain, typeText, wording } from './type-text.ts';

/** What a file offers: by exported name, and the types of its own that the exported ones are made of. */
export type ExportedApi = ReadonlyMap<string, Shape>;

export function exportedApi({ path, text }: Source): ExportedApi {
  if (!isReadable(text)) return new Map();
  const file = ts.createSourceFile(`/${path}${path.endsWith('.vue') ? '.ts' : ''}`, scriptOf(path, text), ts.ScriptTarget.ESNext, true);
  const locals = localDeclarations(file);
  const shapes = new Map<string, Shape>();
  for (const [name, nodes] of exportedNodes(file, locals)) {
    const shape = shapeOf(nodes);
    if (shape) shapes.set(name, shape);
  }
  for (const name of namedTypes(shapes, locals)) {
    const shape = shapeOf(locals.get(name)!);
    if (shape) shapes.set(name, { ...shape, isOwn: true });
  }
  return shapes;
}

/** Types of the file that nobody can import by name, but that the offered ones lead to. */
function namedTypes(shapes: ReadonlyMap<string, Shape>, locals: Locals): readonly string[] {
  const words = new Set<string>();
  const open = [...shapes.values()];
  const found: string[] = [];
  for (let shape = open.pop(); shape; shape = open.pop())
    for (const word of wordsOf(shape)) {
      const nodes = locals.get(word);
      if (words.has(word) || shapes.has(word) || !nodes?.every(isTypeDeclaration)) continue;
      words.add(word);
      found.push(word);
      const next = shapeOf(nodes);
      if (next) open.push(next);
    }
  return found;
}

const isTypeDeclaration = (node: ts.Node): boolean =>
  isDeclaration(node) && !ts.isFunctionDeclaration(node) && !ts.isModuleDeclaration(node);

function wordsOf(shape: Shape): readonly string[] {
  const signatures = [
    ...shape.signatures,
    ...(shape.construct ? [shape.construct] : []),
    ...[...shape.members.values()].flatMap(member => member.signatures),
  ];
  const types = [
    shape.type,
    ...[...shape.members.values()].map(({ type }) => type),
    ...signatures.flatMap(({ parameters, returns }) => [returns, ...parameters.map(({ type }) => type)]),
  ];
  return [...shape.bases, ...types.map(type => type?.text ?? '')].flatMap(text => text.match(/[A-Za-z_$][\w$]*/g) ?? []);
}

function shapeOf(nodes: readonly ts.Node[]): Shape | undefined {
  const [first] = nodes;
  if (!first) return undefined;
  const told = describe(first);
  const members = new Map(nodes.flatMap(node => [...membersOf(contentOf(node))]));
  const signatures = nodes.flatMap(node => (ts.isFunctionDeclaration(node) ? [signatureOf(node)] : functionSignatures(node)));
  const isTold = members.size > 0 || signatures.length > 0;
  const type = isTold ? undefined : writtenType(first);
  return { ...told, members, signatures, ...(type && { type }) };
}

/** What holds the members of a declaration: the type of an alias; of a constant, the object that is handed through calls. */
function contentOf(node: ts.Node): ts.Node {
  if (ts.isTypeAliasDeclaration(node)) return node.type;
  if (ts.isVariableDeclaration(node)) return node.type ?? (node.initializer ? contentOf(node.initializer) : node);
  if (ts.isAsExpression(node) || ts.isSatisfiesExpression(node) || ts.isParenthesizedExpression(node)) return contentOf(node.expression);
  if (ts.isCallExpression(node)) return node.arguments.map(contentOf).find(ts.isObjectLiteralExpression) ?? node;
  return node;
}

function functionSignatures(node: ts.Node): readonly ReturnType<typeof signatureOf>[] {
  const content = contentOf(node);
  return isFunction(content) || ts.isFunctionTypeNode(content) ? [signatureOf(content)] : [];
}

function writtenType(node: ts.Node): Shape['type'] {
  if (ts.isTypeAliasDeclaration(node)) return typeText(node.type);
  return ts.isVariableDeclaration(node) && node.type ? typeText(node.type) : undefined;
}

function describe(node: ts.Node): Omit<Shape, 'members' | 'signatures' | 'type'> {
  const construct = ts.isClassLike(node) ? node.members.find(ts.isConstructorDeclaration) : undefined;
  const value =
    ts.isVariableDeclaration(node) && node.initializer && ts.isLiteralExpression(node.initializer) ? wording(node.initializer) : undefined;
  return {
    kind: kindOf(node),
    at: placeOf((node as ts.NamedDeclaration).name ?? node),
    isAbstract: has(node, ts.SyntaxKind.AbstractKeyword),
    bases:
      ts.isClassLike(node) || ts.isInterfaceDeclaration(node) ? (node.heritageClauses ?? []).flatMap(({ types }) => types.map(plain)) : [],
    generics: ((node as ts.ClassDeclaration).typeParameters ?? []).map(({ name, default: usual }) => ({
      name: name.text,
      isOptional: usual !== undefined,
    })),
    ...(construct && { construct: signatureOf(construct) }),
    ...(value && { value }),
  };
}

function kindOf(node: ts.Node): Shape['kind'] {
  if (ts.isClassLike(node)) return 'class';
  if (ts.isInterfaceDeclaration(node)) return 'interface';
  if (ts.isTypeAliasDeclaration(node)) return 'type';
  if (ts.isEnumDeclaration(node)) return 'enum';
  if (ts.isModuleDeclaration(node)) return 'namespace';
  if (ts.isExportSpecifier(node) || ts.isExportDeclaration(node) || ts.isNamespaceExport(node)) return 're-export';
  return ts.isFunctionDeclaration(node) || isFunction(contentOf(node)) ? 'function' : 'value';
}
