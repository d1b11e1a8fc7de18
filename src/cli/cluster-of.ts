import type { VerifyQuestion } from '../sandbox/question.ts';
import { clusterEnvironments, clusterSource, type Deploying } from '../workspace/cluster-environments.ts';
import { UsageError } from './usage-error.ts';

/** Which environment of a cluster is asked for. */
export interface ClusterAsked {
  /** By its name; absent: the likeliest one. */
  readonly environment?: string | undefined;
  /** Also where there is a compose project. */
  readonly onCluster?: boolean;
}

interface Sides {
  readonly before?: Deploying;
  readonly after: Deploying;
}

/** Where there is no compose project, or an environment is asked for: what a project is made from on each side. */
export function withCluster<Known extends Pick<VerifyQuestion, 'composeFolder'>>(
  known: Known,
  asked: ClusterAsked,
  { before, after }: Sides,
): Known & Pick<VerifyQuestion, 'cluster'> {
  const environment = clusterEnvironment(after, asked);
  if (environment === undefined) return known;
  const then = before && clusterEnvironments(before).includes(environment) ? clusterSource(environment, before) : undefined;
  return { ...known, composeFolder: '', cluster: { ...(then && { before: then }), after: clusterSource(environment, after) } };
}

/** The environment that a project is made from; undefined where there is a compose project and nothing else is asked for. */
export function clusterEnvironment(
  deploying: Pick<Deploying, 'view' | 'environments'>,
  { environment, onCluster = false }: ClusterAsked,
): string | undefined {
  if (environment === undefined && !onCluster && deploying.environments.some(({ platform }) => platform === 'compose')) return undefined;
  const names = clusterEnvironments(deploying);
  if (environment !== undefined && !names.includes(environment))
    throw new UsageError(
      `There is no environment ${environment} of Kubernetes here; ${names.length === 0 ? 'there is none at all' : `there is ${names.join(', ')}`}.`,
    );
  return environment ?? names[0];
}
