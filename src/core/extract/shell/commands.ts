import type { Span } from '../../model/source.ts';

export interface ShellWord {
  readonly text: string;
  readonly at: Span;
}

/** Words of one simple command, without the assignments before it. */
export interface ShellCommand {
  readonly words: readonly ShellWord[];
}

const TOKEN =
  /\\\r?\n|[^\S\n]+|(^|(?<=\s))#[^\n]*|<<-?[ \t]*["']?([A-Za-z_]\w*)["']?|\n|&&|\|\||[;|&()`]|((?:"(?:[^"\\]|\\[^])*(?:"|$)|'[^']*(?:'|$)|\$\((?=\()|\$\{[^}\n]{0,400}\}|\$\(\w+\)|\\[^]|[^\s;|&()`"'\\])+)|[^]/g;
const ENDS = /^(\n|&&|\|\||[;|&()`])$/;

/** Commands of a shell script, in any of its lists and substitutions. Total: quotes that do not close end with the text; here-documents are passed over. */
export function shellCommands(text: string): readonly ShellCommand[] {
  const found: ShellCommand[] = [];
  let words: ShellWord[] = [];
  let heredoc = '';
  let skipTo = 0;
  /** Marks that no line ends, so that each is looked for once. */
  const endless = new Set<string>();
  for (const token of text.matchAll(TOKEN)) {
    const [whole, , mark, word] = token;
    if (token.index < skipTo) continue;
    if (mark !== undefined) heredoc = mark;
    if (word !== undefined) words.push({ text: unquoted(word), at: [token.index, token.index + whole.length] });
    if (!ENDS.test(whole)) continue;
    if (words.length > 0) found.push({ words: withoutAssignments(words) });
    words = [];
    if (whole === '\n' && heredoc !== '') {
      const end = endless.has(heredoc) ? undefined : endOfHeredoc(text, token.index + 1, heredoc);
      if (end === undefined) endless.add(heredoc);
      skipTo = end ?? skipTo;
      heredoc = '';
    }
  }
  if (words.length > 0) found.push({ words: withoutAssignments(words) });
  return found.filter(command => command.words.length > 0);
}

function endOfHeredoc(text: string, from: number, mark: string): number | undefined {
  for (let start = from; start < text.length;) {
    const end = text.indexOf('\n', start);
    const line = text.slice(start, end < 0 ? text.length : end);
    if (line.trim() === mark) return start + line.length;
    if (end < 0) break;
    start = end + 1;
  }
  return undefined;
}

/** Words that run the command after them. */
const PREFIX = /^(sudo|exec|time|nohup|env|command|then|do|else|if|elif|while|until|!|@|-|\{|eval|timeout|nice|retry|RUN|CMD|@?-?)$/;

function withoutAssignments(words: readonly ShellWord[]): readonly ShellWord[] {
  let from = 0;
  while (
    from < words.length &&
    (PREFIX.test(words[from]!.text) || /^[A-Za-z_]\w*=/.test(words[from]!.text) || /^\d+[smh]?$/.test(words[from]!.text))
  )
    from++;
  return words.slice(from);
}

const unquoted = (word: string): string =>
  word.replace(
    /"((?:[^"\\]|\\[^])*)"?|'([^']*)'?|\\\n/g,
    (_, double: string | undefined, single: string | undefined) => double?.replace(/\\(["\\$`])/g, '$1') ?? single ?? '',
  );
