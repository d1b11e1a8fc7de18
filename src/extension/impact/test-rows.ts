import type { ImpactReply } from '../../protocol/impact.ts';

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

/** The tests of an impact in the order of its report: those of the services that it reaches, then contract tests. Pure. */
export function testRows(reply: ImpactReply | null): readonly TestRow[] {
  if (reply?.kind !== 'impact') return [];
  const { root, report } = reply;
  const own = report.tests.map(({ service = '', command, folder = '', element, file, line }): TestRow => ({
    id: `test ${service} ${command ?? element} ${file}:${line}`,
    label: [service, command ?? `exercises ${element}`].filter(Boolean).join(': '),
    note: file,
    ...(command !== undefined && { command }),
    folder,
    root,
    file,
    line,
  }));
  const contracts = report.contractTests.map(({ tool, command, folder, consumer, provider, file, line }): TestRow => ({
    id: `contract ${tool} ${file}:${line}`,
    label: [tool, consumer !== undefined && provider !== undefined ? `${consumer} → ${provider}` : command].filter(Boolean).join(': '),
    note: file,
    ...(command !== undefined && { command }),
    folder,
    root,
    file,
    line,
  }));
  return [...new Map([...own, ...contracts].map(row => [row.id, row])).values()];
}
