import { folderOf } from '../../model/paths.ts';
import type { FilePath } from '../../model/source.ts';
import { yamlFile } from '../../yaml/parse.ts';
import { at, items, text, type Node } from '../../yaml/tree.ts';
import type { ContractTest } from './contract-tests.ts';

/** What a consumer and a provider agreed on: `interactions` are requests, and in the newer versions messages too; `messages` are the older ones. */
export function pactIn(source: { readonly path: FilePath; readonly text: string }): readonly ContractTest[] {
  const root = yamlFile(source).documents[0]?.root;
  const consumer = text(root, 'consumer', 'name');
  const provider = text(root, 'provider', 'name');
  if (consumer === undefined || provider === undefined) return [];
  const agreed = [...items(at(root, 'interactions')), ...items(at(root, 'messages'))];
  return [
    {
      tool: 'pact',
      at: { file: source.path, span: at(root, 'provider')!.at },
      consumer,
      provider,
      operations: [...new Set(agreed.map(operation).filter(name => name !== undefined))],
      folder: folderOf(source.path) as FilePath | '',
    },
  ];
}

/** `POST /charges`; of a message what it is for. */
function operation(interaction: Node): string | undefined {
  const path = text(interaction, 'request', 'path');
  if (path === undefined) return text(interaction, 'description');
  return `${text(interaction, 'request', 'method')?.toUpperCase() ?? 'GET'} ${path}`;
}
