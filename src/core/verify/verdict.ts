import type { Measured, Objective, RunBegan, ScenarioPlan, SideName, Verdict } from '../model/verify.ts';
import { contractResults, subject, type ContractResult } from './contract-results.ts';
import { measured } from './measured.ts';
import { isDuration, isNear } from './nearness.ts';
import { objectiveText, shown } from './objective.ts';
import { CONTROL, type Run } from './run.ts';

/** One side of one scenario. */
export interface SideResult {
  readonly met: boolean;
  readonly measured: readonly Measured[];
}

export interface ScenarioResult {
  readonly name: string;
  readonly fault: string | null;
  readonly before: SideResult | null;
  readonly after: SideResult | null;
  readonly verdict: Verdict;
  /** One sentence. */
  readonly why: string;
}

export interface RunResult {
  readonly verdict: Verdict;
  /** One sentence: what decided it. */
  readonly why: string;
  readonly control: { readonly before: SideResult | null; readonly after: SideResult | null };
  readonly scenarios: readonly ScenarioResult[];
  readonly contracts: readonly ContractResult[];
}

/** What the events of a run prove. Pure: whoever holds the events comes to the same verdict. */
export function runResult(run: Run): RunResult {
  const plans = run.began?.scenarios ?? [];
  const control = plans.find(({ name }) => name === CONTROL);
  const side = (plan: ScenarioPlan | undefined, name: SideName): SideResult | null =>
    plan ? sideResult(run, plan.name, plan.expect, name) : null;
  const controls = { before: side(control, 'before'), after: side(control, 'after') };
  const whyVoid = voidOf(run, controls);
  const scenarios = plans
    .filter(({ name }) => name !== CONTROL)
    .map(plan => {
      const sides = { before: side(plan, 'before'), after: side(plan, 'after') };
      const { verdict, why } = whyVoid === undefined ? compared(run, plan, sides) : ({ verdict: 'void', why: firstLine(whyVoid) } as const);
      return { name: plan.name, fault: plan.fault, ...sides, verdict, why };
    });
  const contracts = contractResults(run);
  return { ...overall([...scenarios, ...contracts.filter(decides).map(asScenario)], whyVoid), control: controls, scenarios, contracts };
}

/** That an operation could not be tried, or is as it was, decides nothing. */
const decides = ({ verdict }: ContractResult): boolean => verdict === 'broken' || verdict === 'fixed';

const asScenario = (result: ContractResult): Pick<ScenarioResult, 'name' | 'verdict' | 'why' | 'after'> => ({
  name: result.check === 'own' ? `${subject(result)} by its contract` : subject(result),
  verdict: result.verdict,
  why: result.why,
  after: null,
});

function sideResult(run: Run, name: string, expect: readonly Objective[], side: SideName): SideResult | null {
  const scenario = run.sides[side].scenarios.get(name);
  if (scenario?.ended === undefined) return null;
  const found = expect.map(objective => measured(objective, scenario));
  return { met: found.every(({ met }) => met), measured: found };
}

/** Why the trees alone keep anything from being said, whatever is measured; undefined where they differ. */
export function nothingToCompare({ before, after }: RunBegan['tree']): string | undefined {
  if (before === null) return 'There is no base to compare with: the folder is in no git repository.';
  if (before === after) return 'Nothing differs from the base, so there is no change to verify; what is measured is the tree as it is.';
  return undefined;
}

/** Why nothing at all can be said. */
function voidOf(run: Run, { before, after }: RunResult['control']): string | undefined {
  if (run.voids.length > 0) return run.voids[0];
  const { tree } = run.began ?? {};
  if (!tree) return 'The run did not begin.';
  const nothing = nothingToCompare(tree);
  if (nothing !== undefined) return nothing;
  for (const [side, result] of [
    ['before the change', before],
    ['with the change', after],
  ] as const) {
    if (!result) return `The control run ${side} did not end.`;
    if (!result.met) return `The control run ${side}, without any fault, did not meet its own objectives: ${firstMissed(result)}.`;
  }
  return undefined;
}

function compared(
  run: Run,
  plan: ScenarioPlan,
  { before, after }: Pick<ScenarioResult, 'before' | 'after'>,
): Pick<ScenarioResult, 'verdict' | 'why'> {
  for (const side of ['before', 'after'] as const) {
    const [why] = run.sides[side].scenarios.get(plan.name)?.voids ?? [];
    if (why !== undefined) return { verdict: 'void', why };
  }
  if (!before || !after)
    return { verdict: 'void', why: `The run ended before the scenario did ${before ? 'with the change' : 'before the change'}.` };
  const near = [...before.measured, ...after.measured].find(isNear);
  if (near)
    return { verdict: 'void', why: `${resultText(near)} is too near to its limit on this machine: the next run might say the opposite.` };
  if (!before.met && after.met) return { verdict: 'fixed', why: `${firstMissed(before)} before; with the change it holds.` };
  if (before.met && !after.met) return { verdict: 'broken', why: `It held before; with the change ${firstMissed(after)}.` };
  if (before.met) return { verdict: 'unchanged', why: 'It holds, as it did before.' };
  const worse = after.measured.find((now, at) => isWorse(before.measured[at], now));
  if (worse) return { verdict: 'worse', why: `It failed before, and now ${resultText(worse)}.` };
  return { verdict: 'unchanged', why: `It fails as it did before: ${firstMissed(after)}.` };
}

/** How much further from its bound counts as worse: a share of the distance that was there before. Durations vary by themselves. */
const WORSENING = { counts: 0.25, durations: 1 } as const;

function isWorse(before: Measured | undefined, { objective, value, met }: Measured): boolean {
  if (met || before === undefined) return false;
  if (before.met) return true;
  if (before.value === null || value === null) return false;
  const distance = (at: number): number => Math.max(0, (objective.atLeast ?? -Infinity) - at, at - (objective.atMost ?? Infinity));
  return distance(value) > (1 + WORSENING[isDuration(objective.measure) ? 'durations' : 'counts']) * distance(before.value);
}

/** The log lines that matter stand with the whole, once. */
const firstLine = (text: string): string => text.split('\n')[0]!;

/** The worst first; a scenario that nothing can be said of keeps the whole from being said to hold. */
const ORDER = ['broken', 'worse', 'void', 'fixed', 'unchanged'] as const;

function overall(
  scenarios: readonly Pick<ScenarioResult, 'name' | 'verdict' | 'why' | 'after'>[],
  whyVoid: string | undefined,
): Pick<RunResult, 'verdict' | 'why'> {
  if (whyVoid !== undefined) return { verdict: 'void', why: whyVoid };
  const failing = scenarios.find(({ verdict, after }) => verdict === 'unchanged' && !after?.met);
  for (const verdict of ORDER) {
    if (verdict === 'fixed' && failing) return { verdict: 'unchanged', why: `${failing.name}: ${failing.why}` };
    const first = scenarios.find(scenario => scenario.verdict === verdict);
    if (first) return { verdict, why: `${first.name}: ${first.why}` };
  }
  return { verdict: 'void', why: 'There is no scenario.' };
}

/** A scenario holds with the change. What nothing can be said of does not. */
export const scenarioHolds = ({
  verdict,
  after,
}: {
  readonly verdict: Verdict;
  readonly after: { readonly met: boolean } | null;
}): boolean => verdict === 'fixed' || (verdict === 'unchanged' && after?.met === true);

/** Nothing is refuted: each scenario holds with the change. */
export const holds = ({ verdict, scenarios }: RunResult): boolean =>
  (verdict === 'fixed' || verdict === 'unchanged') && scenarios.every(scenarioHolds);

const firstMissed = ({ measured: all }: SideResult): string => {
  const missed = all.find(({ met }) => !met);
  return missed ? resultText(missed) : 'nothing was missed';
};

/** `calls at payments per request ≤ 4: 15.8`. */
export const resultText = ({ objective, value, why }: Measured): string =>
  `${objectiveText(objective)}: ${value === null ? (why ?? 'not measured').replace(/\.$/, '') : shown(objective.measure, value)}`;
