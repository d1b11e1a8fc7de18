import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { registered } from '../../src/extension/commands/commands.ts';
import type { Desk } from '../../src/extension/desk.ts';
import { UserError } from '../../src/extension/user-error.ts';
import type { RootGraph, ServerState } from '../../src/protocol/lsp.ts';
import type { MapCondition } from '../../src/protocol/panels/map-page.ts';
import { emptyRoot, idleServer, shopRoot } from './fixtures.ts';
import { editor } from './vscode.ts';

const manifest: { readonly contributes: { readonly commands: readonly { readonly command: string; readonly enablement?: string }[] } } =
  JSON.parse(readFileSync(resolve(import.meta.dirname, '../../package.json'), 'utf8'));

interface State {
  readonly condition: MapCondition;
  readonly roots: readonly RootGraph[];
  readonly server: ServerState | null;
  /** What the server answers. */
  readonly ask?: (question: { readonly method: string }) => Promise<unknown>;
}

const asleep = () => Promise.reject(new UserError('Faultline is starting. Try again in a moment.'));

/** A server that knows nothing of what it is asked about. */
const answered: State['ask'] = async ({ method }) =>
  method === 'faultline/explain' ? null : { roots: [], text: '', names: [], exists: true, scenarios: [] };

const states: Readonly<Record<string, State>> = {
  'no folder is open': { condition: { kind: 'no-folder' }, roots: [], server: null, ask: asleep },
  'everything starts': { condition: { kind: 'starting' }, roots: [], server: null, ask: asleep },
  'files are read': { condition: { kind: 'reading', done: 1, total: 9 }, roots: [emptyRoot], server: idleServer },
  'reading was stopped': { condition: { kind: 'ready' }, roots: [emptyRoot], server: { ...idleServer, stopped: true } },
  'nothing was found': { condition: { kind: 'ready' }, roots: [emptyRoot], server: idleServer },
  'the server is down': { condition: { kind: 'broken', why: 'It stops.' }, roots: [], server: null, ask: asleep },
  'a graph is there': { condition: { kind: 'ready' }, roots: [shopRoot], server: idleServer },
  'a graph is there and the server is not': { condition: { kind: 'ready' }, roots: [shopRoot], server: idleServer, ask: asleep },
};

/** Whatever is asked of it, it does nothing. */
const idler: unknown = new Proxy(() => undefined, {
  get: (_target, name) => (name === 'then' ? undefined : idler),
  apply: () => undefined,
});

function deskIn({ condition, roots, server, ask = answered }: State): Desk {
  return {
    ...Object.fromEntries(
      ['panel', 'tree', 'explanations', 'impactPanel', 'environment', 'verification', 'verifyPanel'].map(name => [name, idler]),
    ),
    backend: { ask, state: { kind: 'running' } },
    graphs: { condition, roots, server, root: () => roots[0] },
    cursor: { at: null, look: async () => null, settle: () => undefined },
    sidebar: { host: { session: { root: '', place: { focus: null, view: 'focus', selection: null } } }, show: async () => undefined },
    impacts: { analysis: null, analyse: async () => undefined },
    findings: { roots: [] },
    detect: { filter: { severities: [], stages: [], services: [] } },
    extension: { path: '/extension' },
    log: { show: () => undefined, error: (line: string) => void logged.push(line) },
  } as unknown as Desk;
}

let logged: string[] = [];

beforeEach(() => {
  editor.reset();
  logged = [];
});

async function said(state: State, name: string, asked?: unknown): Promise<readonly string[]> {
  editor.folders = state.roots.map(({ uri }) => uri);
  registered(deskIn(state));
  await editor.commands.get(name)!(asked);
  return editor.said.map(({ level, sentence }) => `${level}: ${sentence}`);
}

const all = manifest.contributes.commands.map(({ command }) => command);

describe.each(Object.entries(states))('while %s', (_when, state) => {
  test.each(all)('%s says a sentence or does its work, and nothing is our fault', async name => {
    const sentences = await said(state, name);
    expect(logged).toEqual([]);
    expect(sentences.length).toBeLessThanOrEqual(1);
    for (const sentence of sentences) expect(sentence).toMatch(/^information: [A-Z{].*\.$/);
  });
});

const aboutServices = manifest.contributes.commands
  .filter(({ enablement }) => enablement === 'faultline.hasGraph')
  .map(({ command }) => command);

test.each(aboutServices)('%s, which the palette hides where there is no graph, says why there is none', async name => {
  for (const [when, state] of Object.entries(states)) {
    editor.reset();
    const [sentence = ''] = await said(state, name);
    const expected: Readonly<Record<string, RegExp>> = {
      'no folder is open': /Open a folder/,
      'everything starts': /is being read/,
      'files are read': /is being read/,
      'reading was stopped': /stopped/,
      'nothing was found': /looks for compose files/,
      'the server is down': /stops again and again/,
    };
    if (expected[when]) expect(sentence).toMatch(expected[when]);
  }
});

test.each(all)('%s takes whatever it is asked about', async name => {
  const nonsense = [
    null,
    7,
    'x',
    [],
    { id: 7 },
    { target: null },
    { root: 'file:///nowhere', id: 'service:nobody' },
    { scope: {}, root: 1 },
    { root: 'file:///work/shop', file: '../../etc/passwd', line: -1 },
  ];
  for (const asked of nonsense) {
    await said(states['a graph is there']!, name, asked);
    expect({ asked, logged }).toEqual({ asked, logged: [] });
  }
  expect(editor.opened.filter(path => path.includes('..'))).toEqual([]);
});

test('what is our fault is said as that, and its stack is for the log alone', async () => {
  const broken = {
    ...states['a graph is there']!,
    ask: () => Promise.reject(new TypeError("Cannot read properties of undefined (reading 'x')")),
  };
  expect(await said(broken, 'faultline.copyMermaid')).toEqual(['error: That is a fault of Faultline. The log says what went wrong.']);
  expect(logged[0]).toMatch(/^faultline\.copyMermaid: TypeError: Cannot read[^]*\n {4}at /);
});

test('a line of a file that has gone is a sentence', async () => {
  editor.files = [];
  const asked = { root: shopRoot.uri, file: 'compose.yaml', line: 1 };
  expect(await said(states['a graph is there']!, 'faultline.openImpactLine', asked)).toEqual([
    'information: compose.yaml cannot be opened. It may have been moved or deleted a moment ago.',
  ]);
});
