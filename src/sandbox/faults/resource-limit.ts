import type Dockerode from 'dockerode';
import { totalmem } from 'node:os';
import { z } from 'zod';
import { once } from '../undo.ts';
import { defineFault } from './fault.ts';
import { unlessDone } from './started-again.ts';

const MEGABYTE = 1024 * 1024;
const PERIOD = 100_000;

export const resourceLimit = defineFault({
  name: 'resource-limit',
  options: z
    .strictObject({
      service: z.string().describe('What it may use shrinks while it runs.'),
      memoryMegabytes: z.number().int().min(6).optional().describe('Beyond it the kernel ends a process of the service.'),
      cpus: z.number().min(0.01).max(64).optional().describe('0.5: half of one processor.'),
    })
    .refine(({ memoryMegabytes, cpus }) => memoryMegabytes !== undefined || cpus !== undefined, 'Say memoryMegabytes or cpus'),
  describe: ({ service, memoryMegabytes, cpus }) =>
    `${service} has only ${[memoryMegabytes === undefined ? [] : `${memoryMegabytes} MB of memory`, cpus === undefined ? [] : `${cpus} processors`].flat().join(' and ')}`,
  async inject(sandbox, { service, memoryMegabytes, cpus }) {
    const container = await sandbox.container(service);
    const { HostConfig } = await container.inspect();
    await container.update({ ...memory(memoryMegabytes), ...processors(cpus, HostConfig) });
    return once(() =>
      unlessDone(container.update(restored(HostConfig, { memory: memoryMegabytes !== undefined, cpus: cpus !== undefined }))),
    );
  },
});

type Limits = Pick<Dockerode.HostConfig, 'Memory' | 'MemorySwap' | 'NanoCpus' | 'CpuPeriod' | 'CpuQuota'>;

const memory = (megabytes: number | undefined): Limits =>
  megabytes === undefined ? {} : { Memory: megabytes * MEGABYTE, MemorySwap: megabytes * MEGABYTE };

/** The engine knows two ways to say it and refuses a second one beside the first. */
const processors = (cpus: number | undefined, { NanoCpus }: Limits): Limits => {
  if (cpus === undefined) return {};
  return NanoCpus ? { NanoCpus: Math.round(cpus * 1e9) } : { CpuPeriod: PERIOD, CpuQuota: Math.round(cpus * PERIOD) };
};

/** To the engine 0 is no change, so no limit is said as -1, and for memory as all that there is. */
function restored(before: Limits, changed: { readonly memory: boolean; readonly cpus: boolean }): Limits {
  const { Memory, MemorySwap, NanoCpus, CpuPeriod, CpuQuota } = before;
  const cpus = NanoCpus ? { NanoCpus } : { CpuPeriod: CpuPeriod || PERIOD, CpuQuota: CpuQuota || -1 };
  return { ...(changed.memory ? { Memory: Memory || totalmem(), MemorySwap: MemorySwap || -1 } : {}), ...(changed.cpus ? cpus : {}) };
}
