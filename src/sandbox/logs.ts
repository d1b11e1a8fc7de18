import type Dockerode from 'dockerode';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Seen } from './containers.ts';

/** Writes what each service said, with times, to `FOLDER/SERVICE.log`. The engine keeps it over restarts, so it is read once, at the end. */
export async function savedLogs(
  docker: Dockerode,
  { services, folder }: { readonly services: readonly Seen[]; readonly folder: string },
): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const { service, id } of services) {
    const said = await logOf(docker.getContainer(id), { tail: MOST_LINES, timestamps: true }).catch(() => '');
    await writeFile(join(folder, `${service.replace(/[^\w.-]/g, '_')}.log`), said);
  }
}

const MOST_LINES = 50_000;

export async function lastLines(docker: Dockerode, id: string, tail: number): Promise<readonly string[]> {
  const said = await logOf(docker.getContainer(id), { tail, timestamps: false }).catch(() => '');
  return said.split('\n').filter(line => line.trim() !== '');
}

async function logOf(container: Dockerode.Container, options: { readonly tail: number; readonly timestamps: boolean }): Promise<string> {
  const bytes = (await container.logs({ stdout: true, stderr: true, follow: false, ...options })) as unknown as Buffer;
  const { Config } = await container.inspect();
  return Config.Tty ? bytes.toString() : unframed(bytes);
}

/** Without a terminal each piece has a head of eight bytes: which stream, and how long. */
function unframed(bytes: Buffer): string {
  const pieces: Buffer[] = [];
  for (let at = 0; at + 8 <= bytes.length; at += 8 + bytes.readUInt32BE(at + 4))
    pieces.push(bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at + 4)));
  return Buffer.concat(pieces).toString();
}

/** The most memory that each service had in use, in bytes; an engine that keeps no peak gives what is in use now. */
export async function memoryOf(docker: Dockerode, services: readonly Seen[]): Promise<ReadonlyMap<string, number>> {
  const running = services.filter(({ state }) => state === 'running');
  const measured = running.map(async ({ service, id }) => {
    const { memory_stats } = await docker.getContainer(id).stats({ stream: false, 'one-shot': true } as { stream: false });
    return [service, memory_stats?.max_usage ?? memory_stats?.usage ?? 0] as const;
  });
  return new Map((await Promise.allSettled(measured)).flatMap(result => (result.status === 'fulfilled' ? [result.value] : [])));
}
