import type { Range } from 'vscode-languageserver';
import { TextDocument, type TextDocumentContentChangeEvent } from 'vscode-languageserver-textdocument';
import { withoutMark } from '../workspace/byte-order-mark.ts';

const marked = new WeakSet<TextDocument>();

/**
 * Texts as editors send them, without a byte order mark: the same text read from disk has none, and places in both are the same.
 * An editor that keeps the mark counts it in its first line.
 */
export const OPEN_TEXTS = {
  create(uri: string, languageId: string, version: number, content: string): TextDocument {
    const text = withoutMark(content);
    const document = TextDocument.create(uri, languageId, version, text);
    if (text !== content) marked.add(document);
    return document;
  },

  update(document: TextDocument, changes: TextDocumentContentChangeEvent[], version: number): TextDocument {
    if (!marked.has(document)) return TextDocument.update(document, changes, version);
    return TextDocument.update(
      document,
      changes.map(change =>
        'range' in change ? { range: unmarked(change.range), text: change.text } : { text: withoutMark(change.text) },
      ),
      version,
    );
  },
};

const unmarked = ({ start, end }: Range): Range => ({ start: shifted(start), end: shifted(end) });

const shifted = ({ line, character }: Range['start']): Range['start'] => ({
  line,
  character: line === 0 ? Math.max(0, character - 1) : character,
});
