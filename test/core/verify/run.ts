import type { MeteredCall, Objective, Outcome, SideName, UserRequest, VerifyEvent } from '../../../src/core/model/verify.ts';
import { CONTROL, runOf } from '../../../src/core/verify/run.ts';
import { runResult, type RunResult } from '../../../src/core/verify/verdict.ts';

/** What happened in a scenario: requests by whether they passed and how long they took, calls by their edge. */
export interface Seen {
  readonly requests?: readonly Partial<UserRequest>[];
  readonly calls?: readonly (Partial<MeteredCall> & { readonly to: string })[];
  readonly void?: string;
  /** When the fault is taken away. */
  readonly healed?: number;
}

export const request = (more: Partial<UserRequest> = {}): UserRequest => ({
  journey: 'order',
  began: 0,
  milliseconds: 100,
  outcome: 200,
  passed: true,
  ...more,
});

export const call = (more: Partial<MeteredCall> & { readonly to: string }): MeteredCall => ({
  from: 'orders',
  protocol: 'http',
  operation: 'POST /charges',
  began: 0,
  milliseconds: 10,
  outcome: 200 as Outcome,
  ...more,
});

/** Events of one scenario on one side. */
export function played(side: SideName, scenario: string, seen: Seen): VerifyEvent[] {
  const at = { side, scenario } as const;
  return [
    { kind: 'scenario', ...at, state: 'began', attempt: 0, at: 0 },
    ...(seen.requests ?? []).map(more => ({ kind: 'request' as const, ...at, ...request(more) })),
    ...(seen.calls ?? []).map(more => ({ kind: 'call' as const, ...at, ...call(more) })),
    ...(seen.healed === undefined ? [] : [{ kind: 'fault' as const, ...at, state: 'removed' as const, description: '', at: seen.healed }]),
    ...(seen.void === undefined ? [] : [{ kind: 'void' as const, ...at, why: seen.void, at: 0 }]),
    { kind: 'scenario', ...at, state: 'ended', attempt: 0, at: 1 },
  ];
}

export interface Played {
  readonly tree?: { readonly before: string | null; readonly after: string };
  readonly expect: readonly Objective[];
  readonly before: Seen;
  readonly after: Seen;
  readonly control?: { readonly before?: Seen; readonly after?: Seen };
}

const FINE: Seen = { requests: [{}] };

/** A run with a control and one scenario. */
export function eventsOf({ tree = { before: 'a', after: 'b' }, expect, before, after, control }: Played): VerifyEvent[] {
  return [
    {
      kind: 'run',
      id: 'one',
      startedAt: 0,
      tree,
      project: '',
      plan: '',
      seed: 1,
      versions: { faultline: '', docker: '', compose: '' },
      services: [],
      mocks: [],
      scenarios: [
        { name: CONTROL, fault: null, expect: [{ measure: 'success-rate', atLeast: 1 }] },
        { name: 'payments is busy', fault: 'payments answers 429', expect },
      ],
    },
    ...played('before', CONTROL, control?.before ?? FINE),
    ...played('before', 'payments is busy', before),
    ...played('after', CONTROL, control?.after ?? FINE),
    ...played('after', 'payments is busy', after),
    { kind: 'removed', left: [], at: 2 },
    { kind: 'ended', at: 2 },
  ];
}

export const resultOf = (played: Played): RunResult => runResult(runOf(eventsOf(played)));
