import { env, l10n, window } from 'vscode';
import { deepLink } from '../deep-link.ts';
import type { EditorCommand } from '../desk.ts';

/** A link to where the map is: the large one where it is open. */
export const copyLink: EditorCommand = {
  name: 'faultline.copyLink',
  async run({ panel, sidebar }) {
    await env.clipboard.writeText(deepLink(env.uriScheme, (panel.shown ?? sidebar.host).session));
    window.setStatusBarMessage(l10n.t('Link copied.'), 4000);
  },
};
