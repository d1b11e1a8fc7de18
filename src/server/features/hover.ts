import { MarkupKind, type Hover } from 'vscode-languageserver/node';
import type { Location } from '../../core/model/source.ts';
import type { Feature } from '../feature.ts';
import { variableParagraphs } from './finding-hover.ts';
import { impactParagraphs } from '../impact/impact-hover.ts';
import { marksIn } from '../impact/standing.ts';
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
        async ({ textDocument, position }, token) => {
          if (!workspace.settings.hover.enabled) return null;
          // The editor does not ask again while the pointer rests, so the first graph is waited for.
          await workspace.known(textDocument.uri, token);
          const asked = await workspace.cursor(textDocument.uri, position);
          if (!asked) return null;
          const found = hoverText(asked.cursor, linksOf(workspace, asked.root));
          const marks = marksIn(workspace.standing.get(asked.root.path), asked.open.path).filter(
            ({ place }) => place.line === position.line,
          );
          const broken = impactParagraphs(marks, file => workspace.uriOf(asked.root, file));
          if (!found && broken.length === 0) return null;
          const age = ageLine(asked.root.behindSince, Date.now());
          return {
            contents: {
              kind: MarkupKind.Markdown,
              value: [
                ...broken,
                ...(found?.paragraphs ?? []),
                ...variableParagraphs(asked.cursor, asked.root.findings.judged),
                ...(age ? [age] : []),
              ].join('\n\n'),
            },
            ...(found && { range: rangeOf(asked.document, found.span) }),
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
