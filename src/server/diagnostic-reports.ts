import { DiagnosticSeverity, type Connection, type Diagnostic } from 'vscode-languageserver/node';
import type { Snapshot } from '../core/index/snapshot.ts';
import type { FilePath } from '../core/model/source.ts';
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
    if (this.workspace.settings.diagnostics.enabled) {
      for (const root of this.workspace.indexer.all())
        if (root.system) for (const [file, own] of diagnosticsOf(root.system.snapshot)) now.set(this.workspace.uriOf(root, file), own);
    }
    const told = new Map([...now].map(([uri, own]) => [uri, JSON.stringify(own)]));
    for (const uri of this.told.keys()) if (!told.has(uri)) this.send(uri, []);
    for (const [uri, own] of now) if (this.told.get(uri) !== told.get(uri)) this.send(uri, own);
    this.told = told;
  }

  private send(uri: string, diagnostics: readonly Diagnostic[]): void {
    this.connection.sendDiagnostics({ uri, diagnostics: [...diagnostics] }).catch(() => undefined);
  }
}
