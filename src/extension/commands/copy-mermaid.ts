import { env, l10n, window } from 'vscode';
import { questions } from '../../protocol/lsp.ts';
import type { EditorCommand } from '../desk.ts';
import { askedTarget } from './target.ts';

export const copyMermaid: EditorCommand = {
  name: 'faultline.copyMermaid',
  needsGraph: true,
  async run({ backend, graphs, cursor }, asked) {
    const target = askedTarget(asked);
    const root = target?.root ?? cursor.at?.root ?? graphs.root()?.uri;
    const { text } = await backend.ask(questions.mermaid, { root, node: target?.id });
    await env.clipboard.writeText(text);
    window.setStatusBarMessage(l10n.t('Copied as Mermaid.'), 4000);
  },
};
