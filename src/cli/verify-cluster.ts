import { composeFromCluster } from '../core/verify/compose-from-cluster.ts';
import { clusterTrial, type Step } from '../sandbox/kubernetes/trial.ts';
import { openRun } from '../sandbox/owner.ts';
import { sliceOf } from '../sandbox/preparation.ts';
import type { VerifyQuestion } from '../sandbox/question.ts';
import { SandboxError } from '../sandbox/sandbox-error.ts';
import type { Output } from './command.ts';
import { UsageError } from './usage-error.ts';

/** The slice on a cluster, as far as this machine has one. 0: nothing failed that was tried, 1: something did, 3: no cluster was asked. */
export async function onCluster(question: VerifyQuestion, output: Output, json: boolean): Promise<number> {
  const source = question.cluster?.after;
  if (!source) throw new UsageError('There are no manifests of Kubernetes here to try on a cluster.');
  const run = await openRun();
  const stop = new AbortController();
  const interrupted = (signal: NodeJS.Signals): void =>
    stop.abort(new UsageError(`Stopped by ${signal}; everything that was made has been removed.`));
  process.on('SIGINT', interrupted).on('SIGTERM', interrupted);
  try {
    const { run: services, mocks } = sliceOf(question, composeFromCluster(source, '/').document, []);
    const scenarios = question.file.scenarios.filter(({ name }) => question.only.length === 0 || question.only.includes(name));
    const steps = await clusterTrial({ source, services: [...services.keys(), ...mocks.keys()], scenarios, run, signal: stop.signal });
    output.write(json ? `${JSON.stringify({ environment: source.environment, steps }, null, 1)}\n` : stepsText(steps));
    return steps.some(({ state }) => state === 'failed') ? 1 : isAsked(steps) ? 0 : 3;
  } catch (error) {
    throw error instanceof SandboxError ? new UsageError(error.message) : error;
  } finally {
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
    await run.remove();
  }
}

const isAsked = (steps: readonly Step[]): boolean => steps.some(({ what, state }) => what === 'server-side dry run' && state === 'passed');

const stepsText = (steps: readonly Step[]): string => steps.map(({ what, state, why }) => `${state.padEnd(9)}  ${what}: ${why}\n`).join('');
