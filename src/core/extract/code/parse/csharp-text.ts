import { unescapedText } from './build.ts';

/** What a literal says: plain, verbatim `@"…"` or raw `"""…"""`. */
export function stringText(written: string): string {
  const raw = /^\$*("{3,})([\s\S]*)\1/.exec(written);
  if (raw)
    return (raw[2] ?? '')
      .replace(/^[ \t]*\r?\n/, '')
      .replace(/\r?\n[ \t]*$/, '')
      .replace(/\n[ \t]+/g, '\n')
      .trim();
  if (written.startsWith('@')) return written.slice(2, -1).replace(/""/g, '"');
  return unescapedText(written.replace(/^["']/, '').replace(/["'](u8)?$/, ''));
}

/** The names of a dotted name without type arguments and without a leading this. */
export function csharpPath(written: string): string[] {
  const path = withoutTypes(written)
    .replace(/^global::/, '')
    .split(/\.|::/)
    .map(part => part.replace(/[\s?!@]/g, ''))
    .filter(part => part !== '');
  return path[0] === 'this' && path.length > 1 ? path.slice(1) : path;
}

function withoutTypes(written: string): string {
  let text = written;
  for (let before = ''; before !== text;) {
    before = text;
    text = text.replace(/<[^<>]*>/g, '');
  }
  return text;
}
