import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ContractChecked, SideName } from '../../core/model/verify.ts';
import { allFromHere } from '../engine-network/from-here.ts';
import type { Endpoint } from '../sandbox.ts';
import type { Stage } from '../scenario-run.ts';
import { toolRun, versionOf, WHOLE, type RunnableTest, type Running } from './run-tool.ts';
import type { TestCase } from './test-report.ts';

export interface ExistingTests {
  readonly side: SideName;
  readonly tests: readonly RunnableTest[];
  /** The folder that holds the tree of this side, and the workspace in it. */
  readonly tree: string;
  readonly folder: string;
  readonly endpoint: (service: string) => Promise<Endpoint>;
  readonly seed: number;
  readonly stage: Stage;
}

/** Runs the contract tests that the workspace has against the services of one side, and tells what each found. */
export async function existingTestsRun(existing: ExistingTests): Promise<void> {
  const { tests, tree, folder, stage } = existing;
  const root = join(tree, folder);
  const versions = new Map<string, string>();
  for (const test of tests) {
    // A test that came or went with the change is there on one side only.
    if (!(await isThere(join(root, test.contract ?? test.file)))) continue;
    const around = dirname(tree);
    const version = versions.get(test.program) ?? (await versionOf(test, { around, signal: stage.signal }));
    versions.set(test.program, version);
    for (const one of await casesOf(test, { ...existing, root, around, version })) stage.emit(eventOf(one, { test, version, existing }));
  }
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

type Placed = ExistingTests & Pick<Running, 'root' | 'around'> & { readonly version: string };

async function casesOf(test: RunnableTest, { endpoint, seed, stage, root, around, version }: Placed): Promise<readonly TestCase[]> {
  try {
    const services = [...new Set([test.service, ...test.addresses.map(({ service }) => service)])];
    const there = new Map(await Promise.all(services.map(async service => [service, await endpoint(service)] as const)));
    return await allFromHere(there, async endpoints => {
      const running: Running = { root, around, seed, signal: stage.signal, endpointOf: service => endpoints.get(service)! };
      const first = named(await toolRun(test, version, running), endpoints);
      if (!first.some(({ result }) => result === 'broken')) return first;
      return confirmed(first, named(await toolRun(test, version, running), endpoints));
    });
  } catch (error) {
    stage.signal.throwIfAborted();
    return [{ name: WHOLE, result: 'not-tested', why: `It was not run: ${(error as Error).message}` }];
  }
}

/** Addresses of containers differ from side to side, and names of services do not. */
function named(cases: readonly TestCase[], endpoints: ReadonlyMap<string, Endpoint>): readonly TestCase[] {
  const plain = (text: string): string =>
    [...endpoints].reduce((said, [service, { host, port }]) => said.replaceAll(`${host}:${port}`, service), text);
  return cases.map(one => ({ ...one, name: plain(one.name), why: plain(one.why) }));
}

/** What fails once and passes once depends on something else than the change. */
export const confirmed = (first: readonly TestCase[], again: readonly TestCase[]): readonly TestCase[] =>
  first.map(one => {
    if (one.result !== 'broken' || again.some(({ name, result }) => name === one.name && result === 'broken')) return one;
    return { ...one, result: 'not-tested', why: `It failed once and not when it was run again: ${one.why}` };
  });

function eventOf(
  { name, result, why }: TestCase,
  { test, version, existing }: { readonly test: RunnableTest; readonly version: string; readonly existing: ExistingTests },
): ContractChecked {
  const { side, stage } = existing;
  return {
    kind: 'contract',
    side,
    check: 'test',
    service: test.service,
    operation: name,
    test: { tool: test.tool, version, file: test.contract ?? test.file },
    result,
    why: why === '' ? 'It passed.' : why,
    requests: 0,
    taken: 0,
    at: stage.now(),
  };
}
