import { relative, sep } from 'node:path';

interface Document {
  readonly uri: { readonly scheme: string; readonly fsPath: string };
  readonly isDirty: boolean;
  getText(): string;
}

/** What is typed and not saved below a folder, by path with forward slashes: it is part of the change. */
export function unsavedTexts(folder: string, documents: readonly Document[]): Record<string, string> {
  const dirty = documents.filter(({ uri, isDirty }) => isDirty && uri.scheme === 'file');
  const texts = dirty.map(document => [relative(folder, document.uri.fsPath).replaceAll(sep, '/'), document.getText()] as const);
  return Object.fromEntries(texts.filter(([path]) => path !== '' && !path.startsWith('../')));
}
