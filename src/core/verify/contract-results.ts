import type { ContractChecked, Verdict, WorkspaceTest } from '../model/verify.ts';
import type { Run } from './run.ts';

/** An operation that was tried against a contract, or a contract test that was run, on both sides. */
export interface ContractResult {
  readonly service: string;
  readonly operation: string;
  /** Whose eyes: the service by its own contract, clients that were made from that of before, or a test that the workspace has. */
  readonly check: 'own' | 'old-client' | 'test';
  readonly test?: WorkspaceTest;
  readonly before: ContractChecked['result'] | null;
  readonly after: ContractChecked['result'];
  readonly verdict: Exclude<Verdict, 'worse'>;
  readonly why: string;
  readonly counterexample?: string;
}

/**
 * What was kept before and is broken with the change counts; what was broken on both sides is nothing that the change has done.
 * Clients of before are asked only where the contract itself has changed.
 */
export function contractResults({ contracts }: Run): readonly ContractResult[] {
  const earlier = ({ check, test, service, operation }: ContractChecked): ContractChecked | undefined =>
    contracts.find(
      each =>
        each.side === 'before' &&
        each.check === (check === 'test' ? 'test' : 'own') &&
        each.service === service &&
        each.operation === operation &&
        each.test?.file === test?.file &&
        each.test?.tool === test?.tool,
    );
  return contracts
    .filter(each => each.side === 'after' && each.check !== 'new-client')
    .map(seen => {
      const before = earlier(seen);
      const after = turnedAway(seen, before);
      const { service, operation, test, result, why, counterexample } = after;
      return {
        service,
        operation,
        check: after.check as ContractResult['check'],
        ...(test && { test }),
        before: before?.result ?? null,
        after: result,
        verdict: verdictOf(before?.result, result),
        why: result === 'broken' || !before ? why : before.result === 'broken' ? before.why : why,
        ...(counterexample !== undefined && { counterexample }),
      };
    });
}

/** To answer that a request is wrong is within most contracts; to say so to everybody who was served before is not. */
function turnedAway(after: ContractChecked, before: ContractChecked | undefined): ContractChecked {
  if (after.check !== 'old-client' || after.result !== 'kept' || after.taken > 0 || !before || before.taken === 0) return after;
  return { ...after, result: 'broken', why: `Requests of clients of before were taken, and now none is: ${after.why}` };
}

function verdictOf(before: ContractChecked['result'] | undefined, after: ContractChecked['result']): ContractResult['verdict'] {
  if (after === 'not-tested' || before === 'not-tested') return 'void';
  // An operation that is new has no before, and has to keep its contract.
  if (after === 'broken') return before === 'broken' ? 'unchanged' : 'broken';
  return before === 'broken' ? 'fixed' : 'unchanged';
}

/** What a rollout has to mind: clients made from the new contract that the system of before does not serve. */
export const skewed = ({ contracts }: Run): readonly string[] =>
  contracts
    .filter(({ check, result }) => check === 'new-client' && result === 'broken')
    .map(
      ({ service, operation, why }) =>
        `Deploy ${service} before its clients: ${operation} of the new contract is not served by the old system (${why.replace(/\.$/, '')}).`,
    );

/** `POST /charges of payments, for clients of before`; of a test of the workspace also where it lies and what ran it. */
export function subject({ service, operation, check, test }: Pick<ContractResult, 'service' | 'operation' | 'check' | 'test'>): string {
  if (test) return `${test.file}: ${operation}, asked of ${service} by ${test.tool} ${test.version}`;
  return `${operation} of ${service}${check === 'old-client' ? ', for clients of before' : ''}`;
}
