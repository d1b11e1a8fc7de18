import type { FilePath } from '../../../../src/core/model/source.ts';
import type { ContractTexts } from '../../../../src/core/verify/requests/open-api.ts';

/** A contract of texts by path; the first one is its top. */
export function contractOf(texts: Readonly<Record<string, string>>): ContractTexts {
  const paths = Object.keys(texts) as FilePath[];
  const [path = '' as FilePath] = paths;
  return {
    kind: path.endsWith('.proto') ? 'protobuf' : 'openapi',
    path,
    files: { read: path => texts[path], under: folder => paths.filter(path => path.startsWith(folder)).toSorted() },
  };
}
