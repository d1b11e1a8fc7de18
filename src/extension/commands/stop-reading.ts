import { questions } from '../../protocol/lsp.ts';
import type { EditorCommand } from '../desk.ts';

/** Reads no further: the map shows what has been read, until everything is read again. */
export const stopReading: EditorCommand = {
  name: 'faultline.stopReading',
  async run({ backend }) {
    await backend.ask(questions.stop, {});
  },
};
