import { commands, Uri } from 'vscode';
import * as z from 'zod/mini';
import { editorCommands } from '../../protocol/lsp.ts';
import type { EditorCommand } from '../desk.ts';

const named = z.object({ check: z.string().check(z.regex(/^[a-z-]+\.[a-z0-9-]+$/)) });
const ofBranch = z.object({ finding: z.object({ found: named }) });

/** The page of a check as it is in the package; without one, the list of all. */
export const explainCheck: EditorCommand = {
  name: editorCommands.explainCheck,
  async run({ extension }, asked) {
    const check = named.safeParse(asked).data?.check ?? ofBranch.safeParse(asked).data?.finding.found.check;
    await commands.executeCommand('markdown.showPreview', Uri.joinPath(extension, 'docs', 'checks', `${check ?? 'README'}.md`));
  },
};
