import { composeFromCluster } from '../core/verify/compose-from-cluster.ts';
import { clusterPlace } from '../sandbox/kubernetes/cluster-place.ts';
import { clusterTrial, type Step } from '../sandbox/kubernetes/trial.ts';
import { openRun } from '../sandbox/owner.ts';
import type { Place } from '../sandbox/place.ts';
import { sliceOf } from '../sandbox/preparation.ts';
import type { VerifyQuestion } from '../sandbox/question.ts';
import { SandboxError } from '../sandbox/sandbox-error.ts';
import type { Output } from './command.ts';
import { interruptible } from './interruptible.ts';
import { UsageError } from './usage-error.ts';

/** Kubectl's cluster, if both sides may run there; else everything that could be tried has been told, and this is how the program ends. */
export async function clusterOr(question: VerifyQuestion, output: Output, json: boolean): Promise<Place | 1 | 3> {
  const source = question.cluster?.after;
  if (!source) throw new UsageError('There are no manifests of Kubernetes here to try on a cluster.');
  const run = await openRun();
  const { signal, end } = interruptible('everything that was made has been removed');
  try {
    output.progress('Asking the cluster');
    const { run: services, mocks } = sliceOf(question, composeFromCluster(source, '/').document, []);
    const scenarios = question.file.scenarios.filter(({ name }) => question.only.length === 0 || question.only.includes(name));
    const { steps, cluster } = await clusterTrial({
      source,
      services: [...services.keys(), ...mocks.keys()],
      scenarios,
      run,
      signal,
    });
    output.progress('');
    if (cluster) return clusterPlace(cluster);
    output.write(json ? `${JSON.stringify({ environment: source.environment, steps }, null, 1)}\n` : stepsText(steps));
    return steps.some(({ state }) => state === 'failed') ? 1 : 3;
  } catch (error) {
    throw error instanceof SandboxError ? new UsageError(error.message) : error;
  } finally {
    end();
    await run.remove();
  }
}

const stepsText = (steps: readonly Step[]): string => steps.map(({ what, state, why }) => `${state.padEnd(9)}  ${what}: ${why}\n`).join('');
