import { Memory } from '../../../src/core/environments/memory.ts';
import { FactsIndex } from '../../../src/core/index/facts-index.ts';
import { snapshot } from '../../../src/core/index/snapshot.ts';
import type { Files } from '../../../src/core/manifests/files.ts';
import type { FilePath } from '../../../src/core/model/source.ts';

/** Texts by path; the broken bar ¦ in one of them is where the cursor stands. */
export type Texts = Readonly<Record<string, string>>;

/** Where a jump from the cursor leads, as the lines that it leads to: `orders/main.go: func (s *server) Place(`. */
export function jumps(marked: Texts, what: 'definitions' | 'references' = 'definitions'): readonly string[] {
  const texts = Object.fromEntries(Object.entries(marked).map(([path, text]) => [path, text.replace('¦', '')]));
  const index = new FactsIndex();
  index.apply(Object.entries(texts).map(([path, text]) => ({ kind: 'set', source: { path: path as FilePath, text } })));
  const files: Files = {
    read: path => texts[path],
    under: folder => (Object.keys(texts) as FilePath[]).filter(path => folder === '' || path.startsWith(`${folder}/`)).toSorted(),
  };
  const { navigation } = snapshot(index, { files, memory: new Memory() });
  const [path, text] = Object.entries(marked).find(([, text]) => text.includes('¦'))!;
  const found = navigation?.[what]({ file: path as FilePath, text: texts[path]!, offset: text.indexOf('¦') }) ?? [];
  return found.map(({ file, span }) => `${file}: ${lineAt(texts[file]!, span[0])}`);
}

const lineAt = (text: string, offset: number): string =>
  text.slice(text.lastIndexOf('\n', offset - 1) + 1, (text.indexOf('\n', offset) + 1 || text.length + 1) - 1).trim();
