import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, normalize, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';

const top = resolve(import.meta.dirname, '..');

/** What each folder may import besides itself: other folders of src, and packages. The longest folder that fits a file decides. */
const RULES: Readonly<Record<string, { readonly sees: readonly string[]; readonly packages: readonly string[] }>> = {
  'core/model': { sees: [], packages: [] },
  'core/yaml': { sees: ['core/model'], packages: ['yaml'] },
  'core/manifests': { sees: ['core/model', 'core/yaml'], packages: ['yaml'] },
  'core/contract': {
    sees: ['core/model', 'core/yaml', 'core/manifests/files.ts', 'core/readers/use.ts'],
    packages: ['yaml', 'graphql', '@graphql-inspector/core'],
  },
  'core/extract': {
    sees: ['core/model', 'core/yaml'],
    packages: ['yaml', 'oxc-parser', '@vscode/tree-sitter-wasm', 'picomatch', 'js-yaml'],
  },
  'core/environments': { sees: ['core/model', 'core/yaml', 'core/extract', 'core/manifests'], packages: [] },
  'core/link': { sees: ['core/model'], packages: [] },
  'core/graph': {
    sees: ['core/model'],
    packages: ['graphology', 'graphology-components', 'graphology-shortest-path', 'graphology-traversal'],
  },
  // Where else the same thing is written: it asks what the link asked (who owns a file, what a value is), and makes no edge.
  'core/navigate': { sees: ['core/model', 'core/link'], packages: [] },
  'core/index': {
    sees: ['core/model', 'core/extract', 'core/manifests', 'core/environments', 'core/link', 'core/graph', 'core/navigate'],
    packages: [],
  },
  // Who reads a part of a contract: asked for one element, over the texts of one version.
  'core/readers': { sees: ['core/model', 'core/yaml', 'core/extract', 'core/contract', 'core/manifests/files.ts'], packages: ['ts-morph'] },
  'core/owners': { sees: ['core/model'], packages: [] },
  'core/waivers': { sees: ['core/model', 'core/yaml'], packages: [] },
  'core/impact': {
    sees: [
      ...['model', 'link', 'graph', 'navigate', 'contract', 'readers', 'owners', 'waivers'].map(name => `core/${name}`),
      'core/elements/consumers.ts',
    ],
    packages: [],
  },
  'core/plan': {
    sees: ['model', 'yaml', 'link', 'graph', 'contract', 'navigate', 'readers', 'index'].map(name => `core/${name}`),
    packages: ['yaml'],
  },
  'core/metrics': { sees: ['core/model', 'core/link', 'core/graph', 'core/index'], packages: [] },
  'core/detect': { sees: ['core/model', 'core/link', 'core/graph', 'core/contract', 'core/index'], packages: [] },
  'core/elements': { sees: ['core/model', 'core/index', 'core/graph', 'core/contract'], packages: [] },
  // What of another repository is kept beside this one.
  'core/siblings': { sees: ['model', 'link', 'contract', 'extract', 'manifests/files.ts'].map(name => `core/${name}`), packages: ['yaml'] },
  // What a run proves, from its events; and what a scenario, a contract and a compose project ask for. Nothing here starts anything.
  'core/verify': {
    sees: ['model', 'yaml', 'graph', 'contract', 'manifests/files.ts', 'manifests/hash', 'detect/resilience'].map(name => `core/${name}`),
    packages: ['zod', 'yaml', 'ajv', 'ajv-formats', 'fast-check'],
  },
  workspace: { sees: ['core'], packages: ['node:', 'ignore'] },
  sandbox: { sees: ['core', 'workspace'], packages: ['node:', 'zod', 'dockerode', '@grpc/grpc-js', 'protobufjs', 'fast-check'] },
  protocol: { sees: ['core/model'], packages: ['zod'] },
  webview: { sees: ['protocol', 'core/model'], packages: ['preact'] },
  // The editor's side of a map holds its state, so it shares what makes the next state, and words; never a view.
  extension: {
    sees: [
      'protocol',
      'core/model',
      ...['reduce', 'visible', 'mermaid', 'words', 'group-order'].map(name => `webview/map/${name}.ts`),
      // A run is folded from its events wherever they arrive.
      ...['run', 'verdict', 'objective'].map(name => `core/verify/${name}.ts`),
    ],
    packages: ['node:crypto', 'node:child_process', 'node:readline', 'node:path', 'vscode', 'vscode-languageclient', 'zod'],
  },
  server: { sees: ['core', 'workspace', 'protocol'], packages: ['node:', 'vscode-languageserver', 'vscode-languageserver-textdocument'] },
  // Of the server only the door: `faultline lsp`.
  cli: { sees: ['core', 'workspace', 'sandbox', 'protocol', 'server'], packages: ['node:'] },
};

interface Import {
  readonly file: string;
  readonly to: string;
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(top, 'src', file), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
  return [...text.matchAll(/^\s*(?:import|export)\s[^'"]*?from\s+'([^']+)'|^\s*import\s+'([^']+)'|\bimport\('([^']+)'\)/gm)].map(match => ({
    file,
    to: match[1] ?? match[2] ?? match[3]!,
  }));
}

const files = (readdirSync(join(top, 'src'), { recursive: true }) as string[])
  .filter(file => /\.tsx?$/.test(file))
  .map(file => file.replaceAll('\\', '/'));

function ruleOf(file: string): readonly [string, { readonly sees: readonly string[]; readonly packages: readonly string[] }] | undefined {
  return Object.entries(RULES)
    .filter(([folder]) => file.startsWith(`${folder}/`))
    .toSorted(([a], [b]) => b.length - a.length)[0];
}

function breaks({ file, to }: Import): string | undefined {
  const rule = ruleOf(file);
  if (!rule) return `${file} lies in no folder that the rules know`;
  const [folder, { sees, packages }] = rule;
  if (!to.startsWith('.'))
    return packages.some(name => to === name || to.startsWith(name.endsWith(':') ? name : `${name}/`))
      ? undefined
      : `${file} imports the package ${to}`;
  const target = relative(join(top, 'src'), normalize(join(top, 'src', dirname(file), to))).replaceAll('\\', '/');
  return [folder, ...sees].some(seen => target === seen || target.startsWith(`${seen}/`)) ? undefined : `${file} imports ${target}`;
}

test('every import follows the rules of its folder', () => {
  const broken = files.flatMap(importsOf).map(breaks);
  expect(broken.filter(sentence => sentence !== undefined)).toEqual([]);
});

test('the core asks for no clock, random number, process or network', () => {
  const core = files.filter(file => file.startsWith('core/'));
  const impure = core.filter(file =>
    /\b(Date\.now|new Date\(\)|Math\.random|performance\.now|process\.|fetch\(|setTimeout|globalThis)/.test(code(file)),
  );
  expect(impure).toEqual([]);
});

/** Texts and comments name these things without using them. */
const code = (file: string): string =>
  readFileSync(join(top, 'src', file), 'utf8')
    .replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
    .replace(/'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`/g, "''")
    .replace(/\/(?![*/])(?:[^/\\\n[]|\\.|\[(?:[^\]\\]|\\.)*\])+\/[a-z]*/g, '/x/');

test('there are no barrel files: an index is an extractor or a page', () => {
  const barrels = files.filter(file => {
    const lines = readFileSync(join(top, 'src', file), 'utf8')
      .split('\n')
      .filter(line => line.trim() !== '');
    return lines.length > 0 && lines.every(line => /^export (\*|\{|type \{).* from /.test(line));
  });
  expect(barrels).toEqual([]);
});
