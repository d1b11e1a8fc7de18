import type { Desk, EditorCommand } from '../desk.ts';
import { askedTarget } from '../commands/target.ts';

/** The table of variables, at the service that was asked about, else at the one in hand. */
export const showEnvironment: EditorCommand = {
  name: 'faultline.showEnvironment',
  needsGraph: true,
  async run(desk, asked) {
    const target = askedTarget(asked) ?? inHand(desk);
    desk.environment.open(target?.root, target?.id ?? null);
  },
};

const inHand = ({ cursor }: Desk): { readonly id: string | null; readonly root: string } | null =>
  cursor.at ? { id: cursor.at.node, root: cursor.at.root } : null;
