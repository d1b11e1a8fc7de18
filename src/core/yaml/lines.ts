import { lineEnd } from '../model/lines.ts';
import { Unusual } from './scalars.ts';

/** The column at the end of a document. */
export const NONE = -1;

/** Goes from the content of one line to that of the next. */
export class LineReader {
  protected readonly text: string;
  /** Where the next content begins, and its column; NONE at the end of a document. */
  protected at = 0;
  protected column = NONE;

  constructor(text: string) {
    this.text = text;
  }

  /** From a line's start to the next line that holds something. */
  protected toContent(from: number): void {
    const { text } = this;
    let start = from;
    while (start < text.length) {
      let first = start;
      while (text.charCodeAt(first) === 32) first++;
      const code = text.charCodeAt(first);
      if (code === 9 || code === 0) throw new Unusual();
      if (code !== 10 && code !== 35 && !(code === 13 && text.charCodeAt(first + 1) === 10) && first < text.length) {
        this.at = first;
        this.column = first - start;
        if (this.column === 0 && (text.startsWith('---', first) || text.startsWith('...', first) || code === 37))
          this.boundary(first, code);
        return;
      }
      start = lineEnd(text, first) + 1;
    }
    this.at = text.length;
    this.column = NONE;
  }

  private boundary(first: number, code: number): void {
    const after = this.text[first + 3];
    if (code !== 45) throw new Unusual();
    if (after === undefined || after === '\n' || after === '\r' || after === ' ') this.column = NONE;
  }

  /** Past a value: only a comment may follow on its line. */
  protected advance(from: number): void {
    const { text } = this;
    let end = from;
    while (text.charCodeAt(end) === 32) end++;
    const code = text.charCodeAt(end);
    const comment = code === 35 && (end > from || text.charCodeAt(end - 1) === 32);
    if (!(Number.isNaN(code) || code === 10 || (code === 13 && text.charCodeAt(end + 1) === 10) || comment)) throw new Unusual();
    this.toContent(lineEnd(text, end) + 1);
  }

  protected endsLine(at: number): boolean {
    const code = this.text.charCodeAt(at);
    return Number.isNaN(code) || code === 10 || code === 13 || (code === 35 && this.text.charCodeAt(at - 1) === 32);
  }
}
