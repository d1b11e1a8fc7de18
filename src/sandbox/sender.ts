import { PassThrough } from 'node:stream';
import type Dockerode from 'dockerode';
import type { Files } from '../core/manifests/files.ts';
import type { ServicePorts } from '../core/verify/ports.ts';
import type { Exec } from './journeys/container-brokers.ts';
import { load } from './journeys/load.ts';
import { journeySender } from './journeys/send-journey.ts';
import type { PreparedScenario } from './preparation.ts';
import type { VerifyQuestion } from './question.ts';
import { SandboxError } from './sandbox-error.ts';
import type { Endpoint, Sandbox } from './sandbox.ts';
import type { Playable, Stage } from './scenario-run.ts';

export interface Sending {
  readonly question: VerifyQuestion;
  /** The workspace as it runs on this side. */
  readonly files: Files;
  readonly ports: readonly ServicePorts[];
  readonly stage: Stage;
  readonly sandbox: Sandbox;
}

/** Sends what a scenario sends; one request after the other gets a sequence of its own, whichever call sends it. */
export function sender({ journeys }: PreparedScenario, { question, files, ports, stage, sandbox }: Sending): Playable['send'] {
  const target = {
    endpoint: (service: string, port: number | undefined) => endpointOf(service, port, { ports, sandbox }),
    exec: execIn(sandbox),
    files,
    seed: question.seed,
    now: stage.now,
    signal: stage.signal,
  };
  const send = journeySender(target);
  let first = 0;
  return async (times, onRequest) => {
    for (const journey of journeys) {
      const begin = first;
      first += times;
      await load(journey, { ...target, requests: times, concurrency: question.file.concurrency ?? 1, first: begin, onRequest, send });
      stage.signal.throwIfAborted();
    }
  };
}

/** Without a port: the only one, or the only one of the web's. */
export function endpointOf(
  service: string,
  port: number | undefined,
  { ports, sandbox }: Pick<Sending, 'ports' | 'sandbox'>,
): Promise<Endpoint> {
  const known = ports.find(each => each.service === service)?.ports ?? [];
  const web = known.filter(({ protocol }) => protocol !== 'tcp');
  const [only, another] = web.length > 0 ? web : known;
  const chosen = port ?? (another === undefined ? only?.port : undefined);
  if (chosen === undefined)
    throw new SandboxError(
      known.length === 0
        ? `No port of ${service} is known; write port: into the step.`
        : `${service} listens on ${known.map(each => each.port).join(', ')}; write port: into the step.`,
    );
  return sandbox.endpoint(service, chosen);
}

function execIn(sandbox: Sandbox): Exec {
  return async (service, argv, stdin) => {
    const container = await sandbox.container(service);
    const command = await container.exec({ Cmd: [...argv], AttachStdin: true, AttachStdout: true, AttachStderr: true });
    const stream = await command.start({ hijack: true, stdin: true });
    const output = await said(sandbox.docker, stream, stdin);
    return { exitCode: (await command.inspect()).ExitCode ?? 1, output };
  };
}

function said(docker: Dockerode, stream: NodeJS.ReadWriteStream, stdin: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const both = new PassThrough();
    const pieces: Buffer[] = [];
    both.on('data', (piece: Buffer) => pieces.push(piece));
    docker.modem.demuxStream(stream, both, both);
    stream.on('end', () => resolve(Buffer.concat(pieces).toString()));
    stream.on('error', reject);
    stream.end(stdin);
  });
}
