import type { Graph } from '../../core/model/graph.ts';
import { writtenJourneys } from '../../core/verify/written-scenarios.ts';

/** What may stand at the cursor, and what it is. */
export interface ScenarioCompletion {
  readonly label: string;
  readonly detail: string;
  readonly isKey: boolean;
}

/** Keys by the key that they stand below; '' is the file itself. */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  '': ['journeys', 'scenarios', 'steadyState', 'compose', 'profiles', 'services', 'without', 'requests', 'concurrency', 'seed'],
  journeys: ['name', 'steps'],
  steps: ['http', 'grpc', 'message', 'until'],
  http: ['service', 'port', 'method', 'path', 'headers', 'body', 'within', 'expect', 'save'],
  grpc: ['service', 'port', 'proto', 'method', 'message', 'metadata', 'within', 'expect', 'save'],
  message: ['broker', 'port', 'protocol', 'topic', 'payload'],
  until: ['http', 'within'],
  scenarios: ['name', 'journey', 'fault', 'requests', 'expect'],
  fault: ['kind', 'edge', 'to', 'service', 'share', 'status', 'retryAfterSeconds', 'milliseconds', 'bytesPerSecond', 'code', 'times'],
  expect: ['measure', 'at', 'operation', 'atLeast', 'atMost', 'slo'],
  steadyState: ['measure', 'at', 'operation', 'atLeast', 'atMost', 'slo'],
};

const VALUES: Readonly<Record<string, readonly string[]>> = {
  measure: ['success-rate', 'p50', 'p95', 'p99', 'calls-per-request', 'failed-calls', 'duplicates', 'retry-after-slack', 'recovery'],
  method: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
  protocol: ['nats', 'redis-stream', 'redis-pubsub', 'rabbitmq', 'kafka'],
  code: ['UNAVAILABLE', 'DEADLINE_EXCEEDED', 'RESOURCE_EXHAUSTED', 'INTERNAL', 'ABORTED'],
};

export interface ScenarioQuestion {
  readonly text: string;
  readonly offset: number;
  readonly graph: Pick<Graph, 'nodes' | 'edges'>;
  /** Name and description of every fault. */
  readonly faults: readonly { readonly name: string; readonly description: string }[];
}

/** What can be written next in `.faultline/verify.yaml`. Pure. */
export function scenarioCompletions(asked: ScenarioQuestion): readonly ScenarioCompletion[] {
  const before = asked.text.slice(0, asked.offset);
  const line = before.slice(before.lastIndexOf('\n') + 1);
  const key = /(?:^|[\s{,-])([\w-]+):[ \t]+['"]?[^,{}'"]*$/.exec(line)?.[1];
  return key === undefined ? keysAt(before, line) : valuesOf(key, asked);
}

function valuesOf(key: string, { text, graph, faults }: ScenarioQuestion): readonly ScenarioCompletion[] {
  const running = graph.nodes.filter(({ kind }) => kind === 'service' || kind === 'datastore' || kind === 'broker');
  switch (key) {
    case 'kind':
      return faults.map(({ name, description }) => ({ label: name, detail: description, isKey: false }));
    case 'service':
    case 'broker':
    case 'to':
      return running.map(({ name, kind }) => ({ label: name, detail: kind, isKey: false }));
    case 'edge':
      return callsOf(graph).map(value('calls'));
    case 'at':
      return [...running.map(({ name, kind }) => ({ label: name, detail: kind, isKey: false })), ...callsOf(graph).map(value('calls'))];
    case 'journey':
      return writtenJourneys(text).map(value('journey'));
    default:
      return (VALUES[key] ?? []).map(value(key));
  }
}

const value =
  (detail: string) =>
  (label: string): ScenarioCompletion => ({ label, detail, isKey: false });

function callsOf({ nodes, edges }: ScenarioQuestion['graph']): string[] {
  const named = new Map(nodes.flatMap(({ id, name, kind }) => (/^(service|datastore|broker)$/.test(kind) ? [[id, name] as const] : [])));
  const calls = edges.flatMap(({ from, to, kind }) => {
    const [caller, callee] = [named.get(from), named.get(to)];
    return caller === undefined || callee === undefined || /^(depends-on|imports|builds-from)$/.test(kind)
      ? []
      : [`${caller} -> ${callee}`];
  });
  return [...new Set(calls)];
}

/** Keys fit where a key can begin: on an empty place of a line, or in braces. */
function keysAt(before: string, line: string): readonly ScenarioCompletion[] {
  if (!/(?:^\s*(?:- )?|[{,]\s*)[\w-]*$/.test(line)) return [];
  const parent = parentOf(before, line);
  return (KEYS[parent] ?? []).map(label => ({ label, detail: parent === '' ? 'verify.yaml' : parent, isKey: true }));
}

/** The key that what is written at the cursor belongs to. */
function parentOf(before: string, line: string): string {
  const braces = line.lastIndexOf('{') > line.lastIndexOf('}') ? line.slice(0, line.lastIndexOf('{')) : undefined;
  if (braces !== undefined && /([\w-]+):\s*$/.test(braces)) return /([\w-]+):\s*$/.exec(braces)![1]!;
  let indent = braces === undefined ? indentOf(line) : indentOf(line) + 1;
  for (const above of before
    .slice(0, before.length - line.length)
    .split('\n')
    .toReversed()) {
    const [, key] = /^\s*(?:- )?([\w-]+):\s*(?:#.*)?$/.exec(above) ?? [];
    const own = above.search(/\S/);
    if (own < 0 || own >= indent) continue;
    if (key !== undefined) return key;
    indent = own;
  }
  return '';
}

/** Of an item of a list, what stands after its dash counts. */
const indentOf = (line: string): number => /^\s*/.exec(line)![0].length;
