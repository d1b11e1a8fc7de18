import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type ClientCapabilities,
  type Hover,
  type ProtocolConnection,
} from 'vscode-languageserver-protocol/node';
import { notices, type ServerState } from '../../src/protocol/lsp.ts';

const top = resolve(import.meta.dirname, '../..');

/** An editor of the smallest kind, which talks to a server of its own. */
export class Client {
  readonly process: ChildProcess;
  readonly connection: ProtocolConnection;
  readonly states: ServerState[] = [];
  readonly logs: string[] = [];
  readonly diagnostics = new Map<string, readonly { readonly message: string }[]>();
  graphs = 0;
  initializationOptions: unknown;
  capabilities: ClientCapabilities = {};
  private readonly root: string;
  private versions = 1;

  constructor(root: string, cacheHome: string) {
    this.root = root;
    this.process = spawn(join(top, 'node_modules/node/bin/node'), [join(top, 'dist/cli.js'), 'lsp', '--stdio'], {
      env: { ...process.env, XDG_CACHE_HOME: cacheHome },
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    this.connection = createProtocolConnection(new StreamMessageReader(this.process.stdout!), new StreamMessageWriter(this.process.stdin!));
    this.connection.onNotification(notices.state.method, (state: ServerState) => void this.states.push(state));
    this.connection.onNotification(notices.graphChanged.method, () => void this.graphs++);
    this.connection.onNotification('window/logMessage', ({ message }: { message: string }) => void this.logs.push(message));
    this.connection.onNotification(
      'textDocument/publishDiagnostics',
      ({ uri, diagnostics }) => void this.diagnostics.set(uri, diagnostics),
    );
    this.connection.listen();
  }

  /** `beside` are further folders of the same window. */
  async start(...beside: readonly string[]): Promise<void> {
    const folders = [this.root, ...beside].map(folder => ({ uri: pathToFileURL(folder).href, name: 'test' }));
    await this.initialize({ rootUri: folders[0]!.uri, workspaceFolders: folders });
  }

  /** `folders`: whatever an editor says of what it has open. */
  async initialize(folders: Readonly<Record<string, unknown>>): Promise<void> {
    await this.connection.sendRequest('initialize', {
      processId: process.pid,
      capabilities: this.capabilities,
      initializationOptions: this.initializationOptions,
      ...folders,
    });
    await this.connection.sendNotification('initialized', {});
  }

  /** Tells of a file or folder on disk: 1 is new, 2 is another, 3 is gone. */
  async touched(path: string, type: 1 | 2 | 3): Promise<void> {
    await this.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: this.uri(path), type }] });
  }

  uri(path: string): string {
    return pathToFileURL(join(this.root, path)).href;
  }

  async open(path: string): Promise<void> {
    const text = readFileSync(join(this.root, path), 'utf8');
    await this.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri: this.uri(path), languageId: 'x', version: 1, text },
    });
  }

  /** Replaces the whole text, as nothing but the editor knows. */
  async type(path: string, text: string): Promise<void> {
    await this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: this.uri(path), version: ++this.versions },
      contentChanges: [{ text }],
    });
  }

  async hover(path: string, line: number, character: number): Promise<string> {
    const found: Hover | null = await this.connection.sendRequest('textDocument/hover', {
      textDocument: { uri: this.uri(path) },
      position: { line, character },
    });
    return found === null ? '' : (found.contents as { readonly value: string }).value;
  }

  /** Asks again until the answer is as wanted; gives it. */
  async until<T>(ask: () => T | Promise<T>, wanted: (answer: T) => boolean, milliseconds = 15_000): Promise<T> {
    for (const end = Date.now() + milliseconds; ; await new Promise(done => setTimeout(done, 20))) {
      const answer = await ask();
      if (wanted(answer)) return answer;
      if (Date.now() > end) throw new Error(`It stays ${JSON.stringify(answer)}; the server said ${this.logs.join(' ')}`);
    }
  }

  /** The graph is that of now. */
  ready(): Promise<unknown> {
    return this.until(
      () => this.states.at(-1),
      state => state !== undefined && state.behindSince === null && this.graphs > 0,
    );
  }

  async stop(): Promise<number | null> {
    const exit = new Promise<number | null>(done => this.process.once('exit', done));
    await this.connection.sendRequest('shutdown');
    await this.connection.sendNotification('exit');
    return exit;
  }
}
