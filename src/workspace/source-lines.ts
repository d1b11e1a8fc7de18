import type { FilePath } from '../core/model/source.ts';
import { realRoot } from './listing.ts';
import { readOne } from './read-workspace.ts';

/** The text of a line, from 1, of a file of the workspace; empty where it cannot be read. */
export type SourceLines = (file: FilePath, line: number) => Promise<string>;

export async function sourceLines(root: string): Promise<SourceLines> {
  const real = await realRoot(root);
  const known = new Map<FilePath, readonly string[]>();
  const linesOf = (file: FilePath): readonly string[] => {
    const reading = readOne(real, file);
    return reading?.kind === 'source' ? reading.source.text.split('\n') : [];
  };
  return async (file, line) => {
    const lines = known.get(file) ?? linesOf(file);
    known.set(file, lines);
    return (lines[line - 1] ?? '').trim().slice(0, 200);
  };
}
