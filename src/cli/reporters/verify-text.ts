import { subject, type ContractResult } from '../../core/verify/contract-results.ts';
import type { Receipt, ScenarioReceipt, SideReceipt } from '../../core/verify/receipt.ts';

/** The verdict first; then each scenario with before and after side by side; then what ran. */
export function verifyText(receipt: Receipt): string {
  const { verdict, why, control, scenarios, contracts, mocks, notes, left, seconds, tree } = receipt;
  const parts = [
    `${capital(verdict)}. ${why}`,
    ...scenarios.map(scenarioLines),
    sideLines('Without a fault', control.before, control.after).join('\n'),
    contractLines(contracts),
    mocks.map(({ service, contract }) => `${service} was a mock, from ${contract}.`).join('\n'),
    notes.join('\n'),
    `${seconds} s · tree ${short(tree.before)} → ${short(tree.after)} · ${left.length === 0 ? 'everything was removed' : `not removed: ${left.join(', ')}`}`,
  ];
  return `${parts.filter(part => part !== '').join('\n\n')}\n`;
}

const scenarioLines = ({ name, fault, before, after, verdict, why }: ScenarioReceipt): string =>
  [`${name}: ${verdict}`, ...(fault === null ? [] : [`  ${fault}`]), ...sideLines(undefined, before, after), `  ${why}`].join('\n');

/** One line an objective: what was asked, before, after. */
function sideLines(heading: string | undefined, before: SideReceipt | null, after: SideReceipt | null): string[] {
  const objectives = (before ?? after)?.objectives ?? [];
  return [
    ...(heading === undefined || objectives.length === 0 ? [] : [heading]),
    ...objectives.map(({ text }, at) => `  ${text}: ${value(before, at)} before, ${value(after, at)} after`),
  ];
}

function value(side: SideReceipt | null, at: number): string {
  const objective = side?.objectives[at];
  return objective ? `${objective.met ? '✓' : '✗'} ${objective.shown}` : 'not run';
}

/** Those that are as they were in one line; the others each with why. */
function contractLines(contracts: readonly ContractResult[]): string {
  const tests = contracts.filter(({ check }) => check === 'test');
  const operations = contracts.filter(({ check }) => check !== 'test');
  return [
    ...counted('By their contracts', operations, 'operations'),
    ...counted('By contract tests of the workspace', tests, 'tests'),
  ].join('\n');
}

function counted(heading: string, results: readonly ContractResult[], of: string): readonly string[] {
  if (results.length === 0) return [];
  const kept = results.filter(({ after }) => after === 'kept').length;
  const others = results.filter(({ after, verdict }) => after !== 'kept' || verdict === 'fixed');
  return [`${heading}: ${kept} of ${results.length} ${of}`, ...others.map(contractLine)];
}

const contractLine = (result: ContractResult): string => {
  const { before, after, verdict, why, counterexample } = result;
  return [
    `  ${subject(result)}: ${before ?? 'not run'} before, ${after} after${after === 'not-tested' ? '' : `: ${verdict}`}`,
    `    ${why}`,
    ...(counterexample === undefined ? [] : [`    ${counterexample}`]),
  ].join('\n');
};

const capital = (word: string): string => `${word[0]!.toUpperCase()}${word.slice(1)}`;

/** Seven digits tell trees apart as they tell commits. */
const short = (tree: string | null): string => tree?.slice(0, 7) ?? 'none';
