import type Dockerode from 'dockerode';
import { randomBytes } from 'node:crypto';
import type { Duplex } from 'node:stream';
import { engineGone } from '../engine-gone.ts';
import { removed } from '../objects.ts';
import type { Run } from '../owner.ts';
import { SandboxError } from '../sandbox-error.ts';
import { ContainerStream } from './container-stream.ts';
import type { EngineNetwork } from './engine-network.ts';
import { relayImageThere } from './relay-image.ts';
import { relayProgram } from './relay-program.ts';
import { relayedNetwork } from './relayed.ts';

/**
 * The network of the engine's machine, reached by a container in it: what it listens at and connects to is carried over its input and output,
 * so nothing is published and nothing is mounted. It ends with its input, so with this process, whoever ends that.
 */
export async function relayContainer(docker: Dockerode, { id, labels }: Pick<Run, 'id' | 'labels'>): Promise<EngineNetwork> {
  const name = `faultline-${id.toLowerCase()}-relay-${randomBytes(2).toString('hex')}`;
  const container = await docker.createContainer(described(await relayImageThere(docker), { name, labels })).catch(notStarted);
  const close = async (): Promise<void> => {
    const [left] = await removed(docker, [{ kind: 'container', id: container.id, name, labels }]);
    if (left) throw new SandboxError(`Not removed: container ${name}.`);
  };
  try {
    const attached = (await container.attach({ stream: true, stdin: true, stdout: true, stderr: true, hijack: true })) as Duplex;
    const output = new ContainerStream(attached);
    await container.start().catch(notStarted);
    return await relayedNetwork({ stream: output, ended: () => endedBy(docker, output.complaint), close });
  } catch (error) {
    await close();
    throw error;
  }
}

/** Root may listen on ports below 1024, and here may nothing else. */
const described = (
  Image: string,
  { name, labels }: { readonly name: string; readonly labels: Readonly<Record<string, string>> },
): Dockerode.ContainerCreateOptions => ({
  name,
  Image,
  Entrypoint: ['node'],
  Cmd: ['-e', relayProgram()],
  User: '0:0',
  Labels: { ...labels },
  OpenStdin: true,
  StdinOnce: true,
  AttachStdin: true,
  AttachStdout: true,
  AttachStderr: true,
  HostConfig: {
    NetworkMode: 'host',
    AutoRemove: true,
    ReadonlyRootfs: true,
    CapDrop: ['ALL'],
    CapAdd: ['NET_BIND_SERVICE'],
    SecurityOpt: ['no-new-privileges'],
    // What it carries is nobody's log.
    LogConfig: { Type: 'none', Config: {} },
  },
});

function notStarted(error: unknown): never {
  const gone = engineGone(error);
  if (gone) throw gone;
  const { json, message } = error as { json?: { message?: string }; message: string };
  throw new SandboxError(
    `The relay that calls need in the engine's network cannot be started: ${(json?.message ?? message).trim().replace(/\.$/, '')}; allow containers in the network of the host.`,
  );
}

async function endedBy(docker: Dockerode, complaint: string): Promise<string> {
  const gone = await docker.ping().then(() => undefined, engineGone);
  const why = complaint === '' ? '' : ` (${complaint})`;
  return (
    gone?.message ?? `The relay in the engine's network ended in the middle of the run${why}, so what was seen proves nothing; try again.`
  );
}
