import { fileURLToPath, pathToFileURL } from 'node:url';
import { relative, sep } from 'node:path';
import type { CancellationToken, Location as LspLocation, Position, Range, TextDocuments } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Cursor, OpenText } from '../core/elements/system.ts';
import type { Fact } from '../core/model/fact.ts';
import type { FilePath, Location, Span } from '../core/model/source.ts';
import type { Jump } from '../core/navigate/navigation.ts';
import { settings, type Settings } from '../protocol/lsp.ts';
import { sharedPackages, telling } from '../workspace/view.ts';
import type { Standing } from './impact/standing.ts';
import type { Indexer, Root } from './indexer.ts';
import { editorRange } from './findings/finding-diagnostics.ts';
import { positionIn } from './positions.ts';

/** A text that is open, and the root that it is in. */
export interface Opened {
  readonly root: Root;
  readonly document: TextDocument;
  readonly open: OpenText;
}

/** A text longer than this is not read again for every question; the index tells of it a moment later. */
const MOST_READ = 300_000;

/** What reads texts is half of the program, and is loaded with the first text that somebody asks about. */
async function extraction() {
  const [{ extract, wanted }, { grammars }] = await Promise.all([
    import('../core/extract/extractors.ts'),
    import('../workspace/grammar-files.ts'),
  ]);
  return { extract, wanted, grammars };
}

/** Documents and roots by their URIs. */
export class Workspace {
  settings: Settings = settings.parse({});
  /** Links of a hover may name commands of our own editor. */
  followsCommands = false;
  readonly indexer: Indexer;
  /** By the roots' paths: what is not committed yet, and whom it breaks. */
  readonly standing = new Map<string, Standing>();
  private readonly documents: TextDocuments<TextDocument>;
  private readonly facts = new WeakMap<TextDocument, { readonly version: number; readonly facts: readonly Fact[] }>();

  private loading: ReturnType<typeof extraction> | undefined;

  constructor(indexer: Indexer, documents: TextDocuments<TextDocument>) {
    this.indexer = indexer;
    this.documents = documents;
  }

  /** The root that a file lies in, and its path there; the innermost, where roots lie in each other. */
  locate(uri: string): { readonly root: Root; readonly path: FilePath } | undefined {
    const file = filePathOf(uri);
    if (file === undefined) return undefined;
    const roots = this.indexer.all().filter(({ path }) => file === path || file.startsWith(withSeparator(path)));
    const root = roots.toSorted((a, b) => b.path.length - a.path.length)[0];
    return root && { root, path: relative(root.path, file).replaceAll(sep, '/') as FilePath };
  }

  /** Loads what reads texts, before somebody asks about one. */
  prepare(): void {
    void this.extraction();
  }

  private extraction(): ReturnType<typeof extraction> {
    return (this.loading ??= extraction());
  }

  /** Resolves when something is known of the root that a file lies in, or when nobody waits for it any more. */
  async known(uri: string, token: CancellationToken): Promise<void> {
    const known = this.locate(uri)?.root.known;
    const { promise: withdrawn, resolve: withdraw } = Promise.withResolvers<void>();
    const listening = token.onCancellationRequested(() => withdraw());
    await Promise.race([known, withdrawn]);
    listening.dispose();
  }

  /** Undefined where the text is not open, lies in no root, or nothing is known yet. */
  async opened(uri: string): Promise<Opened | undefined> {
    const document = this.documents.get(uri);
    const located = this.locate(uri);
    if (!document || !located?.root.system) return undefined;
    const { root, path } = located;
    const facts = await this.factsOf(document, located);
    return { root, document, open: { system: root.system ?? located.root.system, path, text: document.getText(), facts } };
  }

  async cursor(uri: string, position: Position): Promise<(Opened & { readonly cursor: Cursor }) | undefined> {
    const opened = await this.opened(uri);
    return opened && { ...opened, cursor: { ...opened.open, offset: opened.document.offsetAt(position) } };
  }

  /** The far ends of what stands at a position; for definitions and references. */
  async jump(what: Jump, uri: string, position: Position): Promise<LspLocation[]> {
    const document = this.documents.get(uri);
    const located = this.locate(uri);
    if (!document || !located) return [];
    const { root, path } = located;
    const to = await this.indexer.jump(root.path, what, { file: path, text: document.getText(), offset: document.offsetAt(position) });
    return to.map(place => ({ uri: this.uriOf(root, place.file), range: editorRange(place) }));
  }

  /** Of a file that is open; of any other where the index knows its lines. */
  offsetOf(uri: string, position: Position): number {
    const document = this.documents.get(uri);
    if (document) return document.offsetAt(position);
    const located = this.locate(uri);
    return (located?.root.system?.snapshot.linesOf(located.path)[position.line] ?? 0) + position.character;
  }

  /** What a text says by itself, whether or not anything is known of the system; undefined where it is not open or lies in no root. */
  async said(uri: string): Promise<{ readonly document: TextDocument; readonly facts: readonly Fact[] } | undefined> {
    const document = this.documents.get(uri);
    const located = this.locate(uri);
    return document && located && { document, facts: await this.factsOf(document, located) };
  }

  private async factsOf(
    document: TextDocument,
    { root, path }: { readonly root: Root; readonly path: FilePath },
  ): Promise<readonly Fact[]> {
    const text = document.getText();
    const known = this.facts.get(document);
    if (known?.version === document.version) return known.facts;
    const { extract, grammars, wanted } = await this.extraction();
    if (text.length > MOST_READ || !wanted(path)) return root.system?.facts.get(path) ?? [];
    await grammars([path]);
    const { facts } = extract({ path, text });
    if (!root.system) return telling(facts, new Set());
    const told = telling(facts, sharedPackages(root.system.snapshot.graph));
    this.facts.set(document, { version: document.version, facts: told });
    return told;
  }

  rootUri({ path }: Root): string {
    return pathToFileURL(path).href;
  }

  uriOf({ path }: Pick<Root, 'path'>, file: FilePath): string {
    return pathToFileURL(`${path}/${file}`).href;
  }

  /** Where a location of the graph is, for the editor. */
  placeOf(root: Root, { file, span }: Location): { readonly uri: string; readonly range: Range } {
    const lines = root.system?.snapshot.linesOf(file) ?? [];
    return { uri: this.uriOf(root, file), range: { start: positionIn(lines, span[0]), end: positionIn(lines, span[1]) } };
  }
}

export const rangeOf = (document: TextDocument, [start, end]: Span): Range => ({
  start: document.positionAt(start),
  end: document.positionAt(end),
});

/** Undefined for what is no file: untitled texts, old versions, remote trees. */
export function filePathOf(uri: string): string | undefined {
  try {
    return uri.startsWith('file:') ? fileURLToPath(uri) : undefined;
  } catch {
    return undefined;
  }
}

const withSeparator = (path: string): string => (path.endsWith(sep) ? path : path + sep);
