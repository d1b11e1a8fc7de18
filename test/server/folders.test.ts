import { rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import type { ImpactReply } from '../../src/protocol/impact.ts';
import { notices, questions } from '../../src/protocol/lsp.ts';
import { built } from '../cli/command-line.ts';
import { client, compose, folder, graph, names } from './folders-on-disk.ts';

built();

const ALL = { workspace: { configuration: true, workspaceFolders: true } };

test('what is typed wins over the disk until it is closed without being saved', async () => {
  const root = await folder({ 'compose.yaml': compose('web') });
  const one = client(root);
  await one.start();
  await one.ready();
  await one.open('compose.yaml');
  await one.type('compose.yaml', compose('web', 'typed'));
  await one.until(
    () => names(one),
    found => found.length === 2,
  );
  // The disk changes below it, and what is typed still wins.
  await writeFile(join(root, 'compose.yaml'), compose('web', 'other'));
  await one.touched('compose.yaml', 2);
  await new Promise(done => setTimeout(done, 300));
  expect((await names(one)).map(name => name.split(' ')[1]).toSorted()).toEqual(['typed', 'web']);
  await one.connection.sendNotification('textDocument/didClose', { textDocument: { uri: one.uri('compose.yaml') } });
  await one.until(
    async () =>
      (await names(one))
        .map(name => name.split(' ')[1])
        .toSorted()
        .join(),
    found => found === 'other,web',
  );
  expect(await one.stop()).toBe(0);
});

test('a folder that is added while somebody types in it counts with what is typed, and leaves with everything of it', async () => {
  const [first, other] = [await folder({ 'compose.yaml': compose('web') }), await folder({ 'compose.yaml': compose('desk') })];
  const one = client(first);
  one.capabilities = ALL;
  one.connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) => items.map(() => null));
  await one.start();
  await one.ready();
  const uri = pathToFileURL(join(other, 'compose.yaml')).href;
  const told: string[] = [];
  one.connection.onNotification(notices.impactChanged.method, (reply: ImpactReply) => void told.push(reply.root));
  const toldOfOther = (): number => told.filter(root => root === pathToFileURL(other).href).length;
  await one.connection.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'x', version: 1, text: `${compose('bell')}  broken: [\n` },
  });
  const event = { uri: pathToFileURL(other).href, name: 'other' };
  const changed = (added: unknown[], removed: unknown[]): Promise<void> =>
    one.connection.sendNotification('workspace/didChangeWorkspaceFolders', { event: { added, removed } });
  await changed([event], []);
  await one.until(
    () => names(one),
    found => found.includes(`${basename(other)} bell`) && !found.includes(`${basename(other)} desk`),
  );
  await one.until(
    () => one.diagnostics.get(uri)?.length ?? 0,
    some => some > 0,
  );
  await changed([], [event]);
  await one.until(
    () => names(one),
    found => found.join() === `${basename(first)} web`,
  );
  await one.until(
    () => one.diagnostics.get(uri)?.length,
    some => some === 0,
  );
  const toldBefore = toldOfOther();
  await changed([event], []);
  await one.until(
    () => names(one),
    found => found.includes(`${basename(other)} bell`),
  );
  await one.until(toldOfOther, count => count > toldBefore);
  expect(await one.stop()).toBe(0);
});

test('a text belongs to the innermost folder, and to the one around it when that is closed', async () => {
  const outer = await folder({ 'compose.yaml': compose('web'), 'inner/compose.yaml': compose('desk') });
  const inner = join(outer, 'inner');
  const one = client(outer);
  one.capabilities = ALL;
  one.connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) => items.map(() => null));
  await one.start(inner);
  await one.ready();
  await one.open('inner/compose.yaml');
  await one.type('inner/compose.yaml', compose('bell'));
  await one.until(
    () => names(one),
    found => found.includes('inner bell'),
  );
  expect(await names(one)).toContain(`${basename(outer)} desk`);
  const event = { uri: pathToFileURL(inner).href, name: 'inner' };
  await one.connection.sendNotification('workspace/didChangeWorkspaceFolders', { event: { added: [], removed: [event] } });
  await one.until(
    () => names(one),
    found => found.includes(`${basename(outer)} bell`) && !found.some(name => name.startsWith('inner')),
  );
  expect(await one.stop()).toBe(0);
});

test('two folders with services of the same name are two systems', async () => {
  const [first, other] = [await folder({ 'compose.yaml': compose('web', 'api') }), await folder({ 'compose.yaml': compose('web') })];
  const one = client(first);
  await one.start(other);
  await one.until(
    () => names(one),
    found => found.length === 3,
  );
  const ask = (root: string): Promise<unknown> =>
    one.connection.sendRequest(questions.explain.method, { id: 'service:web', root: pathToFileURL(root).href });
  expect([await ask(first), await ask(other)]).toMatchObject([{ root: pathToFileURL(first).href }, { root: pathToFileURL(other).href }]);
  expect(await one.stop()).toBe(0);
});

test('files and folders that come, go and are renamed outside of the editor are followed', async () => {
  const root = await folder({ 'compose.yaml': compose('web'), 'desk/compose.yaml': compose('desk') });
  const one = client(root);
  await one.start();
  await one.ready();
  const services = (): Promise<string> =>
    names(one).then(found =>
      found
        .map(name => name.split(' ')[1])
        .toSorted()
        .join(),
    );
  await one.until(services, found => found === 'desk,web');
  // As VS Code tells of a folder: by its name alone.
  await rename(join(root, 'desk'), join(root, 'bureau'));
  await one.touched('desk', 3);
  await one.touched('bureau', 1);
  await one.until(
    async () => (await graph(one)).roots[0]!.graph.nodes.flatMap(({ evidence }) => evidence.map(({ file }) => file)),
    files => files.includes('bureau/compose.yaml') && !files.includes('desk/compose.yaml'),
  );
  await rm(join(root, 'bureau'), { recursive: true });
  await one.touched('bureau', 3);
  await one.until(services, found => found === 'web');
  await writeFile(join(root, 'compose.override.yaml'), compose('mail'));
  await one.touched('compose.override.yaml', 1);
  await one.until(services, found => found === 'mail,web');
  expect(await one.stop()).toBe(0);
});
