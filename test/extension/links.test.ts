import { beforeEach, expect, test } from 'vitest';
import type { Desk } from '../../src/extension/desk.ts';
import { Links } from '../../src/extension/links.ts';
import type { RootFindings } from '../../src/protocol/findings.ts';
import type { RootGraph } from '../../src/protocol/lsp.ts';
import { emptyRoot, shopRoot } from './fixtures.ts';
import { editor, EventEmitter, Uri } from './vscode.ts';

const finding = { id: 'f1', evidence: [{ file: 'compose.yaml', line: 3, column: 1, note: '' }] };

/** A window with what is known in it, and what it shows. */
class Window {
  roots: readonly RootGraph[] = [];
  findings: readonly RootFindings[] = [];
  complete = false;
  readonly shown: string[] = [];
  private readonly changed = new EventEmitter();
  private readonly links: Links;

  constructor() {
    const panel = {
      open: (root: string, hash: string) => void this.shown.push(`opens ${root} ${hash}`),
      shown: { visit: (root: string, hash: string) => void this.shown.push(`shows ${root} ${hash}`) },
    };
    const detect = { reveal: async (root: string, id: string) => void this.shown.push(`reveals ${root} ${id}`) };
    const of = (what: 'roots' | 'findings') =>
      Object.defineProperty({ onDidChange: this.changed.event, onDidRegraph: this.changed.event }, 'roots', { get: () => this[what] });
    const graphs = Object.defineProperty(of('roots'), 'server', { get: () => ({ complete: this.complete }) });
    const log = { error: (line: string) => void this.shown.push(`logs ${line}`) };
    this.links = new Links({ graphs, panel, findings: of('findings'), detect, log } as unknown as Desk);
  }

  async follow(path: string, query: string): Promise<void> {
    await editor.follow!(new Uri('vscode', path, query));
  }

  becomes(now: Partial<Pick<Window, 'roots' | 'findings' | 'complete'>>): void {
    Object.assign(this, now);
    this.changed.fire();
  }

  dispose(): void {
    this.links.dispose();
  }
}

const sentences = () => editor.said.map(({ level, sentence }) => `${level}: ${sentence}`);

let vscode: Window;

beforeEach(() => {
  editor.reset();
  editor.folders = [shopRoot.uri];
  vscode = new Window();
});

test('a link opens the map at its place', async () => {
  vscode.becomes({ roots: [shopRoot], complete: true });
  await vscode.follow('/map', 'focus=service:orders&folder=shop');
  expect(vscode.shown).toEqual([`opens ${shopRoot.uri} focus=service%3Aorders`, `shows ${shopRoot.uri} focus=service%3Aorders`]);
  expect(sentences()).toEqual([]);
});

test('a link that comes before the graph waits for it, and shows its place once', async () => {
  await vscode.follow('/map', 'focus=service:orders&folder=shop');
  vscode.becomes({ roots: [emptyRoot] });
  expect(vscode.shown).toEqual([`opens ${shopRoot.uri} focus=service%3Aorders`]);
  vscode.becomes({ roots: [shopRoot] });
  vscode.becomes({ roots: [shopRoot], complete: true });
  expect(vscode.shown.slice(1)).toEqual([`shows ${shopRoot.uri} focus=service%3Aorders`]);
});

test('a link to what is no longer there says so, once everything is read', async () => {
  vscode.becomes({ roots: [shopRoot] });
  await vscode.follow('/map', 'focus=service:gone&folder=shop');
  expect(sentences()).toEqual([]);
  vscode.becomes({ complete: true });
  vscode.becomes({});
  expect(sentences()).toEqual([
    'information: gone is not in the map of shop. It may have been renamed or removed since the link was made.',
  ]);
});

test('whoever follows another link no longer waits for the one before', async () => {
  await vscode.follow('/map', 'focus=service:orders&folder=shop');
  await vscode.follow('/map', 'focus=service:admin&folder=shop');
  vscode.becomes({ roots: [shopRoot], complete: true });
  expect(vscode.shown.filter(line => line.startsWith('shows'))).toEqual([`shows ${shopRoot.uri} focus=service%3Aadmin`]);
});

test('a link about a folder that is not open shows no other one', async () => {
  vscode.becomes({ roots: [shopRoot], complete: true });
  await vscode.follow('/map', 'focus=service:orders&folder=bank');
  expect(vscode.shown).toEqual([]);
  expect(sentences()).toEqual([
    'information: The link is about the folder bank, which is not open here. Open it, and follow the link again.',
  ]);
});

test('a link in a window without a folder asks for one', async () => {
  editor.folders = [];
  await vscode.follow('/map', 'view=whole');
  expect([vscode.shown, sentences()]).toEqual([[], ['information: Open a folder with services in it first.']]);
});

test('of folders that are called alike the one is shown that has what is named', async () => {
  const other = { ...emptyRoot, uri: 'file:///other/shop' };
  editor.folders = [other.uri, shopRoot.uri];
  vscode.becomes({ roots: [other, shopRoot], complete: true });
  await vscode.follow('/map', 'focus=service:orders&folder=shop');
  expect(vscode.shown.at(-1)).toBe(`shows ${shopRoot.uri} focus=service%3Aorders`);
});

test('a link to a finding leads to its line in the list and in the file, once it is checked', async () => {
  await vscode.follow('/finding', 'id=f1&folder=shop');
  const known = { uri: shopRoot.uri, name: 'shop', checked: false, findings: [] };
  vscode.becomes({ findings: [known] });
  expect(vscode.shown).toEqual([]);
  vscode.becomes({ findings: [{ ...known, checked: true, findings: [finding] } as unknown as RootFindings] });
  expect(vscode.shown).toEqual([`reveals ${shopRoot.uri} f1`]);
  await expect.poll(() => editor.opened).toEqual(['/work/shop/compose.yaml']);
  await vscode.follow('/finding', 'id=f2&folder=shop');
  expect(sentences()).toEqual(['information: This finding is no longer there. It may have been mended since the link was made.']);
});

test.each([
  ['/run', 'command=workbench.action.terminal.sendSequence'],
  ['/open', 'file=../../etc/passwd'],
  ['/map/../../x', ''],
  ['/', 'focus=%E0%A4%A'],
])('a hostile link is a sentence and nothing else: %s', async (path, query) => {
  vscode.becomes({ roots: [shopRoot], complete: true });
  await vscode.follow(path, query);
  expect([vscode.shown, editor.executed, editor.opened]).toEqual([[], [], []]);
  expect(sentences()).toEqual(['information: Faultline does not know this link. It may be incomplete, or from another version.']);
});
