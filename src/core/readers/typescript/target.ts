import { ts } from 'ts-morph';
import type { Program } from './program.ts';
import type { SymbolQuestion } from './symbol-uses.ts';

/** What is asked about, as the compiler knows it: the places where it is declared. */
export interface Target {
  readonly checker: ts.TypeChecker;
  readonly symbol: ts.Symbol;
  /** Of the symbol. */
  readonly declarations: ReadonlySet<ts.Node>;
  /** Its type, or the type of the value that it names. */
  readonly type: ts.Type;
  /** What is known so far of other symbols: whether they are made of this one. */
  readonly made: Map<ts.Symbol, boolean>;
}

export interface MemberTarget extends Target {
  readonly member: string;
  readonly memberDeclarations: ReadonlySet<ts.Node>;
}

export function targetOf({ checker, sourceFile }: Program, { file, symbol }: SymbolQuestion): Target | undefined {
  const source = sourceFile(file);
  const module = source && moduleOf(source);
  if (!module) return undefined;
  const [first, ...rest] = symbol.split('.');
  let found = offered(checker, module, first!) ?? ownType(checker, source, first!);
  for (const name of rest) found &&= followed(checker, named(checker.getExportsOfModule(found), name));
  if (!found?.declarations) return undefined;
  return { checker, symbol: found, declarations: new Set(found.declarations), type: typeOf(checker, found), made: new Map() };
}

/** What a module offers by a name; a CommonJS module offers what is in its one value. */
function offered(checker: ts.TypeChecker, module: ts.Symbol, name: string): ts.Symbol | undefined {
  const whole = module.exports?.get(ts.InternalSymbolName.ExportEquals);
  if (name === 'export=') return followed(checker, whole);
  const found = named(checker.getExportsOfModule(module), name);
  return followed(checker, found ?? (whole && checker.getPropertyOfType(checker.getTypeOfSymbol(whole), name)));
}

/** The compiler's public door shows no CommonJS modules. */
const moduleOf = (source: ts.SourceFile): ts.Symbol | undefined => (source as { readonly symbol?: ts.Symbol }).symbol;

const named = (symbols: readonly ts.Symbol[], name: string): ts.Symbol | undefined => symbols.find(symbol => symbol.name === name);

/** A type that nobody can import, and that what others import is made of. */
function ownType(checker: ts.TypeChecker, source: ts.SourceFile, name: string): ts.Symbol | undefined {
  for (const statement of source.statements) {
    if (!ts.isInterfaceDeclaration(statement) && !ts.isTypeAliasDeclaration(statement) && !ts.isClassDeclaration(statement)) continue;
    if (statement.name?.text === name) return checker.getSymbolAtLocation(statement.name);
  }
  return undefined;
}

/** An import or re-export stands for what it leads to. */
export const followed = (checker: ts.TypeChecker, symbol: ts.Symbol | undefined): ts.Symbol | undefined =>
  symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;

const typeOf = (checker: ts.TypeChecker, symbol: ts.Symbol): ts.Type =>
  symbol.flags & ts.SymbolFlags.Type ? checker.getDeclaredTypeOfSymbol(symbol) : checker.getTypeOfSymbol(symbol);

/** Undefined where the type is known and has no such member. */
export function memberTargetOf(target: Target, member: string): MemberTarget | undefined {
  const { checker, symbol, type } = target;
  const found =
    checker.getPropertyOfType(type, member) ??
    symbol.exports?.get(ts.escapeLeadingUnderscores(member)) ??
    checker.getPropertyOfType(checker.getTypeOfSymbol(symbol), member);
  const declarations = found?.declarations ?? [];
  return declarations.length > 0 || isOpen(type, checker) ? { ...target, member, memberDeclarations: new Set(declarations) } : undefined;
}

/** Whether a type may have members that the texts do not show. */
export function isOpen(type: ts.Type, checker: ts.TypeChecker, depth = 0): boolean {
  if (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) return true;
  if (depth > MOST_BASES) return false;
  if (type.isUnion()) return type.types.some(part => isOpen(part, checker, depth + 1));
  return (type.symbol?.declarations ?? []).flatMap(basesOf).some(base => isOpen(checker.getTypeAtLocation(base), checker, depth + 1));
}

const MOST_BASES = 10;

function basesOf(declaration: ts.Declaration): readonly ts.Node[] {
  if (!ts.isClassLike(declaration) && !ts.isInterfaceDeclaration(declaration)) return [];
  const clauses = declaration.heritageClauses ?? [];
  return clauses.filter(({ token }) => token === ts.SyntaxKind.ExtendsKeyword).flatMap(({ types }) => types);
}

/** A property of a union, a copy or a mapped type is declared where its parts are. */
export const isMember = ({ memberDeclarations }: MemberTarget, symbol: ts.Symbol | undefined): boolean =>
  symbol?.declarations?.some(node => memberDeclarations.has(node)) ?? false;

export const isSymbol = ({ checker, declarations }: Target, symbol: ts.Symbol | undefined): boolean =>
  followed(checker, symbol)?.declarations?.some(node => declarations.has(node)) ?? false;

/** The member among the properties of a type, or of one of its alternatives. */
export function hasMember(target: MemberTarget, type: ts.Type): boolean {
  if (type.isUnion()) return type.types.some(part => hasMember(target, part));
  return isMember(target, target.checker.getPropertyOfType(type, target.member));
}
