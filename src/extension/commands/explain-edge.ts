import { l10n, QuickPickItemKind, ThemeIcon, window } from 'vscode';
import type { QuickInputButton, QuickPickItem } from 'vscode';
import { editorCommands, questions } from '../../protocol/lsp.ts';
import type { ExplainAnswer } from '../../protocol/lsp.ts';
import type { Desk, EditorCommand } from '../desk.ts';
import { explained } from '../explain/proof-picks.ts';
import type { ProofPick } from '../explain/proof-picks.ts';
import { openSource } from '../source-file.ts';
import { askedTarget, chooseEdge } from './target.ts';
import type { Target } from './target.ts';
import { UserError } from '../user-error.ts';

async function atCursor({ cursor }: Desk): Promise<Target | null> {
  const at = await cursor.look();
  return at?.edge === undefined ? null : { id: at.edge, root: at.root };
}

type Item = QuickPickItem & { readonly pick: ProofPick };

function item(pick: ProofPick): Item {
  const { label, note, detail, to } = pick;
  if (to.kind === 'heading') return { label, kind: QuickPickItemKind.Separator, pick };
  return { label, description: note, ...(detail && { detail }), pick };
}

/** The proofs as a list: the sentence stands above it, each line leads to where it says. */
async function chosenProof(desk: Desk, answer: ExplainAnswer): Promise<ProofPick | undefined> {
  const { sentence, picks } = explained(answer, l10n.t);
  const whole: QuickInputButton = { iconPath: new ThemeIcon('open-preview'), tooltip: l10n.t('Open the whole explanation') };
  const list = window.createQuickPick<Item>();
  list.title = sentence;
  list.placeholder = l10n.t('Choose a proof to go there');
  list.matchOnDescription = true;
  list.matchOnDetail = true;
  list.buttons = [whole];
  list.items = picks.map(item);
  return new Promise(resolve => {
    list.onDidTriggerButton(() => {
      list.hide();
      void desk.explanations.open(answer);
    });
    list.onDidAccept(() => {
      resolve(list.selectedItems[0]?.pick);
      list.hide();
    });
    list.onDidHide(() => {
      list.dispose();
      resolve(undefined);
    });
    list.show();
  });
}

async function explain(desk: Desk, target: Target): Promise<void> {
  const answer = await desk.backend.ask(questions.explain, target);
  if (!answer) throw new UserError(l10n.t('The graph no longer has this. It may have changed a moment ago.'));
  const pick = await chosenProof(desk, answer);
  if (pick?.to.kind === 'source') await openSource(answer.root, pick.to.at);
  if (pick?.to.kind === 'node') await explain(desk, { id: pick.to.id, root: answer.root });
}

export const explainEdge: EditorCommand = {
  name: editorCommands.explain,
  needsGraph: true,
  async run(desk, asked) {
    const target = askedTarget(asked) ?? (await atCursor(desk)) ?? (await chooseEdge(desk));
    if (target) await explain(desk, target);
  },
};
