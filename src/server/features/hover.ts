import { MarkupKind, type Hover, type HoverParams } from 'vscode-languageserver/node';
import type { Location } from '../../core/model/source.ts';
import type { Feature } from '../feature.ts';
import { variableParagraphs } from './finding-hover.ts';
import { impactParagraphs } from '../impact/impact-hover.ts';
import { removal, RemovedParts, type Removal } from '../impact/removed-part.ts';
import { marksIn } from '../impact/standing.ts';
import type { Root } from '../indexer.ts';
import { rangeOf, type Workspace } from '../workspace.ts';
import { actions } from './hover-actions.ts';
import { ageLine, linkText } from './hover-age.ts';
import { hoverText, type HoverText } from './hover-text.ts';
import { code, escaped, type LinkTo } from './hover-words.ts';

export const hover: Feature = {
  name: 'hover',
  capabilities: { hoverProvider: true },
  register({ connection, workspace, guarded }) {
    const removed = new RemovedParts(workspace.indexer);
    connection.onHover(
      guarded<HoverParams, Hover | null>(
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
          const root = workspace.rootUri(asked.root);
          const users = found && broken.length === 0 ? await usersOf(found, { workspace, removed, ...asked }) : NOT_KNOWN;
          return {
            contents: {
              kind: MarkupKind.Markdown,
              value: [
                ...broken,
                ...(found ? withUsers(found, users) : []),
                ...(found?.isVariable ? variableParagraphs(asked.cursor, asked.root.findings.judged) : []),
                ...lastLine([
                  ...(found && workspace.followsCommands ? actions(found.offers, { root, uri: textDocument.uri, position }) : []),
                  ...(users.rule === undefined ? [] : [code(users.rule)]),
                ]),
                ...ageLine(asked.root.behindSince, Date.now()),
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

type Asking = NonNullable<Awaited<ReturnType<Workspace['cursor']>>> & { readonly workspace: Workspace; readonly removed: RemovedParts };

const NOT_KNOWN: Removal = { lines: [] };

/** While somebody edits, the graph is another again and again, and no hover waits. */
const REST = 1000;

/** Of a part of a contract who reads and sets it, where that is known in time; while the graph is behind, nobody is asked. */
async function usersOf({ part, span }: HoverText, { workspace, removed, root, cursor }: Asking): Promise<Removal> {
  if (part === undefined || root.behindSince !== null) return NOT_KNOWN;
  const { graph } = cursor.system.snapshot;
  const waits = Date.now() - root.regraphedAt > REST;
  const document = await removed.of({ root: root.path, graph, file: cursor.path, offset: cursor.offset, start: span[0], waits });
  return document ? removal(document, file => workspace.uriOf(root, file)) : NOT_KNOWN;
}

/** Who uses it says more than who could. */
const withUsers = ({ paragraphs, part }: HoverText, { lines }: Removal): readonly string[] =>
  lines.length > 0 ? [...paragraphs.slice(0, part), ...lines] : paragraphs;

const lastLine = (links: readonly string[]): readonly string[] => (links.length > 0 ? [links.join(' · ')] : []);

/** Links that the editor opens at the line. */
export const linksOf =
  (workspace: Workspace, root: Root): LinkTo =>
  (location: Location) => {
    const line = root.system?.snapshot.place(location).line ?? 1;
    return `[${escaped(linkText(location, line))}](${workspace.uriOf(root, location.file).replace(/[()]/g, encodeURIComponent)}#L${line})`;
  };
