import type { Graph } from '../../core/model/graph.ts';
import { GRPC_CODES } from '../../core/model/verify.ts';
import type { FaultName } from '../../core/verify/fault-names.ts';
import { writtenJourneys } from '../../core/verify/written-scenarios.ts';
import { keysAt } from './keys-at.ts';
import { schemasAt } from './scenario-schema.ts';
import type { WrittenSchema } from './scenario-schema.ts';

/** What may stand at the cursor, and what it is. */
export interface ScenarioCompletion {
  readonly label: string;
  readonly detail: string;
  readonly isKey: boolean;
}

export interface ScenarioQuestion {
  readonly text: string;
  readonly offset: number;
  readonly graph: Pick<Graph, 'nodes' | 'edges'>;
  readonly faults: readonly FaultName[];
  /** Of the whole file. */
  readonly schema: WrittenSchema;
}

/** What can be written next in `.faultline/verify.yaml`. Pure. */
export function scenarioCompletions(asked: ScenarioQuestion): readonly ScenarioCompletion[] {
  const before = asked.text.slice(0, asked.offset);
  const line = before.slice(before.lastIndexOf('\n') + 1);
  const key = /(?:^|[\s{,-])([\w-]+):[ \t]+['"]?[^,{}'"]*$/.exec(line)?.[1];
  if (key !== undefined) return valuesOf([...keysAt(before), key], asked);
  // Keys fit where a key can begin: on an empty place of a line, or in braces.
  return /(?:^\s*(?:- )?|[{,]\s*)[\w-]*$/.test(line) ? keysOf(keysAt(before), asked) : [];
}

function keysOf(place: readonly string[], { schema, faults }: ScenarioQuestion): readonly ScenarioCompletion[] {
  const parent = place.at(-1) ?? 'verify.yaml';
  const written = schemasAt(schema, place).flatMap(({ properties = {} }) => Object.keys(properties));
  const options = parent === 'fault' ? faults.flatMap(fault => fault.options) : [];
  return [...new Set([...written, ...options])].map(label => ({ label, detail: parent, isKey: true }));
}

function valuesOf(place: readonly string[], { text, graph, faults, schema }: ScenarioQuestion): readonly ScenarioCompletion[] {
  const running = graph.nodes.filter(({ kind }) => kind === 'service' || kind === 'datastore' || kind === 'broker');
  const [parent, key = ''] = place.slice(-2);
  switch (key) {
    case 'kind':
      return faults.map(({ name, description }) => ({ label: name, detail: description, isKey: false }));
    case 'service':
    case 'broker':
    case 'to':
    case 'from':
      return running.map(({ name, kind }) => ({ label: name, detail: kind, isKey: false }));
    case 'edge':
      return callsOf(graph).map(value('calls'));
    case 'at':
      return [...running.map(({ name, kind }) => ({ label: name, detail: kind, isKey: false })), ...callsOf(graph).map(value('calls'))];
    case 'journey':
      return writtenJourneys(text).map(value('journey'));
    default: {
      // What a fault may be is not in the schema of the file.
      const named = parent === 'fault' && key === 'code' ? FAILED_CODES : schemasAt(schema, place).flatMap(one => one.enum ?? []);
      return named.map(each => value(key)(String(each)));
    }
  }
}

const FAILED_CODES = GRPC_CODES.filter(code => code !== 'OK');

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
