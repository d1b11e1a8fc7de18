import type { EditorCommand } from '../desk.ts';

export const showLog: EditorCommand = {
  name: 'faultline.showLog',
  async run({ log }) {
    log.show();
  },
};
