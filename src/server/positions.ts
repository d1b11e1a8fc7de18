import type { Position } from 'vscode-languageserver/node';
import { position } from '../core/model/lines.ts';

/** Line and character, both from 0. */
export function positionIn(lines: readonly number[], offset: number): Position {
  const { line, column } = position(lines, offset);
  return { line: line - 1, character: column - 1 };
}
