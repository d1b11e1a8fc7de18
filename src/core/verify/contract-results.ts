import type { ContractChecked, Verdict } from '../model/verify.ts';
import type { Run } from './run.ts';

/** An operation that was tried against a contract on both sides. */
export interface ContractResult {
  readonly service: string;
  readonly operation: string;
  /** Whose eyes: the service by its own contract, or clients that were made from that of before. */
  readonly check: 'own' | 'old-client';
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
  const own = (side: ContractChecked['side'], of: ContractChecked): ContractChecked | undefined =>
    contracts.find(each => each.side === side && each.check === 'own' && each.service === of.service && each.operation === of.operation);
  return contracts
    .filter(each => each.side === 'after' && each.check !== 'new-client')
    .map(seen => {
      const before = own('before', seen);
      const after = turnedAway(seen, before);
      const { service, operation, result, why, counterexample } = after;
      return {
        service,
        operation,
        check: after.check as ContractResult['check'],
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
  if (after === 'not-tested') return 'void';
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
