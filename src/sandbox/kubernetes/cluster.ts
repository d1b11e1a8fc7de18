import { ended, type Asked, type Ended } from '../compose-process.ts';
import { SandboxError } from '../sandbox-error.ts';

/** A cluster that answers, and what may be done with it. */
export interface Cluster {
  readonly context: string;
  /** One for trying things, on this machine: only there anything is made. */
  readonly isLocal: boolean;
  readonly version: string;
  readonly hasChaosMesh: boolean;
  /** Runs `kubectl` against it; that it failed is the caller's to say. */
  readonly kubectl: (args: readonly string[], watching?: Watching) => Promise<Ended>;
  /** Runs another program of the user's that keeps clusters, such as kind. */
  readonly keeper: (program: string, args: readonly string[], watching?: Watching) => Promise<Ended>;
}

export type Watching = Pick<Asked, 'signal' | 'onLine'>;

/** As the tools that make them on one's own machine name their contexts. */
const LOCAL = /^(kind-|k3d-|minikube$|docker-desktop$|rancher-desktop$|orbstack$|colima$)/;

/** For one that does not answer at all; whoever watches waits as long as it says itself. */
const PATIENCE = '--request-timeout=10s';
const WATCHES: ReadonlySet<string | undefined> = new Set(['rollout', 'wait', 'port-forward']);

/** The cluster of kubectl's current context, or one sentence why there is none. */
export async function openCluster(environment: NodeJS.ProcessEnv = process.env): Promise<Cluster> {
  const keeper: Cluster['keeper'] = (program, args, watching) => ended(program, { args, environment, ...watching });
  const named = await keeper('kubectl', ['config', 'current-context']);
  if (isMissing(named)) throw new SandboxError('kubectl is not installed, or not on the PATH; install it to try manifests on a cluster.');
  const context = named.output.trim();
  if (named.code !== 0 || context === '') throw new SandboxError(await noContext(environment));
  const kubectl: Cluster['kubectl'] = (args, watching) =>
    keeper('kubectl', ['--context', context, ...(WATCHES.has(args[0]) ? [] : [PATIENCE]), ...args], watching);
  const version = await kubectl(['version', '--output', 'json']);
  const server = serverVersion(version.output);
  if (version.code !== 0 || server === undefined)
    throw new SandboxError(
      `The cluster of the context ${context} does not answer: ${lastLine(version)}; start it, or choose another one with kubectl config use-context.`,
    );
  const resources = await kubectl(['api-resources', '--api-group', 'chaos-mesh.org', '--output', 'name']);
  return {
    context,
    isLocal: LOCAL.test(context),
    version: server,
    hasChaosMesh: resources.code === 0 && /^networkchaos\./m.test(resources.output),
    kubectl,
    keeper,
  };
}

async function noContext(environment: NodeJS.ProcessEnv): Promise<string> {
  const kind = await ended('kind', { args: ['get', 'clusters'], environment });
  if (isMissing(kind))
    return 'kubectl knows no cluster; make one on this machine (with kind create cluster, say), or choose one with kubectl config use-context.';
  const [first] = kind.output.split('\n').filter(line => line.trim() !== '');
  return first === undefined
    ? 'kubectl knows no cluster; make one with kind create cluster.'
    : `kubectl has no current context; choose the cluster ${first} with kubectl config use-context kind-${first}.`;
}

const isMissing = ({ code }: Ended): boolean => code === 127 || code === 126;

/** What a program complained of at last, without a full stop. */
export const lastLine = ({ tail }: Ended): string =>
  (tail.findLast(line => line.trim() !== '') ?? 'it gave no reason').trim().replace(/\.$/, '');

function serverVersion(output: string): string | undefined {
  try {
    const { serverVersion } = JSON.parse(output) as { readonly serverVersion?: { readonly gitVersion?: unknown } };
    return typeof serverVersion?.gitVersion === 'string' ? serverVersion.gitVersion : undefined;
  } catch {
    return undefined;
  }
}
