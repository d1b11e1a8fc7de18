import type { EditorCommand } from '../desk.ts';

/** The large map, where the sidebar's reader is. */
export const showMap: EditorCommand = {
  name: 'faultline.showMap',
  async run({ panel, sidebar, graphs }) {
    const { root, place } = sidebar.host.session;
    const focus = place.focus === null || panel.opened ? '' : `focus=${encodeURIComponent(place.focus)}`;
    panel.open(root || (graphs.root()?.uri ?? ''), focus);
  },
};
