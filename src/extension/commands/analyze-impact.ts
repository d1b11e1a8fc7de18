import { l10n, QuickPickItemKind, window } from 'vscode';
import type { QuickPickItem } from 'vscode';
import * as z from 'zod/mini';
import { impactScope, type AskedScope } from '../../protocol/impact.ts';
import { editorCommands, questions } from '../../protocol/lsp.ts';
import type { Desk, EditorCommand } from '../desk.ts';
import { openSource } from '../source-file.ts';
import { UserError } from '../user-error.ts';

/** The folder in hand, else the first that has services. */
function rootInHand({ cursor, graphs }: Desk): string {
  const root = graphs.roots.find(({ uri }) => uri === cursor.at?.root) ?? graphs.root();
  if (!root) throw new UserError(l10n.t('Nothing is read yet. Try again in a moment.'));
  return root.uri;
}

async function analyse(desk: Desk, root: string, scope: AskedScope): Promise<void> {
  const answer = desk.impacts.analyse(root, scope);
  desk.impactPanel.open();
  await answer;
}

export const analyzeChange: EditorCommand = {
  name: 'faultline.analyzeChange',
  needsGraph: true,
  run: desk => analyse(desk, rootInHand(desk), { kind: 'changes' }),
};

export const analyzeStaged: EditorCommand = {
  name: 'faultline.analyzeStaged',
  needsGraph: true,
  run: desk => analyse(desk, rootInHand(desk), { kind: 'staged' }),
};

export const analyzeBranch: EditorCommand = {
  name: 'faultline.analyzeBranch',
  needsGraph: true,
  async run(desk) {
    const root = rootInHand(desk);
    const base = await window.showInputBox({
      title: l10n.t('Analyze the impact of this branch'),
      prompt: l10n.t('Compared with where it parted from which branch, tag or commit? Empty: the default branch.'),
      placeHolder: 'origin/main',
    });
    if (base !== undefined) await analyse(desk, root, { kind: 'branch', ...(base.trim() !== '' && { base: base.trim() }) });
  },
};

type Choice = QuickPickItem & { readonly scope?: AskedScope };

/** What stands at the cursor first, then everything that can be taken away. */
export const analyzeElement: EditorCommand = {
  name: 'faultline.analyzeElement',
  needsGraph: true,
  async run(desk) {
    const root = rootInHand(desk);
    const names = desk.backend.ask(questions.removable, { root });
    const list = names.then(({ names: all }): Choice[] => [
      ...atCursor(),
      ...all.map((element): Choice => ({ label: element, scope: { kind: 'remove', element } })),
    ]);
    const chosen = await window.showQuickPick<Choice>(list, {
      title: l10n.t('What would break without it?'),
      placeHolder: l10n.t('A field, rpc, operation, route, variable or topic'),
    });
    if (chosen?.scope) await analyse(desk, root, chosen.scope);
  },
};

function atCursor(): Choice[] {
  const editor = window.activeTextEditor;
  if (editor?.document.uri.scheme !== 'file') return [];
  const { line, character } = editor.selection.active;
  const scope: AskedScope = { kind: 'symbol', at: { uri: editor.document.uri.toString(), position: { line, character } } };
  const label = l10n.t('What the cursor is on');
  const text = editor.document.lineAt(line).text.trim();
  return [
    { label, description: text, scope },
    { label: '', kind: QuickPickItemKind.Separator },
  ];
}

const asked = z.object({ scope: impactScope, root: z.string() });

/** From a lens: what is asked stands in its arguments. */
export const showImpact: EditorCommand = {
  name: editorCommands.impact,
  needsGraph: true,
  async run(desk, given) {
    const { success, data } = asked.safeParse(given);
    if (success) await analyse(desk, data.root, data.scope);
    else if (desk.impacts.analysis) desk.impactPanel.open();
    else await analyzeChange.run(desk, undefined);
  },
};

const place = z.object({ root: z.string(), file: z.string(), line: z.int() });

export const openImpactLine: EditorCommand = {
  name: 'faultline.openImpactLine',
  async run(_desk, given) {
    const { success, data } = place.safeParse(given);
    if (success) await openSource(data.root, data);
  },
};
