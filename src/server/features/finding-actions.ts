import { CodeActionKind, type CodeAction, type Diagnostic, type Range, type TextDocumentEdit } from 'vscode-languageserver/node';
import type { FilePath } from '../../core/model/source.ts';
import type { IgnoredFinding } from '../../protocol/findings.ts';
import { editorCommands } from '../../protocol/lsp.ts';
import type { PlacedFinding, PlacedRange } from '../../workspace/placed-finding.ts';
import { editorRange, findingDiagnostic, type DiagnosticLinks } from '../findings/finding-diagnostics.ts';

/** Where actions are asked for. */
export interface ActionPlace extends DiagnosticLinks {
  /** The workspace folder's URI. */
  readonly root: string;
  readonly file: FilePath;
  /** Of the text in hand: an edit made for another version is refused by the editor. */
  readonly version: number;
  readonly range: Range;
}

/** What can be done about findings that have a side on these lines. Pure. */
export function findingActions(shown: readonly PlacedFinding[], place: ActionPlace): CodeAction[] {
  return shown.flatMap(finding => {
    const side = finding.evidence.find(one => one.file === place.file && touches(one, place.range));
    return side ? actionsAt(finding, { ...place, line: side.line, isFirst: side === finding.evidence[0] }) : [];
  });
}

const touches = (side: PlacedRange, { start, end }: Range): boolean => start.line <= side.endLine - 1 && side.line - 1 <= end.line;

interface SidePlace extends ActionPlace {
  readonly line: number;
  readonly isFirst: boolean;
}

function actionsAt(finding: PlacedFinding, place: SidePlace): CodeAction[] {
  const { check, subject, fix } = finding;
  // Only the first side is marked, so only there an action belongs to a mark.
  const diagnostics = place.isFirst ? [findingDiagnostic(finding, place)] : [];
  const ignored: IgnoredFinding = { root: place.root, check, subject, file: place.file, line: place.line };
  const asked = (title: string, command: string, argument: unknown): CodeAction => ({
    title,
    kind: CodeActionKind.QuickFix,
    ...withDiagnostics(diagnostics),
    command: { title, command, arguments: [argument] },
  });
  return [
    ...(fix ? [fixed(fix, diagnostics, place)] : []),
    asked(`Ignore ${check} here with a reason…`, editorCommands.ignoreHere, ignored),
    asked(`Ignore ${check} in .faultline/config.yaml…`, editorCommands.ignoreInConfiguration, ignored),
    asked(`Explain ${check}`, editorCommands.explainCheck, { check }),
  ];
}

const withDiagnostics = (diagnostics: Diagnostic[]) => diagnostics.length > 0 && { diagnostics };

/** What changes in other files is shown before it is done. */
function fixed({ title, edits }: NonNullable<PlacedFinding['fix']>, diagnostics: Diagnostic[], place: SidePlace): CodeAction {
  const elsewhere = edits.some(({ file }) => file !== place.file);
  const documentChanges = [...Map.groupBy(edits, ({ file }) => file)].map(([file, own]): TextDocumentEdit => ({
    textDocument: { uri: place.uriOf(file), version: file === place.file ? place.version : null },
    edits: own.map(edit => ({ range: editorRange(edit), newText: edit.text, ...(elsewhere && { annotationId: title }) })),
  }));
  return {
    title,
    kind: CodeActionKind.QuickFix,
    isPreferred: true,
    ...withDiagnostics(diagnostics),
    edit: { documentChanges, ...(elsewhere && { changeAnnotations: { [title]: { label: title, needsConfirmation: true } } }) },
  };
}
