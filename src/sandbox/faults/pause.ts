import { z } from 'zod';
import { once } from '../undo.ts';
import { defineFault } from './fault.ts';
import { unlessDone } from './started-again.ts';

export const pause = defineFault({
  name: 'pause',
  options: z.strictObject({ service: z.string().describe('It keeps its connections open and does nothing.') }),
  describe: ({ service }) => `${service} keeps its connections open but stops answering`,
  async inject(sandbox, { service }) {
    const container = await sandbox.container(service);
    await container.pause();
    return once(() => unlessDone(container.unpause()));
  },
});
