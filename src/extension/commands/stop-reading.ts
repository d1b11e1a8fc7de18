import { questions } from '../../protocol/lsp.ts';
import type { EditorCommand } from '../desk.ts';

/** Reads no further: the map shows what has been read. */
export const stopReading: EditorCommand = {
  name: 'faultline.stopReading',
  async run({ backend }) {
    await backend.ask(questions.stop, {});
  },
};

/** Reads what was not read when somebody stopped it. */
export const readOn: EditorCommand = {
  name: 'faultline.readOn',
  async run({ backend }) {
    await backend.ask(questions.resume, {});
  },
};
