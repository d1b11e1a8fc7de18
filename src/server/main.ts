import { pathToFileURL } from 'node:url';
import type { Worker } from 'node:worker_threads';
import {
  createConnection,
  DidChangeWatchedFilesNotification,
  ProposedFeatures,
  TextDocuments,
  TextDocumentSyncKind,
  type Connection,
  type InitializeParams,
  type InitializeResult,
  type ServerCapabilities,
} from 'vscode-languageserver/node';
import { exclusions, initialization, pushedSettings, settings } from '../protocol/lsp.ts';
import { features } from './features/features.ts';
import { guard } from './guard.ts';
import { Uncommitted } from './impact/uncommitted.ts';
import { Indexer, type Root } from './indexer.ts';
import { OPEN_TEXTS } from './open-texts.ts';
import { SCENARIO_PATH } from '../core/verify/written-scenarios.ts';
import { Reports } from './reports.ts';
import { ScenarioReports } from './scenario-reports.ts';
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

/** Milliseconds after which a start is over. */
const SETTLED = 1000;

class Server {
  private readonly connection: Connection;
  private readonly documents = new TextDocuments(OPEN_TEXTS);
  private readonly indexer: Indexer;
  private readonly workspace: Workspace;
  private readonly reports: Reports;
  private readonly scenarios: ScenarioReports;
  private readonly uncommitted: Uncommitted;
  private client: InitializeParams['capabilities'] = {};

  constructor(connection: Connection, { startThread, cacheFolder }: ServerOptions) {
    this.connection = connection;
    const events = {
      changed: (root: string, what: 'graph' | 'ends' | 'state' | 'findings') => {
        if (what === 'findings') return this.reports.found(root);
        if (what === 'ends') return this.reports.refreshLenses();
        this.reports.changed(root, what);
        if (what === 'graph') this.uncommitted.changed(root);
        // While others read there is time to load.
        if (what === 'state' && this.indexer.all().some(({ progress }) => progress !== null)) this.workspace.prepare();
      },
      failed: (message: string) => connection.console.error(message),
    };
    this.indexer = new Indexer(startThread, events, cacheFolder);
    this.workspace = new Workspace(this.indexer, this.documents);
    this.reports = new Reports(connection, this.workspace);
    this.scenarios = new ScenarioReports(connection);
    this.uncommitted = new Uncommitted(this.workspace, (root, answer) => this.reports.impactChanged(root, answer));
  }

  listen(): void {
    const { connection } = this;
    connection.onInitialize(params => this.initialize(params));
    connection.onInitialized(() => void this.initialized().catch(error => connection.console.error(String(error))));
    connection.onDidChangeConfiguration(({ settings: pushed }) => void this.configure(pushed));
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

  private initialize(params: InitializeParams): InitializeResult {
    const { capabilities, initializationOptions } = params;
    this.client = capabilities;
    this.reports.client = capabilities;
    const { showsProgress, followsCommands, exclude } = initialization.parse(initializationOptions);
    this.reports.showsProgress = showsProgress;
    this.workspace.followsCommands = followsCommands;
    this.openRoots(foldersOf(params), exclude);
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

  /** An editor that says at once what it excludes spares the reading of it. */
  private openRoots(uris: readonly string[], excluded: Readonly<Record<string, readonly string[]>> = {}): void {
    for (const uri of uris) {
      const path = filePathOf(uri);
      if (path === undefined) continue;
      this.indexer.open(path);
      if (excluded[uri]) this.indexer.exclude(path, excluded[uri]);
    }
  }

  private async initialized(): Promise<void> {
    const { connection, client } = this;
    if (client.workspace?.workspaceFolders) {
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        for (const { uri } of removed) this.closeRoot(uri);
        this.openRoots(added.map(({ uri }) => uri));
        this.settleTexts();
        void this.configure();
        this.reports.changed('', 'graph');
      });
    }
    if (this.indexer.all().length === 0) connection.console.info('No folder is open, so there is nothing to read.');
    if (client.workspace?.didChangeWatchedFiles?.dynamicRegistration)
      await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: [{ globPattern: '**/*' }] });
    await this.configure();
    setTimeout(() => this.workspace.prepare(), SETTLED).unref();
  }

  private closeRoot(uri: string): void {
    const path = filePathOf(uri);
    if (path === undefined) return;
    this.indexer.close(path);
    this.uncommitted.forget(path);
  }

  /** An editor that cannot be asked for settings tells them. */
  private async configure(pushed?: unknown): Promise<void> {
    const isAsked = this.client.workspace?.configuration === true;
    if (!isAsked && pushed === undefined) return;
    const found: unknown = isAsked ? await this.connection.workspace.getConfiguration('faultline') : pushedSettings.parse(pushed).faultline;
    this.workspace.settings = settings.parse(typeof found === 'object' && found !== null ? found : {});
    this.indexer.check(this.workspace.settings.detect.enabled);
    if (isAsked) await Promise.all(this.indexer.all().map(root => this.configureRoot(root)));
    this.reports.refresh();
    this.reports.found();
    this.uncommitted.refresh();
  }

  private async configureRoot(root: Root): Promise<void> {
    const asked = { scopeUri: this.workspace.rootUri(root), section: 'faultline.index.exclude' };
    const found: unknown = await this.connection.workspace.getConfiguration(asked);
    this.indexer.exclude(root.path, exclusions.parse(found));
  }

  private followTexts(): void {
    this.documents.onDidChangeContent(({ document }) => {
      const located = this.workspace.locate(document.uri);
      if (!located) return;
      this.indexer.edit(located.root.path, located.path, document.getText());
      // What a field is called makes no other graph, and may break somebody.
      this.uncommitted.changed(located.root.path);
      if (located.path === SCENARIO_PATH) void this.scenarios.changed(document.uri, document.getText());
    });
    this.documents.onDidClose(({ document }) => {
      void this.scenarios.closed(document.uri);
      const located = this.workspace.locate(document.uri);
      if (!located) return;
      this.indexer.closeText(located.root.path, located.path);
      this.uncommitted.changed(located.root.path);
    });
    // Where nobody watches files, a save is the only news of the disk.
    this.documents.onDidSave(({ document }) => this.touched([document.uri]));
  }

  /** Texts that are open belong to other roots than before; each to the innermost that it lies in. */
  private settleTexts(): void {
    for (const { path: root, buffers } of this.indexer.all())
      for (const path of buffers.keys())
        if (this.workspace.locate(this.workspace.uriOf({ path: root }, path))?.root.path !== root) this.indexer.closeText(root, path);
    for (const document of this.documents.all()) {
      const located = this.workspace.locate(document.uri);
      if (located) this.indexer.edit(located.root.path, located.path, document.getText());
    }
  }

  private followFiles(): void {
    this.connection.onDidChangeWatchedFiles(({ changes }) => {
      this.touched(changes.map(({ uri }) => uri));
      for (const { uri } of changes.filter(({ uri }) => DECIDES_WHAT_IS_LISTED.test(uri) && !BESIDE_THE_POINT.test(uri))) this.relist(uri);
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
      if (paths.length === 0) continue;
      this.indexer.tell({ kind: 'touched', root, paths });
      this.uncommitted.changed(root);
    }
  }
}

/** The oldest editors name one folder by its path, and one that has none open names none. */
function foldersOf({ workspaceFolders, rootUri, rootPath }: InitializeParams): readonly string[] {
  if (workspaceFolders) return workspaceFolders.map(({ uri }) => uri);
  if (rootUri) return [rootUri];
  return rootPath ? [pathToFileURL(rootPath).href] : [];
}

const DECIDES_WHAT_IS_LISTED = /\/(\.gitignore|\.faultline\/(config\.yaml|siblings\.lock))$/;

/** Files that change all the time and are never read. */
const BESIDE_THE_POINT = /(^|\/)(node_modules|\.git|\.hg|\.svn)\//;
