// In place of the editor: it remembers what it is told, and answers what a test says.

type Listener = (told?: unknown) => unknown;

export class EventEmitter {
  private readonly listeners = new Set<Listener>();
  readonly event = (listener: Listener): { dispose(): void } => {
    this.listeners.add(listener);
    return { dispose: () => void this.listeners.delete(listener) };
  };

  fire(told?: unknown): void {
    for (const listener of this.listeners) listener(told);
  }

  dispose(): void {
    this.listeners.clear();
  }
}

export class Uri {
  readonly scheme: string;
  readonly path: string;
  readonly query: string;

  constructor(scheme: string, path: string, query = '') {
    this.scheme = scheme;
    this.path = path;
    this.query = query;
  }

  /** As the editor does: parts are decoded once. */
  static parse(text: string): Uri {
    const [, scheme = '', path = '', query = ''] = /^(\w[\w.-]*):\/\/[^/]*([^?]*)\??(.*)$/.exec(text) ?? [];
    return new Uri(scheme, decodeURIComponent(path), decodeURIComponent(query));
  }

  static file(path: string): Uri {
    return new Uri('file', path);
  }

  static from({ scheme, path, query }: { scheme: string; path: string; query?: string }): Uri {
    if (path.startsWith('//')) throw new Error('[UriError]: a path without an authority cannot begin with two slashes');
    return new Uri(scheme, path, query);
  }

  static joinPath(uri: Uri, ...parts: readonly string[]): Uri {
    return new Uri(uri.scheme, [uri.path, ...parts].join('/'), uri.query);
  }

  get fsPath(): string {
    return this.path;
  }

  toString(): string {
    return `${this.scheme}://${encodeURI(this.path)}${this.query && `?${encodeURIComponent(this.query)}`}`;
  }
}

/** What was said and done, and what a person answers. */
export const editor = {
  said: [] as { readonly level: 'information' | 'warning' | 'error'; readonly sentence: string }[],
  executed: [] as string[],
  opened: [] as string[],
  copied: [] as string[],
  commands: new Map<string, (asked?: unknown) => Promise<void>>(),
  follow: undefined as ((uri: Uri) => Promise<void>) | undefined,
  folders: [] as string[],
  isTrusted: true,
  runTests: undefined as ((request: unknown) => Promise<void>) | undefined,
  testRuns: 0,
  /** Files that are there; undefined: all. */
  files: undefined as readonly string[] | undefined,
  reset(): void {
    Object.assign(editor, { said: [], executed: [], opened: [], copied: [], folders: [], isTrusted: true, files: undefined, testRuns: 0 });
  },
};

export const l10n = {
  t: (sentence: string, ...values: readonly (string | number)[]): string =>
    sentence.replace(/\{(\d)\}/g, (_, at: string) => String(values[Number(at)])),
};

const saying = (level: 'information' | 'warning' | 'error') => async (sentence: string) => void editor.said.push({ level, sentence });

export const window = {
  activeTextEditor: undefined,
  tabGroups: { all: [] },
  showInformationMessage: saying('information'),
  showWarningMessage: saying('warning'),
  showErrorMessage: saying('error'),
  /** A person who thinks better of it. */
  showQuickPick: async (choices: unknown) => void (await choices),
  showInputBox: async () => undefined,
  showTextDocument: async (document: { readonly uri: Uri }) => {
    editor.opened.push(document.uri.path);
    return { revealRange: () => undefined };
  },
  setStatusBarMessage: () => undefined,
  withProgress: (_options: unknown, work: () => Promise<unknown>) => work(),
  createQuickPick: () => {
    const hidden = new EventEmitter();
    return {
      onDidTriggerButton: () => undefined,
      onDidAccept: () => undefined,
      onDidHide: hidden.event,
      show: () => hidden.fire(),
      dispose: () => undefined,
    };
  },
  registerUriHandler({ handleUri }: { handleUri: (uri: Uri) => Promise<void> }) {
    editor.follow = handleUri;
    return { dispose: () => undefined };
  },
};

export const tests = {
  createTestController: () => ({
    createRunProfile: (_label: string, _kind: unknown, run: (request: unknown) => Promise<void>) => void (editor.runTests = run),
    createTestRun: () => {
      editor.testRuns++;
      return {
        token: { onCancellationRequested: () => ({ dispose: () => undefined }) },
        enqueued: () => undefined,
        skipped: () => undefined,
        end: () => undefined,
      };
    },
    items: new Map(),
    dispose: () => undefined,
  }),
};
export const TestRunProfileKind = { Run: 1 };

export const commands = {
  registerCommand(name: string, run: (asked?: unknown) => Promise<void>) {
    editor.commands.set(name, run);
    return { dispose: () => undefined };
  },
  executeCommand: async (name: string) => void editor.executed.push(name),
};

export const workspace = {
  get workspaceFolders() {
    return editor.folders.map(uri => ({ uri: Uri.parse(uri) }));
  },
  get isTrusted() {
    return editor.isTrusted;
  },
  textDocuments: [],
  getConfiguration: () => ({ get: (_name: string, otherwise?: unknown) => otherwise }),
  getWorkspaceFolder: () => undefined,
  openTextDocument: async (uri: Uri) => {
    if (editor.files && !editor.files.includes(uri.path)) throw new Error(`cannot open ${uri.toString()}. Detail: Unable to read file`);
    return { uri, validatePosition: (position: unknown) => position };
  },
};

export const env = { uriScheme: 'vscode', clipboard: { writeText: async (text: string) => void editor.copied.push(text) } };

export const QuickPickItemKind = { Separator: -1, Default: 0 };
export const ProgressLocation = { Window: 10 };
export const ViewColumn = { Active: -1, Beside: -2 };
export const TextEditorRevealType = { InCenterIfOutsideViewport: 2 };
export const ConfigurationTarget = {};
export const FileType = {};
export const CancellationTokenSource = class {
  readonly token = { isCancellationRequested: false };
  cancel(): void {
    this.token.isCancellationRequested = true;
  }
};

/** Made and handed over, and looked at by nobody here. */
class Thing {
  readonly isLookedAt = false;
}

export { Thing as Position, Thing as TestTag, Thing as Range, Thing as Selection, Thing as ThemeColor, Thing as ThemeIcon };
