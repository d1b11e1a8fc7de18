import { commands, EventEmitter, l10n, workspace } from 'vscode';
import type { CancellationToken, CodeLens, Disposable, ExtensionContext, LogOutputChannel, TextDocument } from 'vscode';
import { CloseAction, CodeLensRequest, ErrorAction, LanguageClient, State, TransportKind } from 'vscode-languageclient/node';
import type { CloseHandlerResult, LanguageClientOptions, ServerOptions } from 'vscode-languageclient/node';
import { askedAgain, PATIENCE } from './asked-again.ts';
import { editorCommands, type Notice, type Question } from '../protocol/lsp.ts';
import type { BackendState } from './backend-state.ts';
import { PromptLenses } from './prompt-lenses.ts';
import { recent, restartDelay } from './restart-delay.ts';
import { UserError } from './user-error.ts';

/** Deaths in a row that are no accident any more. */
const WORRYING = 3;

/** A server that dies while it starts comes back as any other does; the client would tell the user of it three times, with a stack. */
class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}

/** The language server as the rest of the editor sees it: questions, notices, and a server that comes back whenever it dies. */
export class Backend implements Disposable {
  state: BackendState = { kind: 'starting' };
  private readonly client: LanguageClient;
  private readonly heard = new Map<string, EventEmitter<unknown>>();
  private readonly listeners = new Set<() => void>();
  private deaths: readonly number[] = [];
  private ending = false;

  constructor(
    context: ExtensionContext,
    private readonly log: LogOutputChannel,
  ) {
    this.client = new QuietClient('faultline', 'Faultline', server(context), this.options());
    this.client.onDidChangeState(({ newState }) => this.changed(newState));
  }

  /** Nobody waits for this: what needs the server listens for it. */
  start(): void {
    this.client.start().catch((error: unknown) => this.log.error(`The language server did not start: ${String(error)}`));
  }

  async ask<P, R>({ method }: Question<P, R>, params: P, token?: CancellationToken): Promise<R> {
    return askedAgain({
      ask: () => (token ? this.client.sendRequest<R>(method, params, token) : this.client.sendRequest<R>(method, params)),
      awake: () => this.awake(),
      isWithdrawn: () => token?.isCancellationRequested === true,
    });
  }

  /** The client keeps one listener for a method, and news is for several. */
  on<P>({ method }: Notice<P>, listener: (told: P) => void): Disposable {
    const heard = this.heard.get(method) ?? new EventEmitter<unknown>();
    if (!this.heard.has(method)) this.client.onNotification(method, (told: unknown) => heard.fire(told));
    this.heard.set(method, heard);
    return heard.event(told => listener(told as P));
  }

  onDidChange(listener: () => void): Disposable {
    this.listeners.add(listener);
    return { dispose: () => void this.listeners.delete(listener) };
  }

  dispose(): Promise<void> {
    this.ending = true;
    return this.client.dispose(2000).catch(() => undefined);
  }

  private awake(): Promise<void> {
    if (this.state.kind === 'running') return Promise.resolve();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const give = (up: string) => reject(new UserError(up));
    const look = () => {
      if (this.state.kind === 'running') resolve();
      if (this.state.kind === 'down') give(this.state.why);
    };
    const listening = this.onDidChange(look);
    const late = setTimeout(() => give(l10n.t('Faultline is starting. Try again in a moment.')), PATIENCE);
    look();
    return promise.finally(() => {
      clearTimeout(late);
      listening.dispose();
    });
  }

  private options(): LanguageClientOptions {
    const lenses = new PromptLenses<TextDocument, CodeLens>(document => this.askForLenses(document));
    return {
      documentSelector: [{ scheme: 'file' }],
      outputChannel: this.log,
      synchronize: { configurationSection: 'faultline' },
      initializationOptions: () => ({ showsProgress: true, followsCommands: true, exclude: exclusionsByFolder() }),
      markdown: {
        isTrusted: { enabledCommands: [editorCommands.explain, editorCommands.reveal, editorCommands.impact] },
        supportHtml: false,
      },
      progressOnInitialization: false,
      initializationFailedHandler: () => false,
      middleware: {
        provideCodeLenses: async (document, token, next) => [
          ...(await lenses.answer(
            document,
            Promise.resolve(next(document, token)).then(found => found ?? []),
          )),
        ],
      },
      errorHandler: {
        error: () => ({ action: ErrorAction.Continue, handled: true }),
        closed: () => this.closed(),
      },
    };
  }

  private askForLenses(document: TextDocument): void {
    this.client.getFeature(CodeLensRequest.method).getProvider(document)?.onDidChangeCodeLensEmitter.fire();
  }

  private async closed(): Promise<CloseHandlerResult> {
    if (this.ending) return { action: CloseAction.DoNotRestart, handled: true };
    const now = Date.now();
    this.deaths = [...recent(this.deaths, now), now];
    const delay = restartDelay(this.deaths.slice(1), now);
    this.log.warn(`The language server stopped. It starts again in ${delay} ms.`);
    this.become(
      this.deaths.length < WORRYING ? { kind: 'starting' } : { kind: 'down', why: l10n.t('The language server stops again and again.') },
    );
    await new Promise(resolve => setTimeout(resolve, delay));
    return { action: this.ending ? CloseAction.DoNotRestart : CloseAction.Restart, handled: true };
  }

  private changed(state: State): void {
    if (state === State.Running) this.become({ kind: 'running' });
    else if (this.state.kind === 'running') this.become({ kind: 'starting' });
  }

  private become(state: BackendState): void {
    this.state = state;
    for (const listener of this.listeners) listener();
    void commands.executeCommand('setContext', 'faultline.running', state.kind === 'running');
  }
}

const exclusionsByFolder = (): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    (workspace.workspaceFolders ?? []).map(({ uri }) => [
      uri.toString(),
      workspace.getConfiguration('faultline', uri).get('index.exclude'),
    ]),
  );

function server(context: ExtensionContext): ServerOptions {
  const module = context.asAbsolutePath('dist/server.js');
  return {
    run: { module, transport: TransportKind.ipc },
    debug: { module, transport: TransportKind.ipc, options: { execArgv: ['--nolazy', '--inspect=6009'] } },
  };
}
