import { z } from 'zod';
import { once } from '../undo.ts';
import { attached, attachmentsOf, detached } from './attachments.ts';
import { defineFault } from './fault.ts';
import { givenLines, withLines } from './hosts-file.ts';

export const networkCut = defineFault({
  name: 'network-cut',
  options: z.strictObject({ service: z.string().describe('It runs, and nothing reaches it or is reached by it.') }),
  describe: ({ service }) => `${service} is cut off from the network`,
  async inject(sandbox, { service }) {
    const container = await sandbox.container(service);
    const place = { docker: sandbox.docker, id: container.id };
    const attachments = await attachmentsOf(container);
    const lines = await givenLines(container);
    const undo = once(async () => {
      for (const attachment of attachments) await attached(place, attachment);
      await withLines(container, lines);
    });
    try {
      for (const attachment of attachments) await detached(place, attachment);
    } catch (error) {
      await undo();
      throw error;
    }
    return undo;
  },
});
