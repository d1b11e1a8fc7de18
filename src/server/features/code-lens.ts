import type { CodeLens, CodeLensParams } from 'vscode-languageserver/node';
import { editorCommands } from '../../protocol/lsp.ts';
import type { Feature } from '../feature.ts';
import { rangeOf, type Opened, type Workspace } from '../workspace.ts';
import { lenses, type Lens } from './lenses.ts';

export const codeLens: Feature = {
  name: 'code lens',
  capabilities: { codeLensProvider: { resolveProvider: false } },
  register({ connection, workspace, guarded }) {
    connection.onCodeLens(
      guarded<CodeLensParams, CodeLens[]>(
        'code lens',
        async ({ textDocument }) => {
          const opened = workspace.settings.codeLens.enabled ? await workspace.opened(textDocument.uri) : undefined;
          return opened ? lenses(opened.open).map(lens => shown(lens, opened, workspace)) : [];
        },
        [],
      ),
    );
  },
};

function shown({ span, title, node }: Lens, { document, root }: Opened, workspace: Workspace): CodeLens {
  const range = rangeOf(document, [span[0], span[0]]);
  // A command without a name is shown as plain text.
  if (node === undefined) return { range, command: { title, command: '' } };
  return { range, command: { title, command: editorCommands.explain, arguments: [{ id: node, root: workspace.rootUri(root) }] } };
}
