import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClusterSource } from '../../core/verify/cluster/source.ts';
import { composeFromCluster } from '../../core/verify/compose-from-cluster.ts';
import type { Fields } from '../../core/verify/compose-document.ts';
import type { Scenario } from '../../core/verify/scenario-file.ts';
import type { Run } from '../owner.ts';
import { SandboxError } from '../sandbox-error.ts';
import { chaosFor } from './chaos-for.ts';
import { lastLine, openCluster, type Cluster } from './cluster.ts';
import { labelsOf, namespaceName, openNamespace } from './namespace.ts';
import { listText, sliceObjects, type SliceObjects } from './slice-objects.ts';

/** One part of what a cluster is asked before anything runs on it. */
export interface Step {
  readonly what: string;
  /** `written`: there are the texts for it, and no cluster has seen them. */
  readonly state: 'passed' | 'failed' | 'written' | 'not tried';
  /** One sentence: what was seen, or why it was not tried. */
  readonly why: string;
}

export interface Trial {
  readonly steps: readonly Step[];
  /** The cluster, if it takes the slice and things may be made on it. */
  readonly cluster?: Cluster;
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
}

/** Whether a cluster would take the slice and its faults: every part is tried or says why it was not. What was made is removed by then. */
export async function clusterTrial(asked: TrialAsked): Promise<Trial> {
  const namespace = namespaceName(asked.run);
  const slice = sliceObjects(asked.source, { services: asked.services, namespace, labels: labelsOf(asked.run) });
  const resources = chaosSteps({ ...asked, slice, namespace });
  const written: Step = {
    what: 'manifests',
    state: 'written',
    why: `${slice.objects.length} objects of ${asked.source.environment} for ${slice.workloads.map(({ service }) => service).join(', ')}. ${slice.notes.join(' ')}`.trim(),
  };
  const cluster = await openCluster(asked.environment).catch(refusal);
  if ('why' in cluster)
    return {
      steps: [written, ...['server-side dry run', 'faults', 'verdict'].map(what => notTried(what, cluster.why)), ...resources.steps],
    };
  const { steps, whyNot } = await onCluster(cluster, { trying: { ...asked, slice, namespace }, resources: resources.made });
  const all = [written, ...steps, ...resources.steps];
  return whyNot === undefined ? { steps: all, cluster } : { steps: [...all, notTried('verdict', whyNot)] };
}

const notTried = (what: string, why: string): Step => ({ what, state: 'not tried', why });

function refusal(error: unknown): { readonly why: string } {
  if (error instanceof SandboxError) return { why: error.message };
  throw error;
}

/** A resource of Chaos Mesh for each scenario, or why there is none. */
function chaosSteps({ scenarios, source, slice, namespace, run }: Trying): {
  readonly made: readonly Fields[];
  readonly steps: readonly Step[];
} {
  const { forwarded } = composeFromCluster(source, '/');
  const found = scenarios.flatMap(scenario => {
    const chaos = chaosFor(scenario, { namespace, labels: labelsOf(run), workloads: slice.workloads, forwarded });
    return chaos ? [{ name: scenario.name, chaos }] : [];
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
}

/** A dry run asks the namespace too, so where none may be made it is asked in one that every cluster has. */
async function onCluster(
  cluster: Cluster,
  { trying: { slice, namespace, run, signal }, resources }: OnCluster,
): Promise<{ readonly steps: readonly Step[]; readonly whyNot?: string }> {
  const made = await openNamespace(cluster, { name: namespace, run }).catch(refusal);
  const asked = (objects: readonly Fields[]): Applying => ({
    objects: 'why' in made ? objects.map(inDefault) : objects,
    folder: run.folder,
    signal,
  });
  try {
    const dry = await dryRun(cluster, 'server-side dry run', asked(slice.objects));
    const chaos = cluster.hasChaosMesh
      ? await dryRun(cluster, 'faults', asked(resources))
      : notTried('faults', `Chaos Mesh is not installed in the cluster of ${cluster.context}.`);
    const whyNot = 'why' in made ? made.why : dry.state === 'failed' ? 'The cluster refuses the manifests.' : undefined;
    return { steps: [dry, chaos], ...(whyNot !== undefined && { whyNot }) };
  } finally {
    if (!('why' in made)) await made();
  }
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
  const asked = await cluster.kubectl(['apply', '--dry-run=server', '--filename', path], { signal });
  return asked.code === 0
    ? { what, state: 'passed', why: `Kubernetes ${cluster.version} (${cluster.context}) takes all ${objects.length} objects.` }
    : { what, state: 'failed', why: `Kubernetes ${cluster.version} (${cluster.context}) refuses: ${lastLine(asked)}.` };
}
