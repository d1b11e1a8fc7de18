import type { InlayHint, InlayHintParams } from 'vscode-languageserver/node';
import type { Feature } from '../feature.ts';
import { hints } from './hints.ts';

export const inlayHints: Feature = {
  name: 'inlay hints',
  capabilities: { inlayHintProvider: true },
  register({ connection, workspace, guarded }) {
    connection.languages.inlayHint.on(
      guarded<InlayHintParams, InlayHint[]>(
        'inlay hints',
        async ({ textDocument, range }) => {
          const opened = workspace.settings.inlayHints.enabled ? await workspace.opened(textDocument.uri) : undefined;
          if (!opened) return [];
          const { document, open } = opened;
          const span = [document.offsetAt(range.start), document.offsetAt(range.end)] as const;
          return hints(open, span).map(({ offset, label, more }) => ({
            position: document.positionAt(offset),
            label,
            paddingLeft: true,
            ...(more !== undefined && { tooltip: more }),
          }));
        },
        [],
      ),
    );
  },
};
