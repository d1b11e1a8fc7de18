import type { ImpactReply, ReportedContractTest, ReportedTest } from '../../protocol/impact.ts';

/** A test that can be run, or that is there already and only says what is agreed. */
export interface TestRow {
  readonly id: string;
  readonly label: string;
  readonly note: string;
  /** Absent where nothing says how it is run. */
  readonly command?: string;
  /** Folder in which it is run, relative to the root. */
  readonly folder: string;
  readonly root: string;
  readonly file: string;
  readonly line: number;
}

export type RunnableRow = TestRow & { readonly command: string };

export const isRunnable = (row: TestRow): row is RunnableRow => row.command !== undefined;

/** The tests of an impact in the order of its report: those of the services that it reaches, then contract tests. Pure. */
export function testRows(reply: ImpactReply | null): readonly TestRow[] {
  if (reply?.kind !== 'impact') return [];
  const { root, report } = reply;
  const rows = [...report.tests.map(test => testRow(root, test)), ...report.contractTests.map(test => contractTestRow(root, test))];
  return [...new Map(rows.map(row => [row.id, row])).values()];
}

export const testRow = (root: string, { service = '', command, folder = '', element, file, line }: ReportedTest): TestRow => ({
  id: `test ${service} ${command ?? element} ${file}:${line}`,
  label: [service, command ?? `exercises ${element}`].filter(Boolean).join(': '),
  note: file,
  ...(command !== undefined && { command }),
  folder,
  root,
  file,
  line,
});

export const contractTestRow = (
  root: string,
  { tool, command, folder, consumer, provider, file, line }: ReportedContractTest,
): TestRow => ({
  id: `contract ${tool} ${file}:${line}`,
  label: consumer !== undefined && provider !== undefined ? `${tool}: ${consumer} → ${provider}` : named(tool, command),
  note: file,
  ...(command !== undefined && { command }),
  folder,
  root,
  file,
  line,
});

const named = (tool: string, command: string | undefined): string =>
  command === undefined ? tool : command.includes(tool) ? command : `${tool}: ${command}`;
