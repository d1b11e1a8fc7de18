import type { RunBegan, SideName, Verdict } from '../model/verify.ts';
import { skewed, type ContractResult } from './contract-results.ts';
import { hasFailed } from './measured.ts';
import { objectiveText, shown } from './objective.ts';
import type { Run } from './run.ts';
import { holds, runResult, type ScenarioResult, type SideResult } from './verdict.ts';

/** What a run proves, in a form that leaves the process. Everything in it follows from the events; `faultline verify --check` derives it again. */
export interface Receipt {
  readonly id: string;
  readonly verdict: Verdict;
  readonly why: string;
  /** Every scenario holds with the change. */
  readonly holds: boolean;
  readonly scenarios: readonly ScenarioReceipt[];
  readonly control: { readonly before: SideReceipt | null; readonly after: SideReceipt | null };
  /** Operations of changed services, tried against their contracts. */
  readonly contracts: readonly ContractResult[];
  readonly tree: RunBegan['tree'];
  /** Where the compose project lies in the tree. */
  readonly project: string;
  /** Digest of each service's image on each side. */
  readonly images: Readonly<Record<string, Readonly<Partial<Record<SideName, string>>>>>;
  readonly mocks: RunBegan['mocks'];
  readonly measurements: readonly Measurement[];
  readonly notes: readonly string[];
  readonly startedAt: string;
  readonly seconds: number;
  readonly seed: number;
  readonly plan: string;
  readonly versions: RunBegan['versions'];
  /** What could not be removed. */
  readonly left: readonly string[];
  /** sha-256 of events.ndjson beside it. */
  readonly events: string;
}

export interface ScenarioReceipt extends Omit<ScenarioResult, 'before' | 'after'> {
  readonly before: SideReceipt | null;
  readonly after: SideReceipt | null;
}

export interface SideReceipt {
  readonly met: boolean;
  readonly objectives: readonly { readonly text: string; readonly value: number | null; readonly shown: string; readonly met: boolean }[];
}

/** What was seen on one side of one scenario. */
export interface Measurement {
  readonly scenario: string;
  readonly side: SideName;
  readonly attempt: number;
  readonly requests: number;
  readonly passed: number;
  /** Calls on each edge: all, and those that failed. */
  readonly edges: readonly { readonly from: string; readonly to: string; readonly calls: number; readonly failed: number }[];
}

/** Pure: the same events, the same receipt. */
export function receipt(run: Run, events: string): Receipt {
  const { began } = run;
  if (!began) throw new Error('A run that did not begin has no receipt.');
  const result = runResult(run);
  return {
    id: began.id,
    verdict: result.verdict,
    why: result.why,
    holds: holds(result),
    scenarios: result.scenarios.map(scenario => ({
      ...scenario,
      before: sideReceipt(scenario.before),
      after: sideReceipt(scenario.after),
    })),
    control: { before: sideReceipt(result.control.before), after: sideReceipt(result.control.after) },
    contracts: result.contracts,
    tree: began.tree,
    project: began.project,
    images: images(run),
    mocks: began.mocks,
    measurements: measurements(run),
    notes: [...run.notes, ...skewed(run)],
    startedAt: new Date(began.startedAt).toISOString(),
    seconds: Math.round((run.ended ?? 0) / 100) / 10,
    seed: began.seed,
    plan: began.plan,
    versions: began.versions,
    left: run.left ?? [],
    events,
  };
}

const sideReceipt = (side: SideResult | null): SideReceipt | null =>
  side && {
    met: side.met,
    objectives: side.measured.map(({ objective, value, met, why }) => ({
      text: objectiveText(objective),
      value,
      shown: value === null ? (why ?? 'not measured') : shown(objective.measure, value),
      met,
    })),
  };

const SIDES = ['before', 'after'] as const;

function images(run: Run): Receipt['images'] {
  const found: Record<string, Partial<Record<SideName, string>>> = {};
  for (const side of SIDES)
    for (const [service, { image }] of run.sides[side].services) if (image !== undefined) (found[service] ??= {})[side] = image;
  return found;
}

function measurements(run: Run): Measurement[] {
  return SIDES.flatMap(side =>
    [...run.sides[side].scenarios].map(([scenario, { attempt, requests, calls }]) => {
      const edges = Map.groupBy(calls, ({ from, to }) => `${from}\0${to}`);
      return {
        scenario,
        side,
        attempt,
        requests: requests.length,
        passed: requests.filter(({ passed }) => passed).length,
        edges: [...edges.values()].map(group => ({
          from: group[0]!.from,
          to: group[0]!.to,
          calls: group.length,
          failed: group.filter(({ outcome }) => hasFailed(outcome)).length,
        })),
      };
    }),
  );
}
