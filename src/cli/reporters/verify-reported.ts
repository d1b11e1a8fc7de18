import { subject, type ContractResult } from '../../core/verify/contract-results.ts';
import type { Receipt, ScenarioReceipt } from '../../core/verify/receipt.ts';
import { scenarioHolds } from '../../core/verify/verdict.ts';
import { SCENARIO_PATH } from '../../core/verify/written-scenarios.ts';
import type { Reported, ReportedRule } from './reported.ts';

/** Where each scenario is written: lines of the scenario file from 1, by name. */
export type ScenarioLines = ReadonlyMap<string, number>;

/** Scenarios that do not hold and contracts that the change breaks, as other tools take results. */
export const verifyReported = ({ scenarios, contracts }: Receipt, lines: ScenarioLines): Reported[] => [
  ...scenarios.filter(scenario => !scenarioHolds(scenario)).map(scenario => reportedScenario(scenario, lines)),
  ...contracts.filter(({ verdict }) => verdict === 'broken').map(reportedContract),
];

const reportedScenario = ({ name, verdict, why }: ScenarioReceipt, lines: ScenarioLines): Reported => ({
  id: `${ruleId(name)}.${verdict}`,
  rule: ruleId(name),
  severity: verdict === 'void' ? 'medium' : 'high',
  message: `${verdict}: ${why}`,
  places: [{ file: SCENARIO_PATH, line: lines.get(name) ?? 1, column: 1 }],
});

function reportedContract(result: ContractResult): Reported {
  const rule = contractRule(result);
  const message = `${result.verdict}: ${result.why}${result.counterexample === undefined ? '' : ` ${result.counterexample}`}`;
  return {
    id: `${rule}.${result.verdict}`,
    rule,
    severity: 'high',
    message,
    places: [{ file: result.test?.file ?? SCENARIO_PATH, line: 1, column: 1 }],
  };
}

const FIX = 'faultline verify tells what was measured before and after.';

/** Every scenario and every contract that was tried is a rule, so that one that holds is seen to be looked at. */
export const verifyRules = ({ scenarios, contracts }: Receipt): ReportedRule[] => [
  ...scenarios.map(({ name, fault }) => ({ id: ruleId(name), title: name, why: fault ?? 'No fault: the objectives alone.', fix: FIX })),
  ...contracts
    .filter(({ after }) => after !== 'not-tested')
    .map(result => ({ id: contractRule(result), title: subject(result), why: 'What clients rely on is what a contract says.', fix: FIX })),
];

const contractRule = (result: ContractResult): string => ruleId(`contract ${subject({ ...result, ...withoutVersion(result) })}`);

/** A newer tool asks the same. */
const withoutVersion = ({ test }: ContractResult): Pick<ContractResult, 'test'> => (test ? { test: { ...test, version: '' } } : {});

const ruleId = (name: string): string =>
  `verify.${name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')}`;
