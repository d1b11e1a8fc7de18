// Runs inside the extension host of a real VS Code, on examples/shop.
import { deepStrictEqual, ok } from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { commands, languages, Range, window, workspace, WorkspaceEdit } from 'vscode';
import type { CodeAction, DocumentLink, Location, LocationLink } from 'vscode';
import { names } from './names.ts';
import type { Name } from './names.ts';
import {
  SERVICES,
  api,
  complete,
  eventually,
  extension,
  file,
  hovered,
  linesWithLens,
  opened,
  ready,
  runningServer,
  serverProcess,
  services,
  symbols,
} from './shop.ts';

export interface Outcome {
  readonly name: Name;
  readonly wrong: string | null;
}

const linksIn = (path: string) => commands.executeCommand<DocumentLink[]>('vscode.executeLinkProvider', file(path), 50);

const suite: Readonly<Record<Name, () => Promise<void>>> = {
  async 'activates in at most 100 ms'() {
    await extension.activate();
    ok(api().activationMilliseconds <= 100, `It took ${api().activationMilliseconds} ms.`);
  },

  async 'every command of the manifest exists'() {
    const registered = new Set(await commands.getCommands(true));
    const declared: readonly { readonly command: string }[] = extension.packageJSON.contributes.commands;
    deepStrictEqual(
      declared.map(({ command }) => command).filter(command => !registered.has(command)),
      [],
    );
  },

  async 'reads examples/shop and lists it as a tree'() {
    await ready();
    await eventually(services, complete);
    const tree = await eventually(
      () => api().tree(),
      lines => lines.includes('Unresolved'),
    );
    deepStrictEqual(tree.slice(0, 6), ['Services', ...SERVICES.map(name => `  ${name}`)]);
    ok(tree.includes('  postgres') && tree.includes('  order.created') && tree.includes('Unresolved'), tree.join('\n'));
  },

  async 'a hover on a service name says what it is'() {
    await ready();
    const said = await eventually(
      () => hovered('compose.yaml', 'payments:8080'),
      text => text.includes('payments'),
    );
    ok(said.includes('payments'), said);
  },

  async 'the focus follows the cursor from file to file'() {
    await ready();
    await opened('services/payments/payments/charges.py', 'def ');
    await eventually(
      () => api().focus(),
      focus => focus === 'service:payments',
    );
    await opened('services/inventory/src/stock.ts', 'redis');
    await eventually(
      () => api().focus(),
      focus => focus === 'service:inventory',
    );
  },

  async 'a lens stands above a compose service'() {
    await ready();
    await eventually(
      () => linesWithLens('compose.yaml'),
      lines => lines.includes('  orders:'),
    );
  },

  async 'a lens stands above each method that answers an rpc'() {
    await ready();
    await eventually(
      () => linesWithLens('services/inventory/src/server.ts'),
      lines => lines.filter(line => /^ {2}(getStock|reserve|release): /.test(line)).length === 3,
    );
  },

  async 'a path in compose.yaml is a link to its file'() {
    await ready();
    await window.showTextDocument(file('compose.yaml'));
    await eventually(
      async () => (await linksIn('compose.yaml')).map(({ target }) => target?.path ?? ''),
      paths => paths.some(path => path === file('services/orders/Dockerfile').path),
    );
  },

  async 'a client call leads into the handler of the other service'() {
    await ready();
    const { editor, at } = await opened('services/orders/src/payments.ts', '/charges');
    const places = () => commands.executeCommand<(Location | LocationLink)[]>('vscode.executeDefinitionProvider', editor.document.uri, at);
    const files = async () => (await places()).map(place => ('uri' in place ? place.uri : place.targetUri).path);
    await eventually(files, list => list.some(path => path.endsWith('/services/payments/payments/app.py')));
  },

  async 'a symbol of the workspace is found by the name of a service'() {
    await ready();
    await eventually(
      async () => (await symbols('storefront')).map(({ name }) => name),
      list => list.some(name => name.includes('storefront')),
    );
  },

  async 'a change that is typed and breaks somebody is marked, and a quick fix takes it back'() {
    await ready();
    const uri = file('contracts/proto/shop/v1/inventory.proto');
    const { document } = await window.showTextDocument(uri);
    const before = document.getText();
    const line = before.split('\n').findIndex(text => text.includes('rpc Reserve'));
    const edit = new WorkspaceEdit();
    edit.delete(uri, new Range(line, 0, line + 1, 0));
    await workspace.applyEdit(edit);
    const marked = () => languages.getDiagnostics(uri).filter(({ code }) => typeof code === 'object' && code.value === 'RPC_NO_DELETE');
    const [found] = await eventually(marked, all => all.length > 0);
    const related = (found!.relatedInformation ?? []).map(({ location }) => location.uri.path);
    ok(related.includes(file('services/inventory/src/server.ts').path), related.join('\n'));
    const actions = await commands.executeCommand<CodeAction[]>('vscode.executeCodeActionProvider', uri, found!.range);
    const restore = actions.find(({ title }) => title === 'Restore Reserve');
    ok(restore?.edit, actions.map(({ title }) => title).join('\n'));
    await workspace.applyEdit(restore.edit);
    deepStrictEqual(document.getText(), before);
    await eventually(marked, all => all.length === 0);
    await commands.executeCommand('workbench.action.files.revert');
  },

  async 'a killed server comes back, and so does everything it did'() {
    await ready();
    const before = serverProcess();
    process.kill(before, 'SIGKILL');
    await eventually(
      () => api().ready(),
      up => !up,
      5,
    );
    deepStrictEqual(services(), SERVICES);
    await ready();
    ok(serverProcess() !== before);
    await eventually(
      () => hovered('compose.yaml', 'inventory:50051'),
      text => text.includes('inventory'),
    );
    await opened('services/storefront/src/orders.ts', 'fetch');
    await eventually(
      () => api().focus(),
      focus => focus === 'service:storefront',
    );
    await eventually(services, complete);
  },

  async 'a server that is killed again and again, also while it starts, comes back with what is typed and not saved'() {
    await ready();
    const uri = file('compose.yaml');
    const { document } = await window.showTextDocument(uri);
    const service = new WorkspaceEdit();
    const at = document.getText().indexOf('services:\n') + 'services:\n'.length;
    service.insert(uri, document.positionAt(at), '  typed:\n    image: acme/typed\n');
    await workspace.applyEdit(service);
    const withTyped = [...SERVICES, 'typed'].sort().join();
    await eventually(services, list => list.join() === withTyped);
    const killed = new Set<number>();
    for (let times = 0; times < 5; times++) {
      const next = await eventually(runningServer, pid => pid !== null && !killed.has(pid), 40);
      killed.add(next!);
      process.kill(next!, 'SIGKILL');
    }
    await eventually(
      () => [runningServer() !== null && !killed.has(runningServer()!), api().ready()],
      ([runs, isReady]) => runs === true && isReady === true,
      60,
    );
    await eventually(
      () => hovered('compose.yaml', 'typed:'),
      text => text.includes('**typed**'),
      40,
    );
    await eventually(services, list => list.join() === withTyped);
    ok((await linesWithLens('compose.yaml')).includes('  orders:'));
    await window.showTextDocument(uri);
    await commands.executeCommand('workbench.action.files.revert');
    await eventually(services, complete);
  },

  async 'a command that is given while the server is away waits for it'() {
    await ready();
    process.kill(serverProcess(), 'SIGKILL');
    await eventually(
      () => api().ready(),
      up => !up,
      5,
    );
    await commands.executeCommand('faultline.reindex');
    ok(api().ready(), 'It was given up before the server was back.');
  },
};

export async function run(): Promise<void> {
  const outcomes: Outcome[] = [];
  for (const name of names) {
    const wrong = await suite[name]().then(
      () => null,
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
    outcomes.push({ name, wrong });
  }
  writeFileSync(process.env['FAULTLINE_REPORT']!, JSON.stringify(outcomes));
  const wrong = outcomes.filter(outcome => outcome.wrong !== null).length;
  if (wrong > 0) throw new Error(`${wrong} of ${outcomes.length} failed.`);
}
