import Dockerode from 'dockerode';
import { ended, type Ended } from './compose-process.ts';
import { dialled } from './engine-dialled.ts';
import { whyNotListening } from './engine-network/why-not-listening.ts';
import { SandboxError } from './sandbox-error.ts';

/** The engine that runs sandboxes, and the compose plugin beside it. */
export interface Engine {
  readonly docker: Dockerode;
  /** What it is called where its networks are not this machine's, and calls go through a relay; undefined where they are. */
  readonly apart: string | undefined;
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
const START = `start ${process.platform === 'linux' ? 'it (systemctl start docker)' : 'Docker Desktop'} and try again`;

/** The engine that docker would use, or one sentence why no sandbox can run on it. */
export async function openEngine(environment: NodeJS.ProcessEnv = process.env): Promise<Engine> {
  if (process.platform === 'win32')
    throw new SandboxError(
      'The sandbox needs a shell of Linux or macOS; run faultline inside of WSL, where Docker Desktop is reached too.',
    );
  const place = await placeOf(environment);
  const socketPath = /^unix:\/\/(.+)$/.exec(place.host)?.[1];
  const docker = socketPath === undefined ? dialled({ ...ofDocker(environment), ...place.variables }) : new Dockerode({ socketPath });
  const { Version } = await docker.version().catch(async (error: unknown) => {
    throw socketPath === undefined ? await notAnswering(place.host, environment) : notReached(error, socketPath);
  });
  refuseOlder('Docker engine', Version, OLDEST.docker);
  const compose = await composeVersion(environment);
  refuseOlder('compose plugin of Docker', compose, OLDEST.compose);
  return {
    docker,
    apart: await apartFrom(docker, { host: place.host, environment }),
    versions: { docker: Version, compose },
    compose: (args, { folder, signal, onLine, variables } = {}) =>
      ended('docker', {
        args: ['compose', ...args],
        environment: { ...variables, ...ofDocker(environment), ...place.variables },
        ...(folder === undefined ? {} : { folder }),
        ...(onLine === undefined ? {} : { onLine }),
        signal,
      }),
  };
}

/** Where the engine is, and what makes docker use that one whatever is chosen later. */
interface EnginePlace {
  readonly host: string;
  readonly variables: Readonly<Record<string, string>>;
}

/** DOCKER_HOST, else the context in use, as docker itself sees it. */
async function placeOf(environment: NodeJS.ProcessEnv): Promise<EnginePlace> {
  const { code, output, tail } = await ended('docker', {
    args: ['context', 'inspect', '--format', '{{.Name}} {{.Endpoints.docker.Host}}'],
    environment,
  });
  if (code === 127 || code === 126)
    throw new SandboxError('Docker is not installed, or its command is not on the PATH; install Docker Engine with the compose plugin.');
  if (code !== 0)
    throw new SandboxError(
      `The Docker context cannot be read: ${tail.at(-1) ?? 'docker gave no reason'}; choose one with docker context use.`,
    );
  const [name = 'default', host = ''] = output.trim().split(' ');
  const keys = environment['SSH_AUTH_SOCK'];
  return {
    host,
    variables: {
      ...(name === 'default' ? { DOCKER_HOST: host } : { DOCKER_CONTEXT: name }),
      ...(host.startsWith('ssh://') && keys !== undefined && { SSH_AUTH_SOCK: keys }),
    },
  };
}

/** By ssh or TLS, as the user has set it up: what docker knows of that is docker's to say. */
async function notAnswering(host: string, environment: NodeJS.ProcessEnv): Promise<SandboxError> {
  const { tail } = await ended('docker', { args: ['version'], environment });
  return new SandboxError(
    `The Docker engine at ${host} does not answer: ${(tail.at(-1) ?? 'docker gave no reason').replace(/\.$/, '')}; see that docker version answers, and try again.`,
  );
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

/** FAULTLINE_RELAY=1 routes calls as if the engine were apart: for tests, and where facts mislead. */
async function apartFrom(
  docker: Dockerode,
  { host, environment }: { readonly host: string; readonly environment: NodeJS.ProcessEnv },
): Promise<string | undefined> {
  const { OperatingSystem, SecurityOptions } = (await docker.info()) as { OperatingSystem?: string; SecurityOptions?: readonly string[] };
  if (/Docker Desktop/.test(OperatingSystem ?? '')) return 'Docker Desktop';
  if (SecurityOptions?.some(option => option.startsWith('name=rootless'))) return 'A rootless engine';
  if (!host.startsWith('unix://')) return `The engine at ${host}`;
  if (/^(1|true|yes)$/i.test(environment['FAULTLINE_RELAY'] ?? '') || process.platform !== 'linux') return 'This engine';
  return (await isThisMachines(docker)) ? undefined : 'This engine';
}

/** Whether the first network of the engine is a network of this machine: a container may have been given the engine's socket. */
async function isThisMachines(docker: Dockerode): Promise<boolean> {
  const { IPAM } = (await docker
    .getNetwork('bridge')
    .inspect()
    .catch(() => ({}))) as { IPAM?: { Config?: readonly { Gateway?: string }[] } };
  const gateway = IPAM?.Config?.[0]?.Gateway;
  return gateway === undefined || (await whyNotListening({ host: gateway, port: 0 })) === undefined;
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
