export interface IgnoreEntry {
  readonly check: string;
  readonly subject: string;
  readonly path: string;
  readonly reason: string;
}

/** `.faultline/config.yaml` with one entry more under `ignore:`; null where that is written in a way that only a person should change. */
export function withIgnore(text: string, entry: IgnoreEntry): string | null {
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  const lines = text.split(/\r?\n/);
  const at = lines.findIndex(line => /^ignore\s*:/.test(line));
  if (at < 0) return [...trimmed(lines), 'ignore:', ...written(entry, '  '), ''].join(end);
  const value = lines[at]!.replace(/^ignore\s*:/, '')
    .replace(/\s+#.*$/, '')
    .trim();
  if (value !== '' && value !== '[]') return null;
  const indent =
    /^(\s*)- /.exec(lines.slice(at + 1).find(line => line.trim() !== '' && !line.trimStart().startsWith('#')) ?? '')?.[1] ?? '  ';
  const head = value === '[]' ? 'ignore:' : lines[at]!;
  return [...lines.slice(0, at), head, ...written(entry, indent), ...lines.slice(at + 1)].join(end);
}

function trimmed(lines: readonly string[]): readonly string[] {
  const last = lines.findLastIndex(line => line.trim() !== '');
  return lines.slice(0, last + 1);
}

const written = ({ check, subject, path, reason }: IgnoreEntry, indent: string): readonly string[] => [
  `${indent}- check: ${scalar(check)}`,
  `${indent}  path: ${scalar(path)}`,
  `${indent}  subject: ${scalar(subject)}`,
  `${indent}  reason: ${scalar(reason)}`,
];

/** Quoted unless it reads the same without. */
const scalar = (text: string): string =>
  /^[A-Za-z][\w./-]*( [\w./-]+)*$/.test(text) && !/^(true|false|yes|no|on|off|null|y|n)$/i.test(text) ? text : JSON.stringify(text);
