// What a suite inside the extension host of a real VS Code does on examples/shop.
import { ok } from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { commands, extensions, Position, Selection, Uri, window, workspace } from 'vscode';
import type { CodeLens, Hover, MarkdownString, SymbolInformation, TextEditor } from 'vscode';
import type { FaultlineApi } from '../../../src/extension/api.ts';

export const extension = extensions.getExtension<FaultlineApi>('faultline.faultline')!;

export async function eventually<T>(ask: () => T | Promise<T>, fits: (value: T) => boolean, seconds = 30): Promise<T> {
  let value = await ask();
  for (let waited = 0; waited < seconds * 10 && !fits(value); waited++) {
    await sleep(100);
    value = await ask();
  }
  ok(fits(value), `After ${seconds} s it was still: ${JSON.stringify(value)}`);
  return value;
}

export const file = (path: string): Uri => Uri.joinPath(workspace.workspaceFolders![0]!.uri, path);

export async function opened(path: string, text: string): Promise<{ readonly editor: TextEditor; readonly at: Position }> {
  const editor = await window.showTextDocument(file(path));
  const at = editor.document.positionAt(editor.document.getText().indexOf(text) + 1);
  editor.selection = new Selection(at, at);
  return { editor, at };
}

export async function hovered(path: string, text: string): Promise<string> {
  const { editor, at } = await opened(path, text);
  const hovers = await commands.executeCommand<Hover[]>('vscode.executeHoverProvider', editor.document.uri, at);
  return hovers.flatMap(({ contents }) => contents.map(content => (content as MarkdownString).value)).join('\n');
}

/** The lines of a file that a lens stands above. */
export async function linesWithLens(path: string): Promise<readonly string[]> {
  const { document } = await window.showTextDocument(file(path));
  const lenses = await commands.executeCommand<CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 50);
  return lenses.map(({ range }) => document.lineAt(range.start.line).text);
}

export const symbols = (query: string) => commands.executeCommand<SymbolInformation[]>('vscode.executeWorkspaceSymbolProvider', query);

export const SERVICES = ['inventory', 'notifications', 'orders', 'payments', 'storefront'];

/** Files that are open are read first, so the first graph may be a part. */
export const complete = (list: readonly string[]): boolean => list.join() === SERVICES.join();

export const api = (): FaultlineApi => extension.exports;
export const ready = () => eventually(() => api().ready(), Boolean);
export const services = () => [...api().services()].sort();

/** The language server is a child of this process; nothing else here runs that file. */
export function runningServer(): number | null {
  const lines = execFileSync('ps', ['-eo', 'pid,ppid,stat,args'], { encoding: 'utf8' }).split('\n');
  const own = lines
    .filter(line => line.includes('dist/server.js'))
    .map(line => line.trim().split(/\s+/))
    .find(([, parent, state]) => parent === String(process.pid) && !state?.startsWith('Z'));
  return own ? Number(own[0]) : null;
}

export function serverProcess(): number {
  const found = runningServer();
  ok(found, 'The language server does not run.');
  return found;
}
