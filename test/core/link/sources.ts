import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { wanted } from '../../../src/core/extract/extractors.ts';
import type { FilePath, Source } from '../../../src/core/model/source.ts';

/** The files of a small workspace that some extractor wants. */
export function sourcesIn(folder: string): Source[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && !entry.parentPath.includes('node_modules'))
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)) as FilePath)
    .filter(wanted)
    .map(path => ({ path, text: readFileSync(join(folder, path), 'utf8') }));
}
