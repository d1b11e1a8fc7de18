import type { Span } from '../../model/source.ts';

export interface ConfigurationLine {
  /** Words, unquoted. */
  readonly words: readonly string[];
  readonly at: Span;
}

const WORD = /"((?:[^"\\]|\\.)*)"?|`([^`]*)`?|((?:\{\{[^}]{0,400}\}\}|[^\s"])+)/g;

/** Words of each line, without comments and empty lines; a line that ends with a backslash goes on. */
export function configurationLines(text: string): readonly ConfigurationLine[] {
  const found: ConfigurationLine[] = [];
  let start = 0;
  let open: string[] = [];
  for (const line of text.split('\n')) {
    const content = line.trimStart();
    const from = start + line.length - content.length;
    const end = start + line.trimEnd().length;
    start += line.length + 1;
    if (content.startsWith('#') || content.trim() === '') continue;
    const goesOn = /\\\s*$/.test(content);
    const words = [...(goesOn ? content.replace(/\\\s*$/, '') : content).matchAll(WORD)].map(
      ([, double, back, bare]) => double ?? back ?? bare ?? '',
    );
    const comment = words.findIndex(word => word.startsWith('#'));
    open.push(...(comment < 0 ? words : words.slice(0, comment)));
    if (goesOn && open.length < 1_000) continue;
    if (open.length > 0) found.push({ words: open, at: [Math.min(from, end), end] });
    open = [];
  }
  return found;
}
