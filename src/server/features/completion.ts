import { CompletionItemKind, type CompletionItem, type CompletionParams } from 'vscode-languageserver/node';
import type { Feature } from '../feature.ts';
import { rangeOf } from '../workspace.ts';
import { completions } from './completions.ts';

export const completion: Feature = {
  name: 'completion',
  capabilities: { completionProvider: { triggerCharacters: ['/', '@', '-'] } },
  register({ connection, workspace, guarded }) {
    connection.onCompletion(
      guarded<CompletionParams, CompletionItem[]>(
        'completion',
        async ({ textDocument, position }) => {
          const asked = workspace.settings.completion.enabled ? await workspace.cursor(textDocument.uri, position) : undefined;
          if (!asked) return [];
          return completions(asked.cursor).map(({ label, what, detail, span }) => ({
            label,
            detail,
            // Beside each name, not only beside the chosen one.
            labelDetails: { description: detail },
            kind: what === 'service' ? CompletionItemKind.Module : CompletionItemKind.Variable,
            textEdit: { range: rangeOf(asked.document, span), newText: label },
          }));
        },
        [],
      ),
    );
  },
};
