import { mkdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { edgePolicies } from '../core/detect/resilience/edge-policies.ts';
import { worstCase } from '../core/detect/resilience/worst-case.ts';
import { systemIn } from '../core/detect/system-of-snapshot.ts';
import type { World } from '../core/link/world.ts';
import type { Graph, GraphNode } from '../core/model/graph.ts';
import type { Files } from '../core/manifests/files.ts';
import type { FilePath } from '../core/model/source.ts';
import { routes } from '../core/navigate/routes.ts';
import { exampleStep, operationsOf } from '../core/verify/examples.ts';
import { proposal, type EntryRequest } from '../core/verify/proposal.ts';
import type { ContractTexts } from '../core/verify/requests/open-api.ts';
import { composeName } from '../core/verify/slice.ts';
import { SCENARIO_PATH } from '../core/verify/written-scenarios.ts';
import { indexWorkspace, type IndexOptions } from '../workspace/engine.ts';
import { grammars } from '../workspace/grammar-files.ts';
import type { Output } from './command.ts';
import { UsageError } from './usage-error.ts';
import { clusterEnvironment } from './cluster-of.ts';

/** Writes a first scenario file; one that is there is never touched. */
export async function init(
  root: string,
  output: Output,
  { environment, ...options }: IndexOptions & { readonly environment?: string | undefined },
): Promise<number> {
  const path = join(root, SCENARIO_PATH);
  if (await stat(path).catch(() => undefined)) throw new UsageError(`${SCENARIO_PATH} is there already; edit it, or move it away first.`);
  const { snapshot, index, files } = await indexWorkspace(root, options);
  const system = systemIn(snapshot);
  const world = snapshot.madeFrom?.world;
  if (!system || !world) throw new UsageError('Nothing is known of this workspace yet; run faultline graph first.');
  await grammars([...index.files.keys()]);
  const { graph } = snapshot;
  const cluster = clusterEnvironment({ view: world.view, environments: snapshot.madeFrom!.environments }, { environment });
  const project = servicesIn(graph, name => (cluster === undefined ? name.startsWith('compose') : name === cluster));
  if (project.size === 0)
    throw new UsageError(
      `No compose project and no manifests of Kubernetes were found in ${root}, and the sandbox is made of one of them.`,
    );
  const policies = edgePolicies(system);
  const requests = entryRequests({ graph, world, files, project });
  if (requests.length === 0)
    throw new UsageError(
      'No request is known that a user could send: no service here serves a route without parameters, or an OpenAPI operation. Write a journey by hand.',
    );
  const text = proposal({
    graph,
    project,
    requests,
    policies,
    worst: worstCase(policies.values()),
    placeOf: ({ evidence: [at] }) => (at ? `${at.file}:${snapshot.place(at).line}` : ''),
  });
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text, { flag: 'wx' });
  output.write(`Wrote ${SCENARIO_PATH}. Read it, put in your own numbers, then: faultline verify ${root}\n`);
  return 0;
}

const servicesIn = ({ nodes }: Graph, isMeant: (environment: string) => boolean): ReadonlyMap<string, unknown> =>
  new Map(
    nodes.flatMap(({ running }) =>
      (running ?? []).flatMap(({ environment, name }) => (isMeant(environment) ? [[name, true] as const] : [])),
    ),
  );

interface Looking {
  readonly graph: Graph;
  readonly world: World;
  readonly files: Files;
  readonly project: ReadonlyMap<string, unknown>;
}

/** Requests that reach furthest first: services that nobody inside calls, then the others. */
function entryRequests(looking: Looking): EntryRequest[] {
  const { graph, project } = looking;
  const called = new Set(graph.edges.flatMap(({ to, kind }) => (/^(http|grpc|graphql)$/.test(kind) ? [to] : [])));
  const calling = new Set(graph.edges.flatMap(({ from, kind }) => (/^(http|grpc|graphql)$/.test(kind) ? [from] : [])));
  const services = graph.nodes.filter(node => node.kind === 'service' && composeName(node, project) !== undefined);
  const rank = ({ id }: GraphNode): number => (called.has(id) ? 2 : 0) + (calling.has(id) ? 0 : 1);
  const served = routes(looking.world, graph).routes;
  return services
    .toSorted((a, b) => rank(a) - rank(b))
    .flatMap(node => {
      const name = composeName(node, project)!;
      const described = describedRequests(node, name, looking);
      const plain = served
        .filter(
          ({ service, method, parts }) =>
            service.id === node.id && method === 'GET' && parts.every(part => part !== undefined && part !== null),
        )
        .map(({ parts, at }): EntryRequest => ({ service: name, method: 'GET', path: `/${parts.join('/')}`, seen: at.file }))
        .filter(({ path }) => !/health|ready|live|metrics|\*/i.test(path));
      return described.length > 0 ? described : plain;
    });
}

/** Operations of the service's own contract, with the contract's own examples; those that change something first, for they go deepest. */
function describedRequests(node: GraphNode, service: string, { graph, files }: Looking): EntryRequest[] {
  const contracts = graph.edges.flatMap(({ from, to, kind }) =>
    from === node.id && kind === 'implements' ? (graph.nodes.find(({ id }) => id === to)?.evidence[0]?.file ?? []) : [],
  );
  return contracts
    .filter(file => !file.endsWith('.proto'))
    .flatMap(file => operationRequests(service, { kind: 'openapi', path: file as FilePath, files }));
}

function operationRequests(service: string, contract: ContractTexts): EntryRequest[] {
  const operations = operationsOf(contract).toSorted((a, b) => Number(b.writes) - Number(a.writes));
  return operations.flatMap(({ id }) => {
    const step = exampleStep(contract, id);
    if (!step || !('http' in step)) return [];
    const { method, path, body } = step.http;
    return [{ service, method: method ?? 'GET', path, ...(body !== undefined && { body }), seen: `${contract.path}: ${id}` }];
  });
}
