import { z } from 'zod';
import { once } from '../undo.ts';
import { defineFault } from './fault.ts';
import { startedAgain } from './started-again.ts';

export const kill = defineFault({
  name: 'kill',
  options: z.strictObject({ service: z.string().describe('Its process is killed, and started again when the fault ends.') }),
  describe: ({ service }) => `${service} is killed and stays down`,
  async inject(sandbox, { service }) {
    const container = await sandbox.container(service);
    await container.kill();
    return once(() => startedAgain(container));
  },
});
