import type { Position } from 'vscode-languageserver/node';
import { editorCommands } from '../../protocol/lsp.ts';
import type { Offers } from './hover-text.ts';

interface Place {
  readonly root: string;
  readonly uri: string;
  readonly position: Position;
}

/** What can be done about what a hover shows, as links that our own editor follows. */
export function actions({ impact, reveal }: Offers, { root, uri, position }: Place): string[] {
  return [
    impact === 'element' && link('Show impact', editorCommands.impact, { scope: { kind: 'symbol', at: { uri, position } }, root }),
    typeof impact === 'object' && link('Show impact', editorCommands.explain, { id: impact.node, root }),
    reveal !== undefined && link('Show in map', editorCommands.reveal, { id: reveal, root }),
  ].filter(one => one !== false);
}

const link = (title: string, command: string, argument: unknown): string =>
  `[${title}](command:${command}?${encodeURIComponent(JSON.stringify([argument])).replace(/[()]/g, character => `%${character.charCodeAt(0).toString(16)}`)})`;
