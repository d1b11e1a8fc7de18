import { Document, isMap, isSeq, type Node } from 'yaml';
import type { EdgePolicy } from '../detect/resilience/edge-policies.ts';
import type { WorstPath } from '../detect/resilience/worst-case.ts';
import type { Graph, GraphEdge } from '../model/graph.ts';
import type { Objective } from '../model/verify.ts';
import type { Scenario, ScenarioFile } from './scenario-file.ts';
import { composeName } from './slice.ts';

/** A request that can be sent as it is. */
export interface EntryRequest {
  /** Compose service. */
  readonly service: string;
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  /** Where it was found: `openapi.yaml:12`. */
  readonly seen: string;
}

export interface ProposalInput {
  readonly graph: Graph;
  /** Services of the compose project. */
  readonly project: ReadonlyMap<string, unknown>;
  /** Of services that nobody inside calls, or of all where everybody is called. */
  readonly requests: readonly EntryRequest[];
  readonly policies: ReadonlyMap<string, EdgePolicy>;
  readonly worst: readonly WorstPath[];
  /** `orders/src/payments.ts:12` */
  readonly placeOf: (edge: GraphEdge) => string;
}

/** More journeys and scenarios than these nobody reads. */
const MOST_JOURNEYS = 4;
const MOST_SCENARIOS = 12;

/** As many calls for one request of a user as a service has to bear while it fails. */
const BEARABLE_CALLS = 4;

const CALLS = /^(http|grpc|graphql)$/;

interface Proposed {
  readonly scenario: Scenario;
  /** Why it is worth asking, as a comment. */
  readonly why: string;
  readonly risk: number;
}

/** A first `.faultline/verify.yaml`: what is known of entries, calls and retries, one scenario for each risky edge. Pure. */
export function proposal(input: ProposalInput): string {
  const scenarios = proposedScenarios(input);
  const file: ScenarioFile = { journeys: journeysOf(input.requests), scenarios: scenarios.map(({ scenario }) => scenario) };
  const document = new Document(file);
  document.commentBefore = ` What a user does, what may go wrong meanwhile, and what has to hold all the same.
 Written by faultline verify --init from the graph, the contracts and the retries that the code shows: read it, and put in your own numbers.
 Run it: faultline verify .`;
  remark(
    document.get('journeys'),
    input.requests.slice(0, MOST_JOURNEYS).map(({ seen }) => ` ${seen}`),
  );
  remark(
    document.get('scenarios'),
    scenarios.map(({ why }) => ` ${why}`),
  );
  return document.toString({ lineWidth: 140, flowCollectionPadding: true });
}

/** A comment before each item of a list; objectives and faults stand on one line. */
function remark(list: unknown, comments: readonly string[]): void {
  if (!isSeq(list)) return;
  for (const [at, item] of list.items.entries()) {
    const comment = comments[at];
    if (comment !== undefined) (item as Node).commentBefore = comment;
    if (!isMap(item)) continue;
    const flat = [item.get('fault'), ...(isSeq(item.get('expect')) ? (item.get('expect') as { items: unknown[] }).items : [])];
    for (const part of flat) if (isMap(part)) part.flow = true;
  }
}

function journeysOf(requests: readonly EntryRequest[]): ScenarioFile['journeys'] {
  return requests.slice(0, MOST_JOURNEYS).map(({ service, method, path, body }) => ({
    name: `${method} ${path} of ${service}`,
    steps: [{ http: { service, method: method as 'GET', path, ...(body !== undefined && { body }) } }],
  }));
}

function proposedScenarios(input: ProposalInput): Proposed[] {
  const { graph, project } = input;
  const names = new Map(graph.nodes.map(node => [node.id, composeName(node, project)]));
  const kinds = new Map(graph.nodes.map(({ id, kind }) => [id, kind]));
  const found = graph.edges.flatMap(edge => {
    const [from, to] = [names.get(edge.from), names.get(edge.to)];
    if (from === undefined || to === undefined || from === to || edge.confidence === 'possible') return [];
    const at = { edge, from, to, seen: input.placeOf(edge) };
    if (CALLS.test(edge.kind)) return [callScenario(at, input)];
    const kind = kinds.get(edge.to);
    return kind === 'datastore' || kind === 'broker' ? [storeScenario(at, kind)] : [];
  });
  const distinct = [...new Map(found.map(proposed => [proposed.scenario.name, proposed])).values()];
  return distinct.toSorted((a, b) => b.risk - a.risk || (a.scenario.name < b.scenario.name ? -1 : 1)).slice(0, MOST_SCENARIOS);
}

interface At {
  readonly edge: GraphEdge;
  readonly from: string;
  readonly to: string;
  readonly seen: string;
}

function callScenario({ edge, from, to, seen }: At, { policies, worst }: ProposalInput): Proposed {
  const policy = policies.get(edge.id);
  const path = worst.find(({ edges }) => edges.at(-1)?.edge.id === edge.id);
  const between = `${from} -> ${to}`;
  const isGrpc = edge.kind === 'grpc';
  if ((path?.calls ?? policy?.tries ?? 1) > 1) {
    const calls = path?.calls ?? policy!.tries;
    const slack: Objective[] = isGrpc ? [] : [{ measure: 'retry-after-slack', at: between, atLeast: 0 }];
    return {
      scenario: {
        name: `${to} is busy for ${from}`,
        fault: isGrpc
          ? { kind: 'grpc-status', edge: between, code: 'UNAVAILABLE', share: 1 }
          : { kind: 'http-status', edge: between, status: 429, share: 1, retryAfterSeconds: 1 },
        expect: [{ measure: 'calls-per-request', at: between, atMost: BEARABLE_CALLS }, ...slack],
      },
      why: `By the retries in the code ${to} is called up to ${calls} times for one request: ${seen}`,
      risk: 10 + calls,
    };
  }
  if (policy?.timeout === undefined)
    return {
      scenario: {
        name: `${to} does not answer ${from}`,
        fault: { kind: 'network-cut', edge: between },
        requests: 3,
        expect: [{ measure: 'p99', atMost: 10_000 }],
      },
      why: `No timeout is known for this call: ${seen}`,
      risk: 5,
    };
  return {
    scenario: {
      name: `${to} is slow for ${from}`,
      fault: { kind: 'latency', edge: between, milliseconds: 2 * policy.timeout.milliseconds },
      requests: 5,
      expect: [{ measure: 'p99', atMost: 2 * policy.timeout.milliseconds }],
    },
    why: `The caller waits ${policy.timeout.milliseconds} ms: ${seen}`,
    risk: 2,
  };
}

const storeScenario = ({ to, seen }: At, kind: 'datastore' | 'broker'): Proposed => ({
  scenario: {
    name: `${to} restarts`,
    fault: { kind: 'restart', service: to },
    expect: [{ measure: 'recovery', atMost: 30 }],
  },
  why: kind === 'datastore' ? `Data is kept there: ${seen}` : `Messages go through it: ${seen}`,
  risk: 3,
});
