import type Dockerode from 'dockerode';
import { readFile, writeFile } from 'node:fs/promises';
import type { Duplex } from 'node:stream';
import { SandboxError } from '../sandbox-error.ts';

/** The lines that lead a container to the address at which it finds a service: those of all its names. */
export async function linesTo(container: Dockerode.Container, service: string): Promise<readonly string[]> {
  const lines = (await hostsOf(container)).split('\n');
  const address = lines.map(parts).find(([, ...names]) => names.includes(service))?.[0];
  return address === undefined ? [] : lines.filter(line => parts(line)[0] === address);
}

const parts = (line: string): readonly string[] => line.trim().split(/\s+/);

export async function withoutLines(container: Dockerode.Container, gone: readonly string[]): Promise<void> {
  const lines = (await hostsOf(container)).split('\n');
  await write(container, lines.filter(line => !gone.includes(line)).join('\n'));
}

/** Those that are there are not added twice: the engine writes the file anew when the container starts. */
export async function withLines(container: Dockerode.Container, wanted: readonly string[]): Promise<void> {
  const lines = (await hostsOf(container)).split('\n').filter(line => line !== '');
  const missing = wanted.filter(line => !lines.includes(line));
  if (missing.length > 0) await write(container, `${[...lines, ...missing].join('\n')}\n`);
}

/** What its project gave it: a container that leaves its last network and comes back has the file anew, without these. */
export async function givenLines(container: Dockerode.Container): Promise<readonly string[]> {
  const { Config } = await container.inspect();
  return (await hostsOf(container)).split('\n').filter(line => line !== '' && !parts(line).includes(Config.Hostname));
}

async function hostsOf(container: Dockerode.Container): Promise<string> {
  const { HostsPath } = await container.inspect();
  return readFile(HostsPath, 'utf8').catch(() => said(container, { Cmd: ['cat', '/etc/hosts'] }));
}

/** In place, since it is mounted: a new file in its stead would not be seen. Where the engine's files are not ours, by a shell inside. */
async function write(container: Dockerode.Container, text: string): Promise<void> {
  const { HostsPath, Name } = await container.inspect();
  const isWritten = await writeFile(HostsPath, text).then(
    () => true,
    () => false,
  );
  if (isWritten) return;
  await said(container, { Cmd: ['sh', '-c', 'printf %s "$HOSTS" > /etc/hosts'], Env: [`HOSTS=${text}`] });
  if ((await hostsOf(container)).trim() !== text.trim())
    throw new SandboxError(
      `/etc/hosts of ${Name.slice(1)} cannot be written: its image has no shell, and this user may not write the engine's files.`,
    );
}

async function said(container: Dockerode.Container, command: Pick<Dockerode.ExecCreateOptions, 'Cmd' | 'Env'>): Promise<string> {
  const exec = await container.exec({ ...command, User: '0', AttachStdout: true, AttachStderr: true, Tty: true });
  const stream: Duplex = await exec.start({ Tty: true });
  let text = '';
  for await (const piece of stream) text += String(piece);
  return text.replaceAll('\r\n', '\n');
}
