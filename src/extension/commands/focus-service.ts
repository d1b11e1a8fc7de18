import { placeOf } from '../map/place-of.ts';
import type { EditorCommand } from '../desk.ts';
import { askedTarget, chooseNode } from './target.ts';

export const focusService: EditorCommand = {
  name: 'faultline.focusService',
  needsGraph: true,
  async run(desk, asked) {
    const target = askedTarget(asked) ?? (await chooseNode(desk));
    if (target) await desk.sidebar.show(target.root, placeOf(desk.graphs, target));
  },
};
