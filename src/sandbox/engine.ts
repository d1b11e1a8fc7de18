import Dockerode from 'dockerode';
import { ended, type Ended } from './compose-process.ts';
import { SandboxError } from './sandbox-error.ts';

/** The engine that runs sandboxes, and the compose plugin beside it. */
export interface Engine {
  readonly docker: Dockerode;
  readonly versions: { readonly docker: string; readonly compose: string };
  /** Runs `docker compose` to its end; that it failed is the caller's to say. */
  readonly compose: (args: readonly string[], options?: ComposeOptions) => Promise<Ended>;
}

export interface ComposeOptions {
  readonly folder?: string;
  readonly signal?: AbortSignal | undefined;
  readonly onLine?: (line: string) => void;
  /** What compose files may ask for, beside what docker itself needs. */
  readonly variables?: Readonly<Record<string, string>>;
}

const OLDEST = { docker: [20, 10], compose: [2, 20] } as const;
const START = 'start it (systemctl start docker) and try again';

/** The engine of this machine, or one sentence why no sandbox can run on it. */
export async function openEngine(environment: NodeJS.ProcessEnv = process.env): Promise<Engine> {
  const host = await hostOf(environment);
  const socketPath = /^unix:\/\/(.+)$/.exec(host)?.[1];
  if (socketPath === undefined)
    throw new SandboxError(`The Docker engine at ${host} is not on this machine, and calls cannot be routed to it yet; use a local one.`);
  const docker = new Dockerode({ socketPath });
  const { Version } = await docker.version().catch((error: unknown) => {
    throw notReached(error, socketPath);
  });
  refuseOlder('Docker engine', Version, OLDEST.docker);
  await refuseUnroutable(docker);
  const compose = await composeVersion(environment);
  refuseOlder('compose plugin of Docker', compose, OLDEST.compose);
  return {
    docker,
    versions: { docker: Version, compose },
    compose: (args, { folder, signal, onLine, variables } = {}) =>
      ended('docker', {
        args: ['compose', ...args],
        environment: { ...variables, ...ofDocker(environment), DOCKER_HOST: host },
        ...(folder === undefined ? {} : { folder }),
        ...(onLine === undefined ? {} : { onLine }),
        signal,
      }),
  };
}

/** DOCKER_HOST, else that of the context in use, as docker itself sees it. */
async function hostOf(environment: NodeJS.ProcessEnv): Promise<string> {
  const { code, output, tail } = await ended('docker', {
    args: ['context', 'inspect', '--format', '{{.Endpoints.docker.Host}}'],
    environment,
  });
  if (code === 127 || code === 126)
    throw new SandboxError('Docker is not installed, or its command is not on the PATH; install Docker Engine with the compose plugin.');
  if (code !== 0)
    throw new SandboxError(
      `The Docker context cannot be read: ${tail.at(-1) ?? 'docker gave no reason'}; choose one with docker context use.`,
    );
  return output.trim();
}

function notReached(error: unknown, socket: string): SandboxError {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'EACCES' || code === 'EPERM')
    return new SandboxError(`This user may not use the Docker engine (${socket}); add the user to the group docker and log in again.`);
  if (code === 'ENOENT' || code === 'ECONNREFUSED') return new SandboxError(`The Docker engine is not running (${socket}); ${START}.`);
  return new SandboxError(
    `The Docker engine at ${socket} does not answer (${code ?? (error as Error).message}); restart it and try again.`,
  );
}

function refuseOlder(what: string, version: string, [major, minor]: readonly [number, number]): void {
  const [, ownMajor = '', ownMinor = ''] = /(\d+)\.(\d+)/.exec(version) ?? [];
  if (Number(ownMajor) > major || (Number(ownMajor) === major && Number(ownMinor) >= minor)) return;
  throw new SandboxError(
    `The ${what} is ${version || 'of no known version'}, and the sandbox needs ${major}.${minor} or newer; update it.`,
  );
}

/** Calls go through this process, so addresses of the engine's networks have to be addresses of this machine. */
async function refuseUnroutable(docker: Dockerode): Promise<void> {
  const { OperatingSystem, SecurityOptions } = (await docker.info()) as { OperatingSystem?: string; SecurityOptions?: readonly string[] };
  const rootless = SecurityOptions?.some(option => option.startsWith('name=rootless')) ?? false;
  const what = /Docker Desktop/.test(OperatingSystem ?? '') ? 'Docker Desktop' : rootless ? 'A rootless engine' : undefined;
  if (what !== undefined || process.platform !== 'linux')
    throw new SandboxError(
      `${what ?? 'This engine'} runs in a network of its own, where calls cannot be routed yet; use Docker Engine on Linux (in CI, say).`,
    );
}

async function composeVersion(environment: NodeJS.ProcessEnv): Promise<string> {
  const { code, output } = await ended('docker', { args: ['compose', 'version', '--short'], environment });
  if (code !== 0)
    throw new SandboxError(
      'The compose plugin of Docker is missing; install docker-compose-plugin, so that docker compose version answers.',
    );
  return output.trim().replace(/^v/, '');
}

/** What docker and its plugins need; nothing else of this process, lest a project's files show it to the services that they describe. */
function ofDocker(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const needed =
    /^(PATH|HOME|USER|TMPDIR|XDG_\w+|DOCKER_(CONFIG|CERT_PATH|TLS_VERIFY|API_VERSION|BUILDKIT)|BUILDKIT_\w+|(https?|no|all)_proxy)$/i;
  return {
    ...Object.fromEntries(Object.entries(environment).filter(([name]) => needed.test(name))),
    // Files of a project that lie elsewhere are not fetched.
    COMPOSE_EXPERIMENTAL_GIT_REMOTE: 'false',
    COMPOSE_EXPERIMENTAL_OCI_REMOTE: 'false',
    COMPOSE_MENU: 'false',
    COMPOSE_ANSI: 'never',
    COMPOSE_PROGRESS: 'plain',
    LC_ALL: 'C',
  };
}
