import { ts } from 'ts-morph';
import type { Use, UseKind } from '../use.ts';
import { howNamed, isInImport } from './how.ts';
import { placeOf } from './program.ts';
import { followed, isSymbol, type Target } from './target.ts';

/** Every place in a file that names the symbol, under whatever name it goes there. */
export function nameUses(source: ts.SourceFile, target: Target): Use[] {
  const uses: Use[] = [];
  const known: Known = { names: new Set([target.symbol.name]), locals: new Set() };
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && isUse(node, target, known)) {
      if (isInImport(node)) learn(localName(node), target, known);
      if (!isRenaming(node)) uses.push({ at: placeOf(node), how: howOf(node, target), confidence: 'certain', why: whyOf(node, target) });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return uses;
}

/** Under which names the symbol goes in a file. */
interface Known {
  readonly names: Set<string>;
  /** What a module that was awaited is taken apart into. */
  readonly locals: Set<ts.Symbol>;
}

function isUse(name: ts.Identifier, target: Target, { names, locals }: Known): boolean {
  if ((!names.has(name.text) && !isInImport(name)) || ts.isJsxClosingElement(name.parent)) return false;
  const symbol = symbolAt(name, target.checker);
  return isSymbol(target, symbol) || (symbol !== undefined && locals.has(symbol));
}

function learn(local: ts.Identifier, { checker }: Target, { names, locals }: Known): void {
  const symbol = checker.getSymbolAtLocation(local);
  names.add(local.text);
  if (symbol) locals.add(symbol);
}

/** The name under which the file goes on with what it takes. */
const localName = (name: ts.Identifier): ts.Identifier =>
  ts.isBindingElement(name.parent) && ts.isIdentifier(name.parent.name) ? name.parent.name : name;

/** `Bought` in `import { Purchase as Bought }`: the use is before it. */
const isRenaming = (name: ts.Identifier): boolean =>
  (ts.isImportSpecifier(name.parent) || ts.isExportSpecifier(name.parent) || ts.isBindingElement(name.parent)) &&
  name.parent.propertyName !== undefined &&
  name.parent.name === name;

function symbolAt(name: ts.Identifier, checker: ts.TypeChecker): ts.Symbol | undefined {
  const { parent } = name;
  if (ts.isShorthandPropertyAssignment(parent)) return checker.getShorthandAssignmentValueSymbol(parent);
  if (ts.isExportSpecifier(parent)) return checker.getExportSpecifierLocalTargetSymbol(parent);
  if (ts.isBindingElement(parent) && (parent.propertyName ?? parent.name) === name)
    return checker.getPropertyOfType(checker.getTypeAtLocation(parent.parent), name.text);
  return checker.getSymbolAtLocation(name);
}

/** A class that is handed over as a value is only named. */
function howOf(name: ts.Identifier, { symbol }: Target): UseKind {
  const how = howNamed(name);
  return how === 'reads' && symbol.flags & ts.SymbolFlags.Type ? 'names' : how;
}

function whyOf(name: ts.Identifier, { checker, symbol }: Target): string {
  const [declaration] = followed(checker, symbol)?.declarations ?? [];
  const file = declaration?.getSourceFile().fileName.slice(1);
  return `${name.text} is ${symbol.name === name.text ? 'declared' : `${symbol.name}, declared`} in ${file}`;
}
