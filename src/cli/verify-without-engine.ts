import { edgePolicies } from '../core/detect/resilience/edge-policies.ts';
import { systemOf } from '../core/detect/system.ts';
import { functionsIn } from '../core/extract/code/read/risks/functions.ts';
import type { Side, SideInput, Sides } from '../core/impact/side.ts';
import { lineStarts, position } from '../core/model/lines.ts';
import type { OutlinedFunction } from '../core/model/outlined-function.ts';
import type { FilePath } from '../core/model/source.ts';
import { operationsOf } from '../core/verify/examples.ts';
import type { ContractTexts } from '../core/verify/requests/open-api.ts';
import { retryArithmetic, type StaticSide } from '../core/verify/without-engine.ts';
import { contractTest, type OperationResult } from '../sandbox/contract-tests/contract-test.ts';
import { mockOf } from '../sandbox/mocks/mock.ts';

interface Compared {
  readonly both: Sides;
  readonly before: SideInput;
  readonly after: SideInput;
  /** Ids of nodes. */
  readonly changed: readonly string[];
}

/** What both versions say of themselves: the product of their retries, and clients of the old contracts against mocks made from the new ones. */
export async function provenStatically({ both, before, after, changed }: Compared): Promise<readonly string[]> {
  const retries = retryArithmetic(staticSide(both.before, before), staticSide(both.after, after));
  return [...retries, ...(await oldClients(both, changed))];
}

function staticSide({ graph, world, texts }: Side, { environments, facts }: SideInput): StaticSide {
  const lineOf = ({ file, span }: { readonly file: FilePath; readonly span: readonly [number, number] }): number =>
    position(lineStarts(texts.read(file) ?? ''), span[0]).line;
  const names = new Map(graph.nodes.map(({ id, name }) => [id, name]));
  const functions = (file: FilePath): readonly OutlinedFunction[] =>
    functionsIn({ path: file, text: texts.read(file) ?? '' }, facts.get(file) ?? []);
  const system = systemOf({ graph, world, environments, functionsIn: functions, lineOf });
  return { policies: edgePolicies(system).values(), nameOf: id => names.get(id) ?? id };
}

const RUNS = 30;

async function oldClients({ before, after }: Sides, changed: readonly string[]): Promise<readonly string[]> {
  const files = new Set(
    after.graph.edges.flatMap(({ from, to, kind }) =>
      kind === 'implements' && changed.includes(from) ? (after.graph.nodes.find(({ id }) => id === to)?.evidence[0]?.file ?? []) : [],
    ),
  );
  const said: string[] = [];
  for (const path of files) {
    const [old, young] = [contractOn(before, path), contractOn(after, path)];
    if (!old || !young || before.texts.read(path) === after.texts.read(path)) continue;
    const operations = operationsOf(old).map(({ id }) => id);
    const [then, now] = [await served(old, old, operations), await served(old, young, operations)];
    // A mock takes what fits its contract and nothing else, so each request fewer is one that the new contract refuses.
    const lost = now.filter(({ result, taken }, at) => result === 'broken' || taken < (then[at]?.taken ?? 0));
    said.push(...lost.map(({ operation, why }) => `${operation} of ${path} no longer serves clients of before: ${why}`));
    if (lost.length === 0) said.push(`${path}: ${now.length} operations still serve clients of before.`);
  }
  return said;
}

/** Requests by one contract, answered by a mock of another. */
async function served(
  contract: ContractTexts,
  answering: ContractTexts,
  operations: readonly string[],
): Promise<readonly OperationResult[]> {
  const mock = await mockOf([answering]);
  try {
    const signal = AbortSignal.timeout(60_000);
    return await contractTest({ contract, operations, endpoint: mock.endpoint, seed: 1, runs: RUNS, writes: true, signal });
  } finally {
    await mock.close();
  }
}

function contractOn({ texts }: Side, path: FilePath): ContractTexts | undefined {
  if (texts.read(path) === undefined) return undefined;
  return { kind: path.endsWith('.proto') ? 'protobuf' : 'openapi', path, files: { read: texts.read, under: () => [] } };
}
