/** Finds the documents of one kind of object without reading them. Every search goes on where the last one ended, so all of them are one pass. */
export class KindSkipper {
  private readonly text: string;
  private readonly line: string;
  /** The next line that names the kind, as far as it was looked for. */
  private next = Number.NEGATIVE_INFINITY;
  /** Documents that end by `...` are for the full reading. */
  private readonly ends: boolean;

  constructor(text: string, kind: string) {
    this.text = text;
    this.line = `\nkind: ${kind}`;
    this.ends = text.includes('\n...');
  }

  /** The end of the document whose content begins at `from`, where it is of the kind. */
  endOf(from: number): number | undefined {
    if (this.next < from - 1) this.next = this.find(from);
    if (this.ends || this.next === Number.POSITIVE_INFINITY) return undefined;
    const end = documentEnd(this.text, from);
    return this.next < end ? end : undefined;
  }

  private find(from: number): number {
    const { text, line } = this;
    for (let found = text.indexOf(line, from - 1); found >= 0; found = text.indexOf(line, found + line.length))
      if (endsWord(text[found + line.length])) return found;
    return Number.POSITIVE_INFINITY;
  }
}

function documentEnd(text: string, from: number): number {
  for (let mark = text.indexOf('\n---', from); mark >= 0; mark = text.indexOf('\n---', mark + 4)) {
    if (endsWord(text[mark + 4])) return mark + 1;
  }
  return text.length;
}

const endsWord = (after: string | undefined): boolean => after === undefined || after === '\n' || after === '\r' || after === ' ';
