import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CodeLens } from 'vscode-languageserver/node';
import { lineStarts, position } from '../../core/model/lines.ts';
import { SCENARIO_PATH, writtenScenarios } from '../../core/verify/written-scenarios.ts';
import { editorCommands, questions, type ScenariosAnswer } from '../../protocol/lsp.ts';
import type { Feature } from '../feature.ts';
import { rangeOf, type Opened, type Workspace } from '../workspace.ts';

/** What can be verified, for the Testing view and for whoever asks. */
export const scenarios: Feature = {
  name: 'scenarios',
  capabilities: {},
  register({ connection, workspace, guarded }) {
    connection.onRequest(
      questions.scenarios.method,
      guarded<unknown, ScenariosAnswer>('scenarios', asked => answer(questions.scenarios.params.parse(asked ?? {}).root, workspace), NONE),
    );
  },
};

const NONE: ScenariosAnswer = { exists: false, scenarios: [] };

/** What is typed and not saved counts. */
async function answer(uri: string | undefined, workspace: Workspace): Promise<ScenariosAnswer> {
  const root = workspace.indexer.all().find(root => (uri === undefined ? root.system !== undefined : workspace.rootUri(root) === uri));
  if (!root) return NONE;
  const text = root.buffers.get(SCENARIO_PATH) ?? (await readFile(join(root.path, SCENARIO_PATH), 'utf8').catch(() => undefined));
  if (text === undefined) return NONE;
  const lines = lineStarts(text);
  return {
    exists: true,
    scenarios: writtenScenarios(text).map(({ name, at, fault }) => ({
      name,
      file: SCENARIO_PATH,
      line: position(lines, at[0]).line,
      ...(fault !== undefined && { fault }),
    })),
  };
}

/** Above each scenario: run it. */
export function scenarioLenses({ open, document, root }: Opened, workspace: Workspace): CodeLens[] {
  if (open.path !== SCENARIO_PATH) return [];
  return writtenScenarios(open.text).map(({ name, at }) => ({
    range: rangeOf(document, [at[0], at[0]]),
    command: { title: 'Verify in sandbox', command: editorCommands.verify, arguments: [{ scenario: name, root: workspace.rootUri(root) }] },
  }));
}
