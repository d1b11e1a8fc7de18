import type { Receipt, ScenarioReceipt, SideReceipt } from '../../core/verify/receipt.ts';
import { cell } from './markdown-cell.ts';

/** For a pull request: the verdict, and a table with before and after side by side. */
export function verifyMarkdown(receipt: Receipt): string {
  const { verdict, why, scenarios, contracts, control, mocks, notes, seconds, tree, id } = receipt;
  const rows = [...scenarios.flatMap(rowsOf), ...rowsOf({ name: 'no fault', fault: null, verdict: '', ...control })];
  const tried = contracts.map(
    ({ service, operation, check, test, before, after, verdict: found, why: reason }) =>
      `| ${cell(service)} | ${cell(test ? `${test.file}: ${operation} (${test.tool} ${test.version})` : operation)}${check === 'old-client' ? ' (clients of before)' : ''} | ${before ?? 'not run'} | ${after} | ${found === 'unchanged' ? found : `**${found}** ${cell(reason)}`} |`,
  );
  const told = [...mocks.map(({ service, contract }) => `${service} was a mock, from ${contract}.`), ...notes];
  return [
    `### Faultline: ${verdict}`,
    '',
    cell(why),
    '',
    '| scenario | objective | before | after | verdict |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
    ...(tried.length > 0 ? ['| service | by contract | before | after | |', '| --- | --- | --- | --- | --- |', ...tried, ''] : []),
    ...told.map(line => `- ${cell(line)}`),
    ...(told.length > 0 ? [''] : []),
    `Run ${id}, ${seconds} s, tree ${tree.before?.slice(0, 7) ?? 'none'} → ${tree.after.slice(0, 7)}.`,
    '',
  ].join('\n');
}

type Row = Pick<ScenarioReceipt, 'name' | 'fault' | 'before' | 'after'> & { readonly verdict: string };

const rowsOf = ({ name, before, after, verdict }: Row): string[] =>
  ((before ?? after)?.objectives ?? [{ text: '' }]).map(
    ({ text }, at) =>
      `| ${at === 0 ? cell(name) : ''} | ${cell(text)} | ${value(before, at)} | ${value(after, at)} | ${at === 0 ? verdict : ''} |`,
  );

function value(side: SideReceipt | null, at: number): string {
  const objective = side?.objectives[at];
  return objective ? `${objective.met ? '✓' : '✗'} ${cell(objective.shown)}` : 'not run';
}
