import { ts } from 'ts-morph';

/** Something written, without what does not change its meaning: comments, layout, quotes, the order of alternatives. */
export interface Wording {
  readonly text: string;
  /** For people. */
  readonly written: string;
}

export interface TypeText extends Wording {
  /** Its alternatives. */
  readonly parts: readonly string[];
}

export function typeText(node: ts.TypeNode): TypeText {
  const parts = alternatives(node);
  return { text: parts.join(' | '), parts, written: shown(node) };
}

export const wording = (node: ts.Node): Wording => ({ text: plain(node), written: shown(node) });

/** Of what is shown of code in a sentence. */
export const LONGEST = 60;

/** As it is written, on one line. */
export function shown(node: ts.Node): string {
  const text = node.getText().replace(/\s+/g, ' ');
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

const alternatives = (node: ts.TypeNode): readonly string[] => {
  if (ts.isParenthesizedTypeNode(node)) return alternatives(node.type);
  return ts.isUnionTypeNode(node) ? [...new Set(node.types.flatMap(alternatives))].toSorted() : [plain(node)];
};

/** The text of any syntax, by its words. */
export function plain(node: ts.Node): string {
  if (ts.isStringLiteralLike(node)) return JSON.stringify(node.text);
  if (ts.isNumericLiteral(node)) return node.text;
  if (ts.isParenthesizedTypeNode(node)) return isSimple(node.type) ? plain(node.type) : `(${plain(node.type)})`;
  if (ts.isUnionTypeNode(node)) return alternatives(node).join(' | ');
  if (ts.isIntersectionTypeNode(node)) return node.types.map(plain).toSorted().join(' & ');
  if (ts.isTypeLiteralNode(node)) return `{ ${node.members.map(plain).toSorted().join('; ')} }`;
  const element = elementOf(node);
  if (element) return `${isSimple(element) ? plain(element) : `(${plain(element)})`}[]`;
  const words = node.getChildren().filter(child => !ts.isJSDoc(child) && !isSeparator(child));
  if (words.length === 0) return node.kind === ts.SyntaxKind.SyntaxList ? '' : node.getText();
  return words.map(plain).join(node.kind === ts.SyntaxKind.SyntaxList ? ', ' : ' ');
}

/** Of `string[]`, `Array<string>` */
function elementOf(node: ts.Node): ts.TypeNode | undefined {
  if (ts.isArrayTypeNode(node)) return ts.isParenthesizedTypeNode(node.elementType) ? node.elementType.type : node.elementType;
  return ts.isTypeReferenceNode(node) && node.typeArguments?.length === 1 && node.typeName.getText() === 'Array'
    ? node.typeArguments[0]
    : undefined;
}

const isSimple = (type: ts.TypeNode): boolean => ts.isTypeReferenceNode(type) || ts.isLiteralTypeNode(type) || ts.isToken(type);

const isSeparator = ({ kind }: ts.Node): boolean => kind === ts.SyntaxKind.CommaToken || kind === ts.SyntaxKind.SemicolonToken;

/** How one type has become another. */
type TypeDifference = 'same' | 'wider' | 'narrower' | 'other';

/** A type that is not written may be anything, so it is compared with nothing. */
export function typeDifference(before: TypeText | undefined, after: TypeText | undefined): TypeDifference {
  if (!before || !after || before.text === after.text) return 'same';
  if (after.text === 'any' || before.text === 'any') return 'same';
  if (after.text === 'unknown') return 'wider';
  if (before.text === 'unknown') return 'narrower';
  if (before.parts.every(part => after.parts.includes(part))) return 'wider';
  return after.parts.every(part => before.parts.includes(part)) ? 'narrower' : 'other';
}
