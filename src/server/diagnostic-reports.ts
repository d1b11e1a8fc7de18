import { DiagnosticSeverity, type Connection, type Diagnostic } from 'vscode-languageserver/node';
import type { Snapshot } from '../core/index/snapshot.ts';
import type { FilePath } from '../core/model/source.ts';
import { pageOfCheck } from './findings/check-pages.ts';
import { findingDiagnostics } from './findings/finding-diagnostics.ts';
import { shownFindings } from './findings/shown-findings.ts';
import { impactDiagnostics } from './impact/impact-diagnostics.ts';
import type { Root } from './indexer.ts';
import type { Workspace } from './workspace.ts';

/** More in one file help nobody. */
const MOST = 50;

/** What is wrong with files, file by file, as the editor has it. */
export function diagnosticsOf({ problems }: Pick<Snapshot, 'problems'>): ReadonlyMap<FilePath, readonly Diagnostic[]> {
  const byFile = Map.groupBy(problems, ({ file }) => file);
  return new Map(
    [...byFile].map(([file, own]) => [
      file,
      own.slice(0, MOST).map(({ line, column, message }) => ({
        range: {
          start: { line: line - 1, character: column - 1 },
          // To the end of the line, wherever that is.
          end: { line: line - 1, character: 10_000 },
        },
        severity: DiagnosticSeverity.Warning,
        source: 'faultline',
        message,
      })),
    ]),
  );
}

/** Tells the editor of each file whose problems are others than before. */
export class DiagnosticReports {
  private readonly connection: Connection;
  private readonly workspace: Workspace;
  private told = new Map<string, string>();

  constructor(connection: Connection, workspace: Workspace) {
    this.connection = connection;
    this.workspace = workspace;
  }

  report(): void {
    const now = new Map<string, readonly Diagnostic[]>();
    if (this.workspace.settings.diagnostics.enabled) for (const root of this.workspace.indexer.all()) this.gather(root, now);
    const told = new Map([...now].map(([uri, own]) => [uri, JSON.stringify(own)]));
    for (const uri of this.told.keys()) if (!told.has(uri)) this.send(uri, []);
    for (const [uri, own] of now) if (this.told.get(uri) !== told.get(uri)) this.send(uri, own);
    this.told = told;
  }

  private gather(root: Root, now: Map<string, readonly Diagnostic[]>): void {
    const uriOf = (file: FilePath): string => this.workspace.uriOf(root, file);
    const add = (file: FilePath, own: readonly Diagnostic[]): void => void now.set(uriOf(file), [...(now.get(uriOf(file)) ?? []), ...own]);
    if (root.system) for (const [file, own] of diagnosticsOf(root.system.snapshot)) add(file, own);
    const shown = shownFindings(root.findings.all, this.workspace.settings.detect);
    for (const [file, own] of findingDiagnostics(shown, { uriOf, pageOf: pageOfCheck })) add(file, own);
    for (const [file, marks] of this.workspace.standing.get(root.path)?.marks ?? []) add(file, impactDiagnostics(marks, uriOf));
  }

  private send(uri: string, diagnostics: readonly Diagnostic[]): void {
    this.connection.sendDiagnostics({ uri, diagnostics: [...diagnostics] }).catch(() => undefined);
  }
}
