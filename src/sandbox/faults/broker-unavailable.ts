import { z } from 'zod';
import { undoStack } from '../undo.ts';
import { SandboxError } from '../sandbox-error.ts';
import { defineFault } from './fault.ts';
import { startedAgain } from './started-again.ts';

export const brokerUnavailable = defineFault({
  name: 'broker-unavailable',
  options: z.strictObject({
    service: z.string().describe('A broker or store: it is stopped, and what it keeps on disk is there when it is back.'),
  }),
  describe: ({ service }) => `${service} is stopped: its connections end, and new ones are refused`,
  async inject(sandbox, { service }) {
    const container = await sandbox.container(service);
    const undo = undoStack();
    undo.add(sandbox.edges.treat({ to: service }, { kind: 'refuse' }));
    undo.add(() => startedAgain(container));
    try {
      await container.stop({ t: 5 });
    } catch (error) {
      await undo.run();
      throw error;
    }
    return async () => {
      const [left] = await undo.run();
      if (left !== undefined) throw new SandboxError(left);
    };
  },
});
