import type { Files } from '../../manifests/files.ts';
import type { FilePath } from '../../model/source.ts';
import type { Identified } from '../openapi/reader.ts';

const ID = /["']?\$?id["']?\s*:\s*["']?([^"'\s,}]+)/;

/** Schemas name each other by their `$id` as well as by their paths; a relative name is meant beside the `$id` of who says it, and so ends alike. */
export function identifiers(files: Files): Identified {
  let byUri: ReadonlyMap<string, FilePath> | undefined;
  return uri => {
    byUri ??= new Map(
      files.under('').flatMap(path => {
        const [, id] = ID.exec(files.read(path) ?? '') ?? [];
        return id !== undefined && id.includes(':') ? [[withoutFragment(id), path] as const] : [];
      }),
    );
    return byUri.get(withoutFragment(uri));
  };
}

const withoutFragment = (uri: string): string => uri.replace(/#.*$/s, '');
