import { questions, type MarksAnswer } from '../../protocol/lsp.ts';
import type { EnvironmentAnswer, FindingsAnswer } from '../../protocol/findings.ts';
import type { Feature } from '../feature.ts';
import { reportedFindings } from '../findings/reported-findings.ts';
import { shownFindings } from '../findings/shown-findings.ts';
import { mapMarks } from '../map-marks.ts';
import type { Root } from '../indexer.ts';
import type { Workspace } from '../workspace.ts';
import { rootsFor } from './roots-for.ts';

/** What the checks say, and what every service reads and gets, for the views of them. */
export const findingQuestions: Feature = {
  name: 'findings',
  capabilities: {},
  register({ connection, workspace, guarded }) {
    connection.onRequest(
      questions.findings.method,
      guarded<unknown, FindingsAnswer>('findings', asked => told(workspace, asked), NONE),
    );
    connection.onRequest(
      questions.marks.method,
      guarded<unknown, MarksAnswer>('marks', asked => marksOf(workspace, asked), NONE),
    );
    connection.onRequest(
      questions.environment.method,
      guarded<unknown, EnvironmentAnswer>('environment', asked => variables(workspace, asked), NONE),
    );
  },
};

const NONE = { roots: [] };

const shownIn = (workspace: Workspace, root: Root) => shownFindings(root.findings.all, workspace.settings.detect);

function told(workspace: Workspace, asked: unknown): FindingsAnswer {
  const { root } = questions.findings.params.parse(asked ?? {});
  return {
    roots: rootsFor(workspace, root).map(one => ({
      ...named(workspace, one),
      checked: one.findings.checked || !workspace.settings.detect.enabled,
      findings: reportedFindings(shownIn(workspace, one), one.system?.snapshot.graph),
    })),
  };
}

function marksOf(workspace: Workspace, asked: unknown): MarksAnswer {
  const { root } = questions.marks.params.parse(asked ?? {});
  const marks = (one: Root) => mapMarks(shownIn(workspace, one), one.findings.resilience);
  return { roots: rootsFor(workspace, root).map(one => ({ uri: workspace.rootUri(one), marks: marks(one) })) };
}

async function variables(workspace: Workspace, asked: unknown): Promise<EnvironmentAnswer> {
  const { root, service } = questions.environment.params.parse(asked ?? {});
  const answers = rootsFor(workspace, root).map(async one => ({
    ...named(workspace, one),
    ...(await workspace.indexer.variables(one.path, service)),
  }));
  return { roots: await Promise.all(answers) };
}

const named = (workspace: Workspace, root: Root) => ({
  uri: workspace.rootUri(root),
  name: root.path.slice(root.path.lastIndexOf('/') + 1),
});
