import type { MapEvidence } from '../../protocol/panels/map.ts';

/** Editors take `file:line:column`; anything else that serves files takes a line as a fragment. */
export function sourceHref(base: string, { file, line, column }: MapEvidence): string {
  const path = `${base}${file.split('/').map(encodeURIComponent).join('/')}`;
  if (/^vscode(-insiders)?:/.test(base)) return `${path}:${line}${column === undefined ? '' : `:${column}`}`;
  return `${path}#L${line}`;
}
