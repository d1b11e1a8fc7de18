import type { Receipt, ScenarioReceipt } from '../../core/verify/receipt.ts';
import { SCENARIO_PATH } from '../../core/verify/written-scenarios.ts';
import type { Reported, ReportedRule } from './reported.ts';

/** Where each scenario is written: lines of the scenario file from 1, by name. */
export type ScenarioLines = ReadonlyMap<string, number>;

/** Scenarios that do not hold, as other tools take results. */
export const verifyReported = ({ scenarios }: Receipt, lines: ScenarioLines): Reported[] =>
  scenarios.filter(fails).map(({ name, verdict, why }) => ({
    id: `${ruleId(name)}.${verdict}`,
    rule: ruleId(name),
    severity: verdict === 'void' ? 'medium' : 'high',
    message: `${verdict}: ${why}`,
    places: [{ file: SCENARIO_PATH, line: lines.get(name) ?? 1, column: 1 }],
  }));

/** Every scenario is a rule, so that one that holds is seen to be looked at. */
export const verifyRules = ({ scenarios }: Receipt): ReportedRule[] =>
  scenarios.map(({ name, fault }) => ({
    id: ruleId(name),
    title: name,
    why: fault ?? 'No fault: the objectives alone.',
    fix: 'faultline verify tells what was measured before and after.',
  }));

const fails = ({ verdict, after }: ScenarioReceipt): boolean => verdict !== 'fixed' && !(verdict === 'unchanged' && after?.met === true);

const ruleId = (name: string): string =>
  `verify.${name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')}`;
