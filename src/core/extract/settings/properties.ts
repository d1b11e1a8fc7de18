import type { Setting } from './setting.ts';

/** A logical line: the key ends at the first unescaped `=`, `:` or white space. */
const LINE = /^([^\S\n]*)((?:\\.|[^\\\s=:])+)[^\S\n]*[=:]?[^\S\n]*(.*)$/;

/** Java `.properties`: comments, continued lines, `=`, `:` or a blank between key and value. A line that is none of these is skipped. */
export function properties(text: string): readonly Setting[] {
  const found: Setting[] = [];
  let start = 0;
  while (start < text.length) {
    const end = endOfLogicalLine(text, start);
    const raw = text.slice(start, end).replace(/\r$/, '');
    const first = raw.trimStart()[0];
    if (first !== undefined && first !== '#' && first !== '!') {
      const [, indent, key, value] = LINE.exec(raw.replace(/\\\r?\n\s*/g, '')) ?? [];
      if (key !== undefined) {
        const from = start + indent!.length;
        found.push({
          name: key.replace(/\\(.)/g, '$1'),
          text: value!.trimEnd().replace(/\\([:=# ])/g, '$1'),
          at: [from, start + raw.trimEnd().length],
        });
      }
    }
    start = end + 1;
  }
  return found;
}

function endOfLogicalLine(text: string, start: number): number {
  let end = start;
  for (;;) {
    end = text.indexOf('\n', end);
    if (end < 0) return text.length;
    const last = text[end - 1] === '\r' ? end - 2 : end - 1;
    let slashes = 0;
    while (last - slashes >= start && text[last - slashes] === '\\') slashes++;
    if (slashes % 2 === 0) return end;
    end++;
  }
}
