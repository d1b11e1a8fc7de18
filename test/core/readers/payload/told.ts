import type { FilePath, Span } from '../../../../src/core/model/source.ts';
import { payloadKeys, type Key } from '../../../../src/core/readers/payload/payload-keys.ts';
import type { Texts } from '../../../../src/core/readers/use.ts';

/** Files of one service by path. `¦` stands at the place that is asked about, in the first file that has one. */
export type Files = Readonly<Record<string, string>>;

const textsOf = (files: Files): Texts => ({
  paths: Object.keys(files) as FilePath[],
  read: path => files[path]?.replace('¦', ''),
});

/** One line for each key: how, path, what is written there; a weaker reason is marked. */
export function told(files: Files): string[] {
  const asked = Object.entries(files).find(([, text]) => text.includes('¦'));
  if (!asked) throw new Error('No file has a ¦.');
  const [path, marked] = asked;
  const at = marked.indexOf('¦');
  const texts = textsOf(files);
  const span: Span = [at, at + 1];
  const { keys } = payloadKeys({ path: path as FilePath, text: marked.replace('¦', '') }, span, texts);
  return keys.map(key => line(key, texts));
}

const MARK = { certain: '', likely: ' (likely)', possible: ' (possible)' } as const;

function line({ how, path, at, confidence }: Key, texts: Texts): string {
  const text = texts.read(at.file) ?? '';
  const number = text.slice(0, at.span[0]).split('\n').length;
  return `${how} ${path} @${at.file}:${number} ${text.slice(...at.span)}${MARK[confidence]}`;
}
