import { env, l10n, window } from 'vscode';
import * as z from 'zod/mini';
import { deepLink, findingLink } from '../deep-link.ts';
import type { EditorCommand } from '../desk.ts';

const branch = z.object({ finding: z.object({ root: z.string(), found: z.object({ id: z.string() }) }) });

/** A link to a line of the list of findings, else to where the map is: the large one where it is open. */
export const copyLink: EditorCommand = {
  name: 'faultline.copyLink',
  needsGraph: true,
  async run({ panel, sidebar }, asked) {
    const { finding } = branch.safeParse(asked).data ?? {};
    const place = () => deepLink(env.uriScheme, (panel.shown ?? sidebar.host).session);
    await env.clipboard.writeText(finding ? findingLink(env.uriScheme, finding.root, finding.found.id) : place());
    window.setStatusBarMessage(l10n.t('Link copied.'), 4000);
  },
};
