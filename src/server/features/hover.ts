import { MarkupKind, type Hover } from 'vscode-languageserver/node';
import type { Location } from '../../core/model/source.ts';
import type { Feature } from '../feature.ts';
import type { Root } from '../indexer.ts';
import { rangeOf, type Workspace } from '../workspace.ts';
import { escaped, type LinkTo } from './hover-words.ts';
import { ageLine, hoverText, linkText } from './hover-text.ts';

export const hover: Feature = {
  name: 'hover',
  capabilities: { hoverProvider: true },
  register({ connection, workspace, guarded }) {
    connection.onHover(
      guarded<Parameters<Parameters<typeof connection.onHover>[0]>[0], Hover | null>(
        'hover',
        async ({ textDocument, position }) => {
          const asked = workspace.settings.hover.enabled ? await workspace.cursor(textDocument.uri, position) : undefined;
          const found = asked && hoverText(asked.cursor, linksOf(workspace, asked.root));
          if (!asked || !found) return null;
          const age = ageLine(asked.root.behindSince, Date.now());
          return {
            contents: { kind: MarkupKind.Markdown, value: [...found.paragraphs, ...(age ? [age] : [])].join('\n\n') },
            range: rangeOf(asked.document, found.span),
          };
        },
        null,
      ),
    );
  },
};

/** Links that the editor opens at the line. */
export const linksOf =
  (workspace: Workspace, root: Root): LinkTo =>
  (location: Location) => {
    const line = root.system?.snapshot.place(location).line ?? 1;
    return `[${escaped(linkText(location, line))}](${workspace.uriOf(root, location.file).replace(/[()]/g, encodeURIComponent)}#L${line})`;
  };
