import { editorCommands } from '../../protocol/lsp.ts';
import type { Desk, EditorCommand } from '../desk.ts';
import { placeOf } from '../map/place-of.ts';
import { askedTarget, chooseNode } from './target.ts';
import type { Target } from './target.ts';

async function atCursor({ cursor }: Desk): Promise<Target | null> {
  const at = await cursor.look();
  const id = at?.edge ?? at?.node;
  return at && id ? { id, root: at.root } : null;
}

/** In the large map where one is open, else in the sidebar. */
export const revealInMap: EditorCommand = {
  name: editorCommands.reveal,
  needsGraph: true,
  async run(desk, asked) {
    const target = askedTarget(asked) ?? (await atCursor(desk)) ?? (await chooseNode(desk));
    if (!target) return;
    const place = placeOf(desk.graphs, target);
    if (desk.panel.opened) desk.panel.open(target.root, place);
    else await desk.sidebar.show(target.root, place);
  },
};
