import { CodeActionKind, type CodeAction, type Range } from 'vscode-languageserver/node';
import { impactDiagnostics } from '../impact/impact-diagnostics.ts';
import type { ImpactFix } from '../impact/fixes/fix.ts';
import { fixesFor } from '../impact/fixes/fixes.ts';
import type { Mark } from '../impact/marks.ts';
import { marksIn } from '../impact/standing.ts';
import { rangeOf, type Opened, type Workspace } from '../workspace.ts';

/** Ways out where a change breaks somebody, on these lines. */
export const impactActionsOn = (range: Range, opened: Opened, workspace: Workspace): CodeAction[] =>
  marksIn(workspace.standing.get(opened.root.path), opened.open.path)
    .filter(({ place }) => range.start.line <= place.line && place.line <= range.end.line)
    .flatMap(mark => actions(mark, opened, workspace));

function actions(mark: Mark, opened: Opened, workspace: Workspace): CodeAction[] {
  const { root, document, open } = opened;
  const before = workspace.standing.get(root.path)?.answer.before[open.path];
  if (before === undefined) return [];
  const uriOf = (file: typeof open.path): string => workspace.uriOf(root, file);
  const edited = ({ edits }: ImpactFix) => ({
    changes: { [document.uri]: edits.map(({ span, text }) => ({ range: rangeOf(document, span), newText: text })) },
  });
  return fixesFor(mark, { before, now: document.getText() }).map((fix, at) => ({
    title: fix.title,
    kind: CodeActionKind.QuickFix,
    diagnostics: impactDiagnostics([mark], uriOf),
    isPreferred: at === 0,
    edit: edited(fix),
  }));
}
