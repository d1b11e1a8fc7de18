import type { FilePath } from '../../../../src/core/model/source.ts';
import { resolveCompose, type ComposeRequest, type ComposeResult } from '../../../../src/core/manifests/compose/resolve.ts';
import { plainOf, treeAt } from '../../../../src/core/manifests/tree.ts';
import type { Texts } from '../origins.ts';

export type Asked = Partial<Omit<ComposeRequest, 'environment' | 'folder'>> & {
  readonly folder?: string;
  readonly shell?: Readonly<Record<string, string>>;
};

/** A text alone is compose.yaml. */
export const textsOf = (texts: Texts | string): Texts => (typeof texts === 'string' ? { 'compose.yaml': texts } : texts);

/** The only place where these tests call the resolver: a workspace at /w. */
export function resolved(written: Texts | string, { folder = '', shell = {}, ...asked }: Asked = {}): ComposeResult {
  const texts = textsOf(written);
  const files = {
    read: (path: FilePath) => (Object.hasOwn(texts, path) ? texts[path] : undefined),
    under: (around: FilePath | '') =>
      (Object.keys(texts) as FilePath[]).filter(path => around === '' || path.startsWith(`${around}/`)).toSorted(),
  };
  return resolveCompose(files, { root: '/w', folder: folder as FilePath, environment: new Map(Object.entries(shell)), ...asked });
}

/** What stands at a path of the project, or the problem. */
export function valueAt(texts: Texts | string, path: string, asked: Asked = {}): unknown {
  const { project, problems } = resolved(texts, asked);
  if (!project) return problems[0]?.message;
  const found = treeAt(project, ...path.split('/').map(part => (/^\d+$/.test(part) ? Number(part) : part)));
  return found && plainOf(found);
}

export const problemOf = (texts: Texts | string, asked: Asked = {}): string | undefined => resolved(texts, asked).problems[0]?.message;

/** A project of one service `a`, with what is written below it. */
export const service = (below: string): string => `services:\n  a:\n    image: i\n${below.replace(/^(?=.)/gm, '    ')}\n`;
