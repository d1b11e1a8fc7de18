import type { CodeLens, CodeLensParams } from 'vscode-languageserver/node';
import type { AskedScope } from '../../protocol/impact.ts';
import { editorCommands } from '../../protocol/lsp.ts';
import type { Feature } from '../feature.ts';
import { verdict, type Mark } from '../impact/marks.ts';
import { marksIn } from '../impact/standing.ts';
import { rangeOf, type Opened, type Workspace } from '../workspace.ts';
import { lenses, type Lens } from './lenses.ts';
import { scenarioLenses } from './scenarios.ts';

export const codeLens: Feature = {
  name: 'code lens',
  capabilities: { codeLensProvider: { resolveProvider: false } },
  register({ connection, workspace, guarded }) {
    connection.onCodeLens(
      guarded<CodeLensParams, CodeLens[]>(
        'code lens',
        async ({ textDocument }) => {
          const opened = workspace.settings.codeLens.enabled ? await workspace.opened(textDocument.uri) : undefined;
          return opened
            ? [
                ...broken(opened, workspace),
                ...scenarioLenses(opened, workspace),
                ...lenses(opened.open).map(lens => shown(lens, opened, workspace)),
              ]
            : [];
        },
        [],
      ),
    );
  },
};

/** One line has one lens of what changed there: the worst. */
function broken({ document, root, open }: Opened, workspace: Workspace): CodeLens[] {
  const byLine = Map.groupBy(marksIn(workspace.standing.get(root.path), open.path), ({ place }) =>
    Math.min(place.line, document.lineCount - 1),
  );
  return [...byLine].map(([line, marks]) => {
    const start = { line, character: 0 };
    return { range: { start, end: start }, command: impactCommand(brokenTitle(marks), { kind: 'changes' }, workspace.rootUri(root)) };
  });
}

export function brokenTitle(marks: readonly Mark[]): string {
  const worst = marks.toSorted((a, b) => b.broken.length - a.broken.length || b.wary.length - a.wary.length)[0]!;
  const more = marks.length > 1 ? `${marks.length} changes: ` : '';
  return `${more}${verdict(worst)} · Show impact`;
}

function shown({ span, title, node, isElement }: Lens, { document, root }: Opened, workspace: Workspace): CodeLens {
  const range = rangeOf(document, [span[0], span[0]]);
  const rootUri = workspace.rootUri(root);
  // A command without a name is shown as plain text.
  if (node === undefined) return { range, command: { title, command: '' } };
  if (isElement)
    return { range, command: impactCommand(title, { kind: 'symbol', at: { uri: document.uri, position: range.start } }, rootUri) };
  return { range, command: { title, command: editorCommands.explain, arguments: [{ id: node, root: rootUri }] } };
}

const impactCommand = (title: string, scope: AskedScope, root: string): NonNullable<CodeLens['command']> => ({
  title,
  command: editorCommands.impact,
  arguments: [{ scope, root }],
});
