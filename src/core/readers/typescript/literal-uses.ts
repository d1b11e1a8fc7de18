import { ts } from 'ts-morph';
import type { Use } from '../use.ts';
import { placeOf } from './program.ts';
import type { Target } from './target.ts';

/** Names that every object of the type has to give; none for what no object literal can be. */
function requiredMembers({ type, symbol, checker }: Target): readonly string[] {
  if (!(symbol.flags & (ts.SymbolFlags.Interface | ts.SymbolFlags.Class | ts.SymbolFlags.TypeAlias))) return [];
  return checker
    .getPropertiesOfType(type)
    .filter(({ flags }) => !(flags & ts.SymbolFlags.Optional))
    .map(({ name }) => name);
}

/** Object literals that are written where the type is expected: they make one without its name. */
export function literalUses(source: ts.SourceFile, target: Target): Use[] {
  const required = requiredMembers(target);
  if (required.length === 0) return [];
  const uses: Use[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isObjectLiteralExpression(node) && gives(node, required) && isExpected(node, target))
      uses.push({
        at: placeOf(node),
        how: 'constructs',
        confidence: 'certain',
        why: `an object is written where ${target.symbol.name} is expected`,
      });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return uses;
}

function gives(literal: ts.ObjectLiteralExpression, required: readonly string[]): boolean {
  const given = new Set(
    literal.properties.map(({ name }) => (name && (ts.isIdentifier(name) || ts.isStringLiteral(name)) ? name.text : '')),
  );
  return (
    required.every(name => given.has(name)) || (literal.properties.some(ts.isSpreadAssignment) && required.some(name => given.has(name)))
  );
}

function isExpected(literal: ts.ObjectLiteralExpression, { checker, declarations }: Target): boolean {
  const expected = checker.getContextualType(literal);
  if (!expected) return false;
  const parts = expected.isUnionOrIntersection() ? [expected, ...expected.types] : [expected];
  return parts.some(part => [part.symbol, part.aliasSymbol].some(symbol => symbol?.declarations?.some(node => declarations.has(node))));
}
