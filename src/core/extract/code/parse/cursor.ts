import type { Language, Tree, TreeCursor } from '@vscode/tree-sitter-wasm';
import { withTree, type GrammarName } from './grammar.ts';

/**
 * One node of a syntax tree as a plain object. Reading a tree-sitter node crosses into WebAssembly for every property, so a tree is copied once
 * (measured on Go, C# and Rust sources: the cursor walk costs 0.5 to 0.8 of the parse, `node.children` without field names 0.8 to 1.1)
 * and the front ends then run on this copy alone.
 * Comments and the punctuation ( ) { } [ ] , ; and quotes are left out; keywords and operators stay, with `named: false`.
 */
export interface SyntaxNode {
  readonly type: string;
  /** UTF-16 offsets [start, end). */
  readonly start: number;
  readonly end: number;
  readonly named: boolean;
  /** The name that its parent's grammar rule gives it: `function`, `arguments`, `name`. */
  readonly field?: string | undefined;
  readonly children: readonly SyntaxNode[];
}

/** Pure and total for any text, once the grammar is loaded. Broken code gives nodes of type `ERROR` among the good ones. */
export function treeOf(grammar: GrammarName, text: string): SyntaxNode {
  return withTree(grammar, text, tree => copyOf(tree, text, grammar));
}

/** The first child with that field. */
export function childOf(node: SyntaxNode, field: string): SyntaxNode | undefined {
  for (const child of node.children) if (child.field === field) return child;
  return undefined;
}

/** The first child of that type. */
export function firstOf(node: SyntaxNode, type: string): SyntaxNode | undefined {
  for (const child of node.children) if (child.type === type) return child;
  return undefined;
}

/** Every node below with that type, not looking inside a match. */
export function* descendantsOf(node: SyntaxNode, type: string): Generator<SyntaxNode> {
  for (const child of node.children) {
    if (child.type === type) yield child;
    else yield* descendantsOf(child, type);
  }
}

const DROPPED = new Set(['(', ')', '{', '}', '[', ']', ',', ';', '"', "'", '`', 'comment', 'line_comment', 'block_comment', '\n', '']);

/** They have nothing inside them; not looking saves a crossing for every third node. */
const LEAVES = new Set([
  'identifier',
  'field_identifier',
  'type_identifier',
  'package_identifier',
  'name',
  'string_content',
  'string_literal_content',
  'escape_sequence',
]);

/** What a front end reads by its text alone. */
const WHOLE: Partial<Record<GrammarName, readonly string[]>> = {
  go: ['interpreted_string_literal', 'raw_string_literal', 'rune_literal', 'qualified_type'],
};

/** Chains of names and members. One of words and points alone says all by its text, and a third of a Go tree is the inside of those. */
const CHAINS: Partial<Record<GrammarName, string>> = { go: 'selector_expression' };

function isPlainChain(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    const word = (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 46 || code === 95 || (code >= 48 && code <= 57);
    if (!word) return false;
  }
  return true;
}

/** What the numbers of a grammar mean; asking once for each number saves two crossings for each node. */
const grammars = new WeakMap<Language, (Kind | undefined)[]>();

const NONE: readonly SyntaxNode[] = [];

/** Deeper trees are machine-made (a thousand concatenations) and would end the stack of whoever walks them. */
const DEEPEST = 400;

/** The number that every grammar gives to a broken place. */
const ERROR_ID = 65_535;
const ERROR: Kind = { type: 'ERROR', named: true, dropped: false, leaf: false, chain: false };

interface Kind {
  readonly type: string;
  readonly named: boolean;
  readonly dropped: boolean;
  readonly leaf: boolean;
  readonly chain: boolean;
}

interface Walk {
  readonly cursor: TreeCursor;
  readonly kinds: (Kind | undefined)[];
  readonly fields: readonly (string | null)[];
  readonly text: string;
  readonly grammar: GrammarName;
  depth: number;
}

function copyOf(tree: Tree, text: string, grammar: GrammarName): SyntaxNode {
  const cursor = tree.walk();
  try {
    const walk: Walk = { cursor, kinds: kindsOf(tree.language), fields: tree.language.fields, text, grammar, depth: 0 };
    return copyNode(kindOf(walk), walk);
  } finally {
    cursor.delete();
  }
}

function kindsOf(language: Language): (Kind | undefined)[] {
  const known = grammars.get(language);
  if (known) return known;
  const kinds: (Kind | undefined)[] = [];
  grammars.set(language, kinds);
  return kinds;
}

function copyNode(kind: Kind, walk: Walk): SyntaxNode {
  const { cursor, fields, text } = walk;
  const start = cursor.startIndex;
  const end = cursor.endIndex;
  const field = fields[cursor.currentFieldId] ?? undefined;
  const ends = kind.leaf || walk.depth >= DEEPEST || (kind.chain && isPlainChain(text, start, end));
  const children = ends ? NONE : copyChildren(walk);
  return { type: kind.type, start, end, named: kind.named, field, children };
}

function copyChildren(walk: Walk): readonly SyntaxNode[] {
  const { cursor } = walk;
  if (!cursor.gotoFirstChild()) return NONE;
  walk.depth++;
  const children: SyntaxNode[] = [];
  do {
    const kind = kindOf(walk);
    if (!kind.dropped) children.push(copyNode(kind, walk));
  } while (cursor.gotoNextSibling());
  walk.depth--;
  cursor.gotoParent();
  return children;
}

function kindOf({ cursor, kinds, grammar }: Walk): Kind {
  const id = cursor.nodeTypeId;
  if (id >= ERROR_ID) return ERROR;
  const found = kinds[id];
  if (found) return found;
  const type = cursor.nodeType;
  const named = cursor.nodeIsNamed;
  const kind = {
    type,
    named,
    dropped: DROPPED.has(type),
    leaf: !named || LEAVES.has(type) || WHOLE[grammar]?.includes(type) === true,
    chain: CHAINS[grammar] === type,
  };
  kinds[id] = kind;
  return kind;
}
