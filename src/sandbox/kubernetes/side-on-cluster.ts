import { join } from 'node:path';
import { plain, text } from '../../core/verify/compose-document.ts';
import type { ClusterSource } from '../../core/verify/cluster/source.ts';
import type { Workload } from '../../core/verify/cluster/workloads.ts';
import { isolated } from '../../core/verify/isolated.ts';
import { targetPort } from '../../core/verify/ports.ts';
import type { ScenarioFile } from '../../core/verify/scenario-file.ts';
import type { Measure } from '../../core/model/verify.ts';
import type { OpenedSide, Opening } from '../opened-side.ts';
import type { PreparedScenario, PreparedSide } from '../preparation.ts';
import { SandboxError } from '../sandbox-error.ts';
import type { Sandbox } from '../sandbox.ts';
import { built } from '../side-build.ts';
import { composing } from '../side-compose.ts';
import type { ServiceState } from '../side.ts';
import { closing, undoneOnFailure, type UndoStack } from '../undo.ts';
import { chaosFault } from './chaos-fault.ts';
import { chaosFor } from './chaos-for.ts';
import type { ChaosAround } from './chaos.ts';
import { imagesGiven } from './cluster-images.ts';
import type { Cluster } from './cluster.ts';
import { labelsOf, namespaceName, openNamespace } from './namespace.ts';
import { podImages } from './pod-images.ts';
import { portForwards, type PortForwards } from './port-forwards.ts';
import { sliceObjects } from './slice-objects.ts';
import { logsSaved, started } from './slice-started.ts';

/**
 * One side in a namespace of its own. Whoever sends a journey arrives by a forwarded port, and Chaos Mesh does what goes wrong. Nothing of ours
 * stands between the services, so their calls are not counted.
 */
export const sideOnCluster = (cluster: Cluster, prepared: PreparedSide, asked: Opening): Promise<OpenedSide> =>
  undoneOnFailure(undo => opened(cluster, { prepared, asked, undo }));

interface Around {
  readonly prepared: PreparedSide;
  readonly asked: Opening;
  readonly undo: UndoStack;
}

async function opened(cluster: Cluster, { prepared, asked, undo }: Around): Promise<OpenedSide> {
  const { side, project } = prepared;
  const { question, plan, run, options, now } = asked;
  const namespace = namespaceName(run, side);
  const source = sourceOf(prepared, asked);
  const images = await imagesBuilt(prepared, asked);
  await imagesGiven(cluster, [...images.values()], options.signal);
  undo.add(await openNamespace(cluster, { name: namespace, run }));
  const slice = sliceObjects(source, { services: [...plan.slice.run.keys()], namespace, labels: labelsOf(run), images });
  for (const message of slice.notes) options.emit({ kind: 'note', side, message, at: now() });
  await started(cluster, { ...slice, namespace, signal: options.signal, path: join(run.folder, `${namespace}-slice.json`) });
  for (const [service, image] of await podImages(cluster, slice.workloads, namespace))
    options.emit({ kind: 'service', side, service, state: 'healthy', image, at: now() });
  const forwards = portForwards(cluster, namespace);
  undo.add(forwards.close);
  const forwarded = project.cluster?.forwarded ?? new Map();
  const around = { namespace, labels: labelsOf(run), workloads: slice.workloads, forwarded };
  return {
    sandbox: sandboxOf(prepared, { docker: options.engine.docker, workloads: slice.workloads, forwards, namespace }),
    fit: scenario => fitted(scenario, { cluster, file: question.file, around, folder: run.folder }),
    saveLogs: folder => logsSaved(cluster, { workloads: slice.workloads, namespace, folder }),
    memory: async () => 0,
    close: closing(undo),
  };
}

interface Placed {
  readonly docker: Sandbox['docker'];
  readonly workloads: readonly Workload[];
  readonly forwards: PortForwards;
  readonly namespace: string;
}

function sandboxOf({ ports }: PreparedSide, { docker, workloads, forwards, namespace }: Placed): Sandbox {
  const onCluster = (service: string): Workload => {
    const workload = workloads.find(each => each.service === service);
    if (!workload) throw new SandboxError(`${service} does not run on the cluster.`);
    return workload;
  };
  return {
    docker,
    label: namespace,
    services: workloads.map(({ service }) => service),
    container: async service => {
      throw new SandboxError(`${service} runs on a cluster, and messages are sent in the compose sandbox only; leave --cluster out.`);
    },
    endpoint: async (service, port) => forwards.endpoint(onCluster(service), targetPort(ports, service, port)),
    edges: UNMETERED,
  };
}

/** What only proxies see. */
const COUNTED: ReadonlySet<Measure> = new Set(['calls-per-request', 'failed-calls', 'duplicates', 'retry-after-slack']);

const UNMETERED: Sandbox['edges'] = {
  known: [],
  treat: () => {
    throw new SandboxError('On a cluster, calls pass without a proxy.');
  },
  onCall: () => async () => undefined,
};

function sourceOf({ side }: PreparedSide, { question }: Opening): ClusterSource {
  const source = question.cluster?.[side];
  if (!source) throw new SandboxError('There are no manifests of Kubernetes to run on a cluster.');
  return source;
}

/** Builds as the compose sandbox does; names of what was built, by image as manifests write it. */
async function imagesBuilt({ side, project }: PreparedSide, { plan, run, options, now }: Opening): Promise<ReadonlyMap<string, string>> {
  const services = Object.keys(project.document.services).filter(name => plan.slice.run.has(name));
  const asked = {
    engine: options.engine,
    signal: options.signal,
    run,
    side,
    project,
    onService: (state: ServiceState) => options.emit({ kind: 'service', side, ...state, at: now() }),
  };
  const { root, top, missing, images, document } = project;
  const ready = isolated(document, { services, root, top, missing, labels: run.labels, images, anchors: new Map(), networks: new Map() });
  await built(asked, { document: ready.document, compose: await composing(asked, ready) });
  return new Map(
    services.flatMap(name => {
      const [written, made] = [text(document.services[name]?.['image']), images.get(name)];
      return written === undefined || made === undefined ? [] : [[plain(written), made] as const];
    }),
  );
}

interface Fitting {
  readonly cluster: Cluster;
  readonly file: ScenarioFile;
  readonly around: ChaosAround;
  readonly folder: string;
}

/** A scenario with its fault as Chaos Mesh does it, or why nothing could be said of it here. */
function fitted(scenario: PreparedScenario, { cluster, file, around, folder }: Fitting): PreparedScenario | string {
  const counted = scenario.expect.find(({ measure }) => COUNTED.has(measure));
  if (counted)
    return `Calls between services are not counted on a cluster, so nothing is known of ${counted.measure}; leave --cluster out.`;
  const written = file.scenarios.find(({ name }) => name === scenario.name);
  if (!scenario.fault || !written) return scenario;
  if (!cluster.hasChaosMesh)
    return `Chaos Mesh is not installed in the cluster of ${cluster.context}, so nothing can go wrong on purpose there.`;
  const chaos = chaosFor(written, around);
  if (!chaos || 'why' in chaos) return `Chaos Mesh cannot do it: ${chaos?.why ?? 'there is no fault'}.`;
  return { ...scenario, fault: chaosFault(cluster, chaos.resource, { description: scenario.fault.description, folder }) };
}
