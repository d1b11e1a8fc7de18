import { DiagnosticSeverity, type Connection, type Diagnostic } from 'vscode-languageserver/node';
import { lineStarts, position } from '../core/model/lines.ts';
import { SCENARIO_PATH } from '../core/verify/written-scenarios.ts';

/** Tells what is wrong with a scenario file while it is open. */
export class ScenarioReports {
  private readonly connection: Connection;
  private readonly versions = new Map<string, number>();

  constructor(connection: Connection) {
    this.connection = connection;
  }

  async changed(uri: string, text: string): Promise<void> {
    const version = (this.versions.get(uri) ?? 0) + 1;
    this.versions.set(uri, version);
    const diagnostics = await scenarioDiagnostics(text);
    if (this.versions.get(uri) === version) await this.connection.sendDiagnostics({ uri, diagnostics }).catch(() => undefined);
  }

  async closed(uri: string): Promise<void> {
    if (!this.versions.delete(uri)) return;
    await this.connection.sendDiagnostics({ uri, diagnostics: [] }).catch(() => undefined);
  }
}

/** What is wrong with the file, where it stands. Its schema is loaded when a file is there. */
export async function scenarioDiagnostics(text: string): Promise<Diagnostic[]> {
  const { scenarioFile } = await import('../core/verify/scenario-file.ts');
  const lines = lineStarts(text);
  const at = (offset: number): Diagnostic['range']['start'] => {
    const { line, column } = position(lines, offset);
    return { line: line - 1, character: column - 1 };
  };
  return scenarioFile({ path: SCENARIO_PATH, text }).problems.map(({ at: [start, end], message }) => ({
    range: { start: at(start), end: at(Math.max(start, end)) },
    severity: DiagnosticSeverity.Error,
    source: 'faultline',
    message,
  }));
}
