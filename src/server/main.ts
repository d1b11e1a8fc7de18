import type { Worker } from 'node:worker_threads';
import {
  createConnection,
  DidChangeWatchedFilesNotification,
  FileChangeType,
  ProposedFeatures,
  TextDocuments,
  TextDocumentSyncKind,
  type Connection,
  type InitializeParams,
  type InitializeResult,
  type ServerCapabilities,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { settings } from '../protocol/lsp.ts';
import { features } from './features/features.ts';
import { guard } from './guard.ts';
import { Indexer } from './indexer.ts';
import { Reports } from './reports.ts';
import { filePathOf, Workspace } from './workspace.ts';

export interface ServerOptions {
  readonly startThread: () => Worker;
  readonly cacheFolder: string | undefined;
}

/** Answers one editor until it says goodbye. Which transport is used stands in the process's arguments: --stdio, --node-ipc. */
export function serve(options: ServerOptions): void {
  const connection = createConnection(ProposedFeatures.all);
  new Server(connection, options).listen();
}

class Server {
  private readonly connection: Connection;
  private readonly documents = new TextDocuments(TextDocument);
  private readonly indexer: Indexer;
  private readonly workspace: Workspace;
  private readonly reports: Reports;
  private client: InitializeParams['capabilities'] = {};

  constructor(connection: Connection, { startThread, cacheFolder }: ServerOptions) {
    this.connection = connection;
    const events = {
      changed: (root: string, what: 'graph' | 'state') => this.reports.changed(root, what),
      failed: (message: string) => connection.console.error(message),
    };
    this.indexer = new Indexer(startThread, events, cacheFolder);
    this.workspace = new Workspace(this.indexer, this.documents);
    this.reports = new Reports(connection, this.workspace);
  }

  listen(): void {
    const { connection } = this;
    connection.onInitialize(params => this.initialize(params));
    connection.onInitialized(() => void this.initialized().catch(error => connection.console.error(String(error))));
    connection.onDidChangeConfiguration(() => void this.configure());
    connection.onShutdown(() => this.indexer.end(1500));
    this.followTexts();
    this.followFiles();
    const door = { connection, workspace: this.workspace, guarded: guard(connection) };
    for (const feature of features) feature.register(door);
    process.on('unhandledRejection', error =>
      connection.console.error(`Not handled: ${error instanceof Error ? error.stack : String(error)}`),
    );
    this.documents.listen(connection);
    connection.listen();
  }

  private initialize({ capabilities, workspaceFolders, rootUri }: InitializeParams): InitializeResult {
    this.client = capabilities;
    this.reports.client = capabilities;
    const folders = workspaceFolders?.map(({ uri }) => uri) ?? (rootUri ? [rootUri] : []);
    this.openRoots(folders);
    return {
      serverInfo: { name: 'faultline' },
      capabilities: Object.assign(
        {
          textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: { includeText: false } },
          workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
        } satisfies ServerCapabilities,
        ...features.map(({ capabilities }) => capabilities),
      ) as ServerCapabilities,
    };
  }

  private openRoots(uris: readonly string[]): void {
    for (const path of uris.map(filePathOf)) if (path !== undefined) this.indexer.open(path);
  }

  private async initialized(): Promise<void> {
    const { connection, client } = this;
    if (client.workspace?.workspaceFolders) {
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        for (const path of removed.map(({ uri }) => filePathOf(uri))) if (path !== undefined) this.indexer.close(path);
        this.openRoots(added.map(({ uri }) => uri));
        this.reports.changed('', 'graph');
      });
    }
    if (client.workspace?.didChangeWatchedFiles?.dynamicRegistration)
      await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: [{ globPattern: '**/*' }] });
    await this.configure();
  }

  private async configure(): Promise<void> {
    if (!this.client.workspace?.configuration) return;
    const found: unknown = await this.connection.workspace.getConfiguration('faultline');
    this.workspace.settings = settings.parse(typeof found === 'object' && found !== null ? found : {});
    this.reports.refresh();
  }

  private followTexts(): void {
    this.documents.onDidChangeContent(({ document }) => {
      const located = this.workspace.locate(document.uri);
      if (located) this.indexer.edit(located.root.path, located.path, document.getText());
    });
    this.documents.onDidClose(({ document }) => {
      const located = this.workspace.locate(document.uri);
      if (located) this.indexer.closeText(located.root.path, located.path);
    });
    // Where nobody watches files, a save is the only news of the disk.
    this.documents.onDidSave(({ document }) => this.touched([document.uri]));
  }

  private followFiles(): void {
    this.connection.onDidChangeWatchedFiles(({ changes }) => {
      this.touched(changes.map(({ uri }) => uri));
      const lists = changes.filter(({ uri, type }) => type !== FileChangeType.Changed && uri.endsWith('/.gitignore'));
      for (const { uri } of lists) this.relist(uri);
    });
  }

  private relist(uri: string): void {
    const located = this.workspace.locate(uri);
    if (located) this.indexer.tell({ kind: 'relist', root: located.root.path });
  }

  private touched(uris: readonly string[]): void {
    const located = uris.map(uri => this.workspace.locate(uri)).filter(found => found !== undefined);
    for (const [root, files] of Map.groupBy(located, ({ root }) => root.path)) {
      const paths = files.map(({ path }) => path).filter(path => !BESIDE_THE_POINT.test(path));
      if (paths.length > 0) this.indexer.tell({ kind: 'touched', root, paths });
    }
  }
}

/** Files that change all the time and are never read. */
const BESIDE_THE_POINT = /(^|\/)(node_modules|\.git|\.hg|\.svn)\//;
