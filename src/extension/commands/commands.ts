import { commands, l10n } from 'vscode';
import type { Disposable } from 'vscode';
import { viewState } from '../condition.ts';
import type { Desk, EditorCommand } from '../desk.ts';
import { tellFailure } from '../failure.ts';
import { noGraph } from '../no-graph.ts';
import { UserError } from '../user-error.ts';
import { analyzeBranch, analyzeChange, analyzeElement, analyzeStaged, openImpactLine, showImpact } from './analyze-impact.ts';
import { explainCheck } from '../detect/explain-check.ts';
import { clearFindingsFilter, filterFindings } from '../detect/filter-findings.ts';
import { fixFinding } from '../detect/fix-finding.ts';
import { ignoreFinding, ignoreFindingInConfiguration } from '../detect/ignore-finding.ts';
import { showEnvironment } from '../detect/show-environment.ts';
import { chooseFolder } from './choose-folder.ts';
import { copyLink } from './copy-link.ts';
import { copyMermaid } from './copy-mermaid.ts';
import { exclude } from './exclude.ts';
import { explainEdge } from './explain-edge.ts';
import { focusService } from './focus-service.ts';
import { openEvidence } from './open-evidence.ts';
import { reindex } from './reindex.ts';
import { revealInMap } from './reveal-in-map.ts';
import { showLog } from './show-log.ts';
import { showMap } from './show-map.ts';
import { showUnresolved } from './show-unresolved.ts';
import { readOn, stopReading } from './stop-reading.ts';
import { openScenarios, showVerify, verify } from '../verify/verify-commands.ts';

const ALL: readonly EditorCommand[] = [
  showMap,
  focusService,
  explainEdge,
  revealInMap,
  copyMermaid,
  copyLink,
  showUnresolved,
  openEvidence,
  analyzeChange,
  analyzeStaged,
  analyzeBranch,
  analyzeElement,
  showImpact,
  openImpactLine,
  chooseFolder,
  reindex,
  stopReading,
  readOn,
  exclude,
  showLog,
  showEnvironment,
  filterFindings,
  clearFindingsFilter,
  fixFinding,
  ignoreFinding,
  ignoreFindingInConfiguration,
  explainCheck,
  verify,
  showVerify,
  openScenarios,
];

/** The one door of all commands: what goes wrong behind it is said in one sentence. */
export function registered(desk: Desk): Disposable[] {
  return ALL.map(command =>
    commands.registerCommand(command.name, (asked: unknown) =>
      run(command, desk, asked).catch((error: unknown) => tellFailure(error, line => desk.log.error(`${command.name}: ${line}`))),
    ),
  );
}

async function run(command: EditorCommand, desk: Desk, asked: unknown): Promise<void> {
  const { condition, server, roots } = desk.graphs;
  const missing = command.needsGraph ? noGraph(l10n.t, viewState(condition, server, roots)) : null;
  if (missing !== null) throw new UserError(missing);
  await command.run(desk, asked);
}
