import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { composeFromCluster } from '../../core/verify/compose-from-cluster.ts';
import type { ClusterSource } from '../../core/verify/cluster/source.ts';
import type { Scenario } from '../../core/verify/scenario-file.ts';
import type { Fields } from '../../core/verify/compose-document.ts';
import { faults } from '../faults/faults.ts';
import { RUN_LABEL, type Run } from '../owner.ts';
import { SandboxError } from '../sandbox-error.ts';
import { undoStack, type UndoStack } from '../undo.ts';
import { chaosOf } from './chaos.ts';
import { lastLine, openCluster, type Cluster } from './cluster.ts';
import { openNamespace } from './namespace.ts';
import { listText, sliceObjects, type SliceObjects } from './slice-objects.ts';

/** One part of what a cluster could show. */
export interface Step {
  readonly what: string;
  /** `written`: there are the texts for it, and no cluster has seen them. */
  readonly state: 'passed' | 'failed' | 'written' | 'not tried';
  /** One sentence: what was seen, or why it was not tried. */
  readonly why: string;
}

export interface TrialAsked {
  readonly source: ClusterSource;
  readonly services: readonly string[];
  readonly scenarios: readonly Scenario[];
  readonly run: Run;
  readonly environment?: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
}

interface Trying extends TrialAsked {
  readonly slice: SliceObjects;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** As much as this machine allows: every part is tried or says why it was not. What was made is removed by then. */
export async function clusterTrial(asked: TrialAsked): Promise<readonly Step[]> {
  const namespace = `faultline-${asked.run.id.toLowerCase().replace(/[^a-z0-9-]+/g, '-')}`;
  const labels = { [RUN_LABEL]: asked.run.id };
  const slice = sliceObjects(asked.source, { services: asked.services, namespace, labels });
  const trying = { ...asked, slice, namespace, labels };
  const resources = chaosSteps(trying);
  const written: Step = {
    what: 'manifests',
    state: 'written',
    why: `${slice.objects.length} objects of ${asked.source.environment} for ${slice.workloads.map(({ service }) => service).join(', ')}. ${slice.notes.join(' ')}`.trim(),
  };
  const cluster = await openCluster(asked.environment).catch(refusal);
  if ('why' in cluster)
    return [written, ...['server-side dry run', 'start', 'faults'].map(what => notTried(what, cluster.why)), ...resources.steps, VERDICT];
  const undo = undoStack();
  const steps: Step[] = [];
  try {
    steps.push(...(await onCluster(cluster, { trying, resources: resources.made, undo })));
  } finally {
    const left = await undo.run();
    if (left.length > 0) steps.push({ what: 'removal', state: 'failed', why: left.join(' ') });
  }
  return [written, ...steps, ...resources.steps, VERDICT];
}

const notTried = (what: string, why: string): Step => ({ what, state: 'not tried', why });

const VERDICT = notTried(
  'verdict',
  'Journeys are sent and calls are counted in the compose sandbox only: faultline verify without --cluster.',
);

function refusal(error: unknown): { readonly why: string } {
  if (error instanceof SandboxError) return { why: error.message };
  throw error;
}

/** A resource of Chaos Mesh for each scenario, or why there is none. */
function chaosSteps({ scenarios, source, slice, namespace, labels }: Trying): {
  readonly made: readonly Fields[];
  readonly steps: readonly Step[];
} {
  const { forwarded } = composeFromCluster(source, '/');
  const found = scenarios.flatMap(({ name, fault }) => {
    if (!fault) return [];
    const { kind, ...options } = fault;
    const parsed = faults
      .filter(each => each.name === kind)
      .map(each => each.options.safeParse(options))
      .find(({ success }) => success)?.data;
    const chaos = chaosOf(
      { scenario: name, kind, options: (parsed ?? options) as Fields },
      { namespace, labels, workloads: slice.workloads, forwarded },
    );
    return [{ name, chaos }];
  });
  return {
    made: found.flatMap(({ chaos }) => ('resource' in chaos ? [chaos.resource] : [])),
    steps: found.map(({ name, chaos }) =>
      'resource' in chaos
        ? { what: name, state: 'written', why: `It is a ${String(chaos.resource['kind'])} of Chaos Mesh.` }
        : notTried(name, `Chaos Mesh cannot do it: ${chaos.why}.`),
    ),
  };
}

interface OnCluster {
  readonly trying: Trying;
  readonly resources: readonly Fields[];
  readonly undo: UndoStack;
}

async function onCluster(cluster: Cluster, { trying, resources, undo }: OnCluster): Promise<readonly Step[]> {
  const { slice, namespace, labels, run, signal } = trying;
  const made = await openNamespace(cluster, { name: namespace, labels, folder: run.folder }).catch(refusal);
  if (!('why' in made)) undo.add(made);
  // A dry run asks the namespace too, so where none is made it is asked in one that every cluster has.
  const objects = 'why' in made ? slice.objects.map(inDefault) : slice.objects;
  const dry = await dryRun(cluster, 'server-side dry run', { objects, folder: run.folder, signal });
  const chaos = cluster.hasChaosMesh
    ? await dryRun(cluster, 'faults', { objects: 'why' in made ? resources.map(inDefault) : resources, folder: run.folder, signal })
    : notTried('faults', `Chaos Mesh is not installed in the cluster of ${cluster.context}.`);
  if ('why' in made) return [dry, notTried('start', made.why), chaos];
  if (dry.state !== 'passed') return [dry, notTried('start', 'The cluster refuses the manifests.'), chaos];
  return [dry, await started(cluster, trying), chaos];
}

const inDefault = (object: Fields): Fields => ({ ...object, metadata: { ...(object['metadata'] as Fields), namespace: 'default' } });

interface Applying {
  readonly objects: readonly Fields[];
  readonly folder: string;
  readonly signal: AbortSignal;
}

/** The cluster checks everything and keeps nothing. */
async function dryRun(cluster: Cluster, what: string, { objects, folder, signal }: Applying): Promise<Step> {
  if (objects.length === 0) return notTried(what, 'There is nothing to ask about.');
  const path = join(folder, `${what.replace(/\W+/g, '-')}.json`);
  await writeFile(path, listText(objects));
  const asked = await cluster.kubectl(['apply', '--dry-run=server', '--filename', path], signal);
  return asked.code === 0
    ? { what, state: 'passed', why: `Kubernetes ${cluster.version} (${cluster.context}) takes all ${objects.length} objects.` }
    : { what, state: 'failed', why: `Kubernetes ${cluster.version} (${cluster.context}) refuses: ${lastLine(asked)}.` };
}

const PATIENCE = 120;

async function started(cluster: Cluster, { slice, namespace, run, signal }: Trying): Promise<Step> {
  const path = join(run.folder, 'slice.json');
  await writeFile(path, listText(slice.objects));
  const applied = await cluster.kubectl(['apply', '--filename', path], signal);
  if (applied.code !== 0) return { what: 'start', state: 'failed', why: `Not everything could be made: ${lastLine(applied)}.` };
  for (const { kind, name } of slice.workloads.filter(workload => /^(Deployment|StatefulSet)$/.test(workload.kind))) {
    const ready = await cluster.kubectl(
      ['rollout', 'status', `${kind.toLowerCase()}/${name}`, '--namespace', namespace, `--timeout=${PATIENCE}s`],
      signal,
    );
    if (ready.code !== 0) return { what: 'start', state: 'failed', why: `${name} does not become ready: ${lastLine(ready)}.` };
  }
  return { what: 'start', state: 'passed', why: `Everything is ready in the namespace ${namespace}, which is removed again.` };
}
