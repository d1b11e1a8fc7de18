import { join } from 'node:path';
import type { ContractChecked, SideName } from '../core/model/verify.ts';
import type { FilePath } from '../core/model/source.ts';
import { operationsOf } from '../core/verify/examples.ts';
import type { ContractTexts } from '../core/verify/requests/open-api.ts';
import type { ServicePorts } from '../core/verify/ports.ts';
import { composeName } from '../core/verify/slice.ts';
import { diskFiles } from '../workspace/disk-files.ts';
import { contractTest } from './contract-tests/contract-test.ts';
import { existingTestsRun } from './contract-tests/existing-tests.ts';
import { contractsOf } from './contracts-of.ts';
import type { Prepared } from './preparation.ts';
import type { VerifyQuestion } from './question.ts';
import type { Endpoint, Sandbox } from './sandbox.ts';
import type { Stage } from './scenario-run.ts';
import { endpointOf } from './sender.ts';

interface Checking {
  readonly side: SideName;
  readonly ports: readonly ServicePorts[];
  readonly question: VerifyQuestion;
  readonly plan: Prepared;
  readonly stage: Stage;
  readonly sandbox: Sandbox;
}

const RUNS = 20;
/** Of one contract; more would be a test of the contract and not of the change. */
const MOST_OPERATIONS = 20;

/** Everything that contracts say of one side: requests that are made from them, and the contract tests that the workspace has. */
export async function contractsChecked(checking: Checking): Promise<void> {
  await operationsTried(checking);
  const { side, question, plan, stage, ports, sandbox } = checking;
  const { seed } = question;
  const tree = rootOf(side, plan);
  if (tree === undefined) return;
  const endpoint = (service: string): Promise<Endpoint> => endpointOf(service, undefined, { ports, sandbox });
  await existingTestsRun({ side, tests: plan.tests, tree, folder: plan.trees.folder, endpoint, seed, stage });
}

/** Tries the operations of changed services against the contract of this side, and where the contract has changed against that of the other. */
async function operationsTried(checking: Checking): Promise<void> {
  const { side, question, plan, stage } = checking;
  if (question.file.contracts?.runs === 0) return;
  for (const [service, path] of changedContracts(checking)) {
    const own = contractIn(side, path, plan);
    const other = contractIn(side === 'before' ? 'after' : 'before', path, plan);
    if (own) await tried(service, own, 'own', checking);
    if (own && other && textOf(own) !== textOf(other))
      await tried(service, other, side === 'before' ? 'new-client' : 'old-client', checking);
    stage.signal.throwIfAborted();
  }
}

/** Of services that run and that the change changes. */
function changedContracts({ question: { graph, changed }, plan }: Checking): readonly (readonly [string, string])[] {
  const names = new Set(graph.nodes.flatMap(node => (changed.includes(node.id) ? (composeName(node, plan.slice.run) ?? []) : [])));
  return [...contractsOf(graph, plan.slice.run)].filter(([service]) => names.has(service));
}

const rootOf = (side: SideName, { sides }: Prepared): string | undefined => sides.find(each => each.side === side)?.project.root;

function contractIn(side: SideName, path: string, plan: Prepared): ContractTexts | undefined {
  const root = rootOf(side, plan);
  if (root === undefined) return undefined;
  const files = diskFiles(join(root, plan.trees.folder));
  const contract: ContractTexts = { kind: path.endsWith('.proto') ? 'protobuf' : 'openapi', path: path as FilePath, files };
  return files.read(contract.path) === undefined ? undefined : contract;
}

const textOf = ({ files, path }: ContractTexts): string | undefined => files.read(path);

async function tried(service: string, contract: ContractTexts, check: ContractChecked['check'], checking: Checking): Promise<void> {
  const { side, question, stage, ports, sandbox } = checking;
  const { runs = RUNS, writes = true } = question.file.contracts ?? {};
  const told = { kind: 'contract', side, check, service } as const;
  try {
    const endpoint = await endpointOf(service, undefined, { ports, sandbox });
    const operations = operationsOf(contract)
      .map(({ id }) => id)
      .slice(0, MOST_OPERATIONS);
    const found = await contractTest({ contract, operations, endpoint, seed: question.seed, runs, writes, signal: stage.signal });
    for (const { operation, result, why, counterexample, requests, taken } of found)
      stage.emit({
        ...told,
        operation,
        result,
        why,
        requests,
        taken,
        ...(counterexample !== undefined && { counterexample }),
        at: stage.now(),
      });
  } catch (error) {
    stage.signal.throwIfAborted();
    stage.emit({
      kind: 'note',
      side,
      message: `The contract ${contract.path} of ${service} was not tried: ${(error as Error).message}`,
      at: stage.now(),
    });
  }
}
