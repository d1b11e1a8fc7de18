import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { questions } from '../../src/protocol/lsp.ts';
import { built } from '../cli/command-line.ts';
import { client, compose, folder, graph, names, scratch } from './folders-on-disk.ts';
import { SHOP } from './system.ts';

built();

test.each([
  ['names its folder by its path alone', (root: string) => ({ rootPath: root })],
  ['names one folder and knows nothing of several', (root: string) => ({ rootUri: pathToFileURL(root).href })],
  ['says the same twice', (root: string) => ({ rootPath: '/nowhere', rootUri: pathToFileURL(root).href, workspaceFolders: null })],
])('an editor that %s is served', async (_how, asked) => {
  const root = await folder();
  const one = client(root);
  await one.initialize(asked(root));
  await one.ready();
  await one.open('compose.yaml');
  expect(await one.hover('compose.yaml', 6, 3)).toContain('**orders**');
  expect(await one.stop()).toBe(0);
});

test.each([
  ['none', { rootUri: null, workspaceFolders: null }],
  ['an empty list', { rootUri: null, workspaceFolders: [] }],
  ['what is no folder of this machine', { rootUri: 'untitled:x' }],
])('where an editor has %s open, the server says so, answers, and lives', async (_what, asked) => {
  const root = await folder();
  const one = client(root);
  await one.initialize(asked);
  await one.until(
    () => one.logs,
    logs => logs.includes('No folder is open, so there is nothing to read.'),
  );
  await one.open('compose.yaml');
  expect(await one.hover('compose.yaml', 6, 3)).toBe('');
  expect((await graph(one)).roots).toEqual([]);
  expect(await one.connection.sendRequest(questions.reindex.method, {})).toBeNull();
  expect(await one.stop()).toBe(0);
});

test('a folder that is not there has an empty graph until it is', async () => {
  const root = join(scratch, 'later');
  const one = client(root);
  await one.start();
  await one.ready();
  expect(await names(one)).toEqual([]);
  await folder({ 'compose.yaml': compose('mail') }, 'later');
  await one.touched('compose.yaml', 1);
  await one.until(
    () => names(one),
    found => found.join() === 'later mail',
  );
  expect(await one.stop()).toBe(0);
});

test('settings that are told count at once, where the editor cannot be asked for them', async () => {
  const root = await folder();
  const one = client(root);
  await one.start();
  await one.ready();
  await one.open('compose.yaml');
  const told = (faultline: unknown): Promise<void> =>
    one.connection.sendNotification('workspace/didChangeConfiguration', { settings: { faultline } });
  await told({ hover: { enabled: false } });
  expect(await one.hover('compose.yaml', 6, 3)).toBe('');
  await told({ hover: 'nonsense' });
  expect(await one.hover('compose.yaml', 6, 3)).toContain('**orders**');
  await told(undefined);
  expect(await one.hover('compose.yaml', 6, 3)).toContain('**orders**');
  expect(await one.stop()).toBe(0);
});

const ALL = { workspace: { configuration: true, workspaceFolders: true, codeLens: { refreshSupport: true } } };

const length = (answer: unknown): number => (Array.isArray(answer) ? answer.length : 0);

test('every setting of the server counts as soon as it is changed', async () => {
  const root = await folder({ ...SHOP, 'broken/compose.yaml': 'services: [\n' });
  const one = client(root);
  one.capabilities = ALL;
  let now: Readonly<Record<string, unknown>> = {};
  const set = async (settings: Readonly<Record<string, unknown>>): Promise<void> => {
    now = settings;
    await one.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
  };
  one.connection.onRequest('workspace/configuration', ({ items }: { items: { section: string }[] }) =>
    items.map(({ section }) => (section === 'faultline' ? now : (now['exclude'] ?? []))),
  );
  await one.start();
  await one.ready();
  await one.open('compose.yaml');
  const textDocument = { uri: one.uri('compose.yaml') };
  const range = { start: { line: 0, character: 0 }, end: { line: 20, character: 0 } };
  const seen = {
    hover: async () => (await one.hover('compose.yaml', 6, 3)).length,
    codeLens: async () => length(await one.connection.sendRequest('textDocument/codeLens', { textDocument })),
    inlayHints: async () => length(await one.connection.sendRequest('textDocument/inlayHint', { textDocument, range })),
    completion: async () =>
      length(await one.connection.sendRequest('textDocument/completion', { textDocument, position: { line: 4, character: 27 } })),
    diagnostics: async () => one.diagnostics.get(one.uri('broken/compose.yaml'))?.length ?? 0,
  };
  for (const [name, ask] of Object.entries(seen)) {
    const shows = (wanted: boolean): Promise<unknown> =>
      one.until(
        async () => ({ name, some: await ask() }),
        ({ some }) => some > 0 === wanted,
      );
    await shows(true);
    await set({ [name]: { enabled: false } });
    await shows(false);
    await set({});
    await shows(true);
  }
  await set({ exclude: ['compose.yaml'] });
  await one.until(
    () => one.states.at(-1)!.services,
    services => services < 3,
  );
  expect(await one.stop()).toBe(0);
});

test('a map that is copied, explained or looked through for what is unknown before anything is known is there all the same', async () => {
  const one = client(await folder());
  await one.start();
  const [copied, explained, unresolved] = await Promise.all([
    one.connection.sendRequest<{ readonly text: string }>(questions.mermaid.method, {}),
    one.connection.sendRequest(questions.explain.method, { id: 'service:orders' }),
    one.connection.sendRequest<{ readonly roots: readonly unknown[] }>(questions.unresolved.method, {}),
  ]);
  expect(copied.text).toMatch(/^flowchart LR\n[^]*orders/);
  expect(explained).toMatchObject({ kind: 'node', node: { name: 'orders' } });
  expect(unresolved.roots.length).toBe(1);
  expect(await one.stop()).toBe(0);
});
