import { z } from 'zod';
import { defineFault } from './fault.ts';
import { startedAgain } from './started-again.ts';

export const restart = defineFault({
  name: 'restart',
  options: z.strictObject({
    service: z.string().describe('It is stopped as a deployment stops it, and started again at once.'),
    graceSeconds: z.number().min(0).max(60).default(5).describe('How long it may take to stop before it is killed.'),
  }),
  describe: ({ service }) => `${service} is restarted`,
  async inject(sandbox, { service, graceSeconds }) {
    const container = await sandbox.container(service);
    await container.restart({ t: graceSeconds });
    return () => startedAgain(container);
  },
});
