import { EventEmitter, window } from 'vscode';
import type { Disposable, TextEditor } from 'vscode';
import { questions } from '../protocol/lsp.ts';
import type { FocusAnswer } from '../protocol/lsp.ts';
import type { Backend } from './backend.ts';

/** A cursor that travels asks nobody; one that rests does. */
const RESTS = 120;

/** Which folder and service the cursor is in. Told when that becomes another one, so that somebody who looked elsewhere is left there. */
export class Cursor implements Disposable {
  at: FocusAnswer | null = null;
  private readonly moved = new EventEmitter<FocusAnswer>();
  readonly onDidMove = this.moved.event;
  private settled: string | null = null;
  private waiting: ReturnType<typeof setTimeout> | undefined;
  private readonly listening: readonly Disposable[];

  constructor(private readonly backend: Backend) {
    this.listening = [window.onDidChangeActiveTextEditor(() => this.wait()), window.onDidChangeTextEditorSelection(() => this.wait())];
  }

  /** Asks now: the graph is new, and a service may have got a name. */
  async look(): Promise<FocusAnswer | null> {
    const editor = window.activeTextEditor;
    if (!editor || editor.document.uri.scheme !== 'file' || this.backend.state.kind !== 'running') return this.at;
    const found = await this.backend.ask(questions.focus, question(editor)).catch(() => null);
    if (!found || window.activeTextEditor?.document !== editor.document) return found;
    const same = this.at?.node === found.node && this.at.root === found.root;
    this.at = found;
    if (!same && place(editor) !== this.settled) this.moved.fire(found);
    return found;
  }

  /** Somebody led the map by hand: what the cursor says of this very line does not call them back. */
  settle(): void {
    const editor = window.activeTextEditor;
    this.settled = editor ? place(editor) : null;
  }

  dispose(): void {
    clearTimeout(this.waiting);
    this.moved.dispose();
    for (const listener of this.listening) listener.dispose();
  }

  private wait(): void {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => void this.look(), RESTS);
  }
}

const place = ({ document, selection }: TextEditor): string => `${document.uri.toString()}:${selection.active.line}`;

function question({ document, selection }: TextEditor) {
  const { line, character } = selection.active;
  return { uri: document.uri.toString(), position: { line, character } };
}
