import { l10n, Position, Range, Selection, Uri, ViewColumn, window, workspace } from 'vscode';
import * as z from 'zod/mini';
import { questions } from '../../protocol/lsp.ts';
import type { Desk, EditorCommand } from '../desk.ts';
import { sourceUri } from '../source-file.ts';
import { commandLine, written } from './command-line.ts';
import { refuseUntrusted } from './trust.ts';
import { UserError } from '../user-error.ts';

const asked = z.object({ scenario: z.optional(z.nullable(z.string())), root: z.optional(z.string()), base: z.optional(z.string()) });

const FILE = '.faultline/verify.yaml';

/** The folder that is named, else the one in hand, else the first that has services. */
function rootOf({ cursor, graphs }: Desk, named: string | undefined): string {
  const root = graphs.roots.find(({ uri }) => uri === (named ?? cursor.at?.root)) ?? graphs.root();
  if (!root) throw new UserError(l10n.t('Nothing is read yet. Try again in a moment.'));
  return root.uri;
}

/** The setting by which what a run takes is told before it starts. */
export const ASK_FIRST = 'faultline.verify.askFirst';

const asksFirst = (): boolean => workspace.getConfiguration().get(ASK_FIRST, true);

export const verify: EditorCommand = {
  name: 'faultline.verify',
  needsGraph: true,
  async run(desk, given) {
    refuseUntrusted();
    const { scenario, root: named, base } = asked.safeParse(given).data ?? {};
    const root = rootOf(desk, named);
    const found = await desk.backend.ask(questions.scenarios, { root });
    if (!found.exists && !(await writeFirst(desk, root))) return;
    const question = { root, scenarios: scenario ? [scenario] : [], base };
    const going = asksFirst() ? desk.verifyPanel.offer(question) : desk.verification.run(question);
    desk.verifyPanel.open();
    await going;
  },
};

export const showVerify: EditorCommand = {
  name: 'faultline.showVerify',
  async run(desk) {
    desk.verifyPanel.open();
  },
};

export const openScenarios: EditorCommand = {
  name: 'faultline.openScenarios',
  needsGraph: true,
  async run(desk, given) {
    const { scenario, root: named } = asked.safeParse(given).data ?? {};
    const root = rootOf(desk, named);
    const found = await desk.backend.ask(questions.scenarios, { root });
    if (!found.exists && !(await writeFirst(desk, root))) return;
    const document = await workspace.openTextDocument(sourceUri(root, FILE));
    const editor = await window.showTextDocument(document, { viewColumn: ViewColumn.Active, preview: true });
    const line = found.scenarios.find(({ name }) => name === scenario)?.line;
    if (line === undefined) return;
    const at = new Position(line - 1, 0);
    editor.selection = new Selection(at, at);
    editor.revealRange(new Range(at, at));
  },
};

/** A first file is written when somebody says so, and then shown to be read. */
async function writeFirst({ extension, log }: Desk, root: string): Promise<boolean> {
  const write = l10n.t('Write {0}', FILE);
  const question = l10n.t(
    'There are no scenarios yet. Faultline can propose some from the graph, the contracts and the retries in the code.',
  );
  if ((await window.showInformationMessage(question, { modal: true }, write)) !== write) return false;
  log.info((await written(commandLine(extension, ['verify', Uri.parse(root, true).fsPath, '--init']))).trimEnd());
  await window.showTextDocument(await workspace.openTextDocument(sourceUri(root, FILE)));
  return true;
}
