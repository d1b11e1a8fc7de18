import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseSync } from 'oxc-parser';
import { expect, test } from 'vitest';

const extension = resolve(import.meta.dirname, '../../src/extension');
const files = (readdirSync(extension, { recursive: true }) as string[]).filter(file => file.endsWith('.ts'));

interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

/** Names of calls whose texts nobody reads in the editor, or which translate them: `t`, a log, an error that is our fault. */
const NO_WORDS = /^(t|l10n\.t|.*\blog\.\w+|console\.\w+|\.?warn|this\.warn|Error|z\.\w+|RegExp)$/;

const called = (node: Node): string => {
  const callee = node['callee'] as Node;
  if (callee.type === 'Identifier') return String(callee['name']);
  const object = callee['object'] as Node | undefined;
  const owner = object?.type === 'MemberExpression' ? String((object['property'] as Node)['name']) : String(object?.['name'] ?? '');
  return `${owner}.${String((callee['property'] as Node | undefined)?.['name'] ?? '')}`;
};

/** Two words, or one that begins as a sentence does. */
const isRead = (text: string): boolean => /\p{L} \p{L}|^\p{Lu}\p{Ll}+( |$)/u.test(text);

function* unsaid(node: Node): Iterable<string> {
  if (
    node.type.startsWith('TS') &&
    node.type !== 'TSAsExpression' &&
    node.type !== 'TSSatisfiesExpression' &&
    node.type !== 'TSNonNullExpression' &&
    node.type !== 'TSParameterProperty'
  )
    return;
  if (node.type === 'ImportDeclaration') return;
  if ((node.type === 'CallExpression' || node.type === 'NewExpression') && NO_WORDS.test(called(node))) return;
  if (node.type === 'Literal' && typeof node['value'] === 'string' && isRead(node['value'])) yield node['value'];
  if (node.type === 'TemplateLiteral') {
    const text = (node['quasis'] as Node[]).map(quasi => (quasi['value'] as { cooked: string }).cooked).join('\u2026');
    if (isRead(text.replaceAll('\u2026', ' x '))) yield text;
  }
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) yield* unsaid(child);
  }
}

/** What pages show is English, as the pages themselves are; `Faultline` is a name in every language. */
const IN_PAGES = /^(verify\/(panel-state|verification|verify-panel)|webview-page)\.ts$/;
const NOT_READ: ReadonlySet<string> = new Set(['Faultline', 'environment variables', 'dependency map']);

test('the extension says nothing that cannot be translated', () => {
  const found = files
    .filter(file => !IN_PAGES.test(file))
    .flatMap(file => {
      const { program } = parseSync(file, readFileSync(join(extension, file), 'utf8'));
      return [...unsaid(program as unknown as Node)].filter(text => !NOT_READ.has(text)).map(text => `${file}: ${text}`);
    });
  expect(found).toEqual([]);
});
