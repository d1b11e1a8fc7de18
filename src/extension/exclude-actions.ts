import { CodeAction, CodeActionKind, l10n } from 'vscode';
import type { CodeActionContext, CodeActionProvider, TextDocument } from 'vscode';

/** Where a file cannot be read as it is, too large, broken, somebody else's: it can be left out. Findings have a code, and other ways out. */
export const excludeActions: CodeActionProvider = {
  provideCodeActions({ uri }: TextDocument, _range: unknown, { diagnostics }: CodeActionContext) {
    const unreadable = diagnostics.filter(({ source, code }) => source === 'faultline' && code === undefined);
    if (unreadable.length === 0) return [];
    const action = new CodeAction(l10n.t('Do not read this file in Faultline'), CodeActionKind.QuickFix);
    action.diagnostics = unreadable;
    action.command = { command: 'faultline.exclude', title: action.title, arguments: [uri] };
    return [action];
  },
};
