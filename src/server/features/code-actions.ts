import { CodeActionKind, type CodeAction, type CodeActionParams, type Range } from 'vscode-languageserver/node';
import type { Feature } from '../feature.ts';
import { pageOfCheck } from '../findings/check-pages.ts';
import { shownFindings } from '../findings/shown-findings.ts';
import type { Opened, Workspace } from '../workspace.ts';
import { findingActions } from './finding-actions.ts';
import { impactActionsOn } from './impact-actions.ts';

/** Ways out of what is marked: of what a change breaks first, then of what the checks found. */
export const codeActions: Feature = {
  name: 'code actions',
  capabilities: { codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] } },
  register({ connection, workspace, guarded }) {
    connection.onCodeAction(
      guarded<CodeActionParams, CodeAction[]>(
        'code actions',
        async ({ textDocument, range, context }) => {
          if (context.only && !context.only.some(kind => CodeActionKind.QuickFix.startsWith(kind))) return [];
          const opened = await workspace.opened(textDocument.uri);
          if (!opened) return [];
          return [...impactActionsOn(range, opened, workspace), ...actionsOfFindings(range, opened, workspace)];
        },
        [],
      ),
    );
  },
};

function actionsOfFindings(range: Range, { root, open, document }: Opened, workspace: Workspace): CodeAction[] {
  // What was found in a text of before does not fit the text of now.
  if (root.behindSince !== null) return [];
  return findingActions(shownFindings(root.findings.all, workspace.settings.detect), {
    root: workspace.rootUri(root),
    file: open.path,
    version: document.version,
    range,
    uriOf: file => workspace.uriOf(root, file),
    pageOf: pageOfCheck,
  });
}
