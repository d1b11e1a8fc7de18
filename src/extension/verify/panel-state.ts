import type { SideName } from '../../core/model/verify.ts';
import { objectiveText, shown } from '../../core/verify/objective.ts';
import { CONTROL, type Run, type ScenarioRun } from '../../core/verify/run.ts';
import { runResult, scenarioHolds, type RunResult, type ScenarioResult, type SideResult } from '../../core/verify/verdict.ts';
import { durationWords, offerWords, type VerifyPreview } from '../../protocol/verify-preview.ts';
import type { VerifyObjective, VerifyPanelState, VerifyRow, VerifyService, VerifyValue } from '../../protocol/panels/verify.ts';

/** How a run is seen from outside of it. */
export type Progress =
  | { readonly kind: 'none' }
  | { readonly kind: 'pricing' }
  | { readonly kind: 'offered'; readonly preview: VerifyPreview }
  | { readonly kind: 'running'; readonly preparing: string }
  | { readonly kind: 'ended' }
  /** No run, or no end of it; one sentence. */
  | { readonly kind: 'failed'; readonly sentence: string };

/** What the page shows of a run, whole and complete, whatever of it is there yet. Pure. */
export function verifyPanelState(run: Run, progress: Progress): VerifyPanelState {
  const result = runResult(run);
  const plans = run.began?.scenarios ?? [];
  const rows = [...result.scenarios, controlRow(result)].filter(({ name }) => plans.some(plan => plan.name === name));
  return {
    phase: progress.kind,
    sentence: sentenceOf(run, result, progress),
    verdict: progress.kind === 'ended' ? result.verdict : null,
    began: run.began?.startedAt ?? null,
    done: result.scenarios.filter(({ after }) => after !== null).length,
    rows: rows.map(row => rowOf(row, run, progress.kind === 'ended')),
    contracts: result.contracts.map(({ check, test, counterexample = null, ...one }) => ({
      ...one,
      isForOldClients: check === 'old-client',
      tool: test?.tool ?? null,
      counterexample,
    })),
    services: services(run),
    mocks: run.began?.mocks ?? [],
    notes: run.notes,
    footer: footer(run, result),
    kept: progress.kind === 'ended',
    offer: progress.kind === 'offered' ? progress.preview : null,
    again: progress.kind === 'ended' && run.ended !== undefined ? `about ${durationWords(run.ended / 1000)}, as this run took` : null,
  };
}

function sentenceOf(run: Run, result: RunResult, progress: Progress): string {
  switch (progress.kind) {
    case 'none':
      return '';
    case 'pricing':
      return 'Looking up what would run…';
    case 'offered':
      return offerWords(progress.preview);
    case 'failed':
      return progress.sentence;
    case 'ended':
      return result.why;
    case 'running':
      return happening(run) ?? progress.preparing;
  }
}

/** What is going on in a run that has begun. */
function happening(run: Run): string | undefined {
  for (const [side, words] of [
    ['after', 'with the change'],
    ['before', 'before the change'],
  ] as const) {
    const { scenarios, services: all } = run.sides[side];
    const [name] = [...scenarios].findLast(([, { ended }]) => ended === undefined) ?? [];
    if (name === CONTROL) return `The system ${words}, with no fault…`;
    if (name !== undefined) return `${name}, ${words}…`;
    const waiting = [...all].filter(([, { state }]) => state === 'building' || state === 'starting').map(([service]) => service);
    if (waiting.length > 0) return `The system ${words} starts: waiting for ${waiting.join(', ')}…`;
    if (scenarios.size > 0 || all.size > 0) return `The system ${words}…`;
  }
  return undefined;
}

const controlRow = ({ control }: RunResult): Omit<ScenarioResult, 'verdict'> & { readonly verdict: null } => ({
  name: CONTROL,
  fault: null,
  before: control.before,
  after: control.after,
  verdict: null,
  why: '',
});

type Result = Omit<ScenarioResult, 'verdict'> & { readonly verdict: ScenarioResult['verdict'] | null };

function rowOf({ name, fault, before, after, verdict, why }: Result, run: Run, hasEnded: boolean): VerifyRow {
  const seen = (side: SideName): ScenarioRun | undefined => run.sides[side].scenarios.get(name);
  const expect = run.began!.scenarios.find(plan => plan.name === name)!.expect;
  const now = hasEnded ? null : ((['after', 'before'] as const).find(side => seen(side) && seen(side)!.ended === undefined) ?? null);
  const isDone = hasEnded || after !== null;
  return {
    name,
    fault,
    isControl: name === CONTROL,
    now,
    verdict: isDone ? verdict : null,
    holds: isDone && verdict !== null && scenarioHolds({ verdict, after }),
    why: isDone && why !== '' ? why : null,
    objectives: expect.map((objective, at) => {
      const values = { before: valueOf(before, at), after: valueOf(after, at) };
      return { text: objectiveText(objective), ...values, scale: scaleOf(objective.atMost ?? objective.atLeast, values) };
    }),
    requests: { before: durations(seen('before')), after: durations(seen('after')) },
  };
}

function valueOf(side: SideResult | null, at: number): VerifyValue | null {
  const found = side?.measured[at];
  if (!found) return null;
  const { objective, value, met, why } = found;
  return { value, shown: value === null ? (why ?? 'not measured') : shown(objective.measure, value), met };
}

/** Both sides on one scale, which ends a little beyond the greatest of them and of the bound. */
function scaleOf(bound: number | undefined, { before, after }: Pick<VerifyObjective, 'before' | 'after'>): number | null {
  const values = [before?.value, after?.value, bound].filter(value => typeof value === 'number' && value >= 0) as number[];
  const greatest = Math.max(0, ...values);
  return greatest === 0 ? null : greatest * 1.05;
}

/** The newest are enough for a picture. */
const MOST_DOTS = 200;

const durations = (scenario: ScenarioRun | undefined): readonly number[] =>
  (scenario?.requests ?? []).slice(-MOST_DOTS).map(({ milliseconds, passed }) => (passed ? 1 : -1) * Math.max(1, Math.round(milliseconds)));

function services({ began, sides }: Run): VerifyService[] {
  const names = new Set([...(began?.services ?? []), ...sides.before.services.keys(), ...sides.after.services.keys()]);
  const state = (side: SideName, name: string): string | null => sides[side].services.get(name)?.state ?? null;
  return [...names].toSorted().map(name => ({ name, before: state('before', name), after: state('after', name) }));
}

function footer(run: Run, result: RunResult): string {
  const { began, ended, left } = run;
  if (!began) return '';
  const clean = result.control.before?.met && result.control.after?.met;
  return [
    ...(ended === undefined
      ? []
      : [`${result.scenarios.filter(({ after }) => after?.met).length} of ${result.scenarios.length} scenarios hold`]),
    ...(clean ? ['control run clean'] : []),
    ...(ended === undefined ? [] : [`${Math.round(ended / 1000)} s`]),
    `tree ${began.tree.after.slice(0, 7)}`,
    ...(left === undefined ? [] : [left.length === 0 ? 'everything was removed' : `not removed: ${left.join(', ')}`]),
  ].join(' · ');
}
