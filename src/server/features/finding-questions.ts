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
      guarded<unknown, FindingsAnswer>(
        'findings',
        asked => ({
          roots: rootsFor(workspace, questions.findings.params.parse(asked ?? {}).root).map(root => ({
            ...named(workspace, root),
            checked: root.findings.checked || !workspace.settings.detect.enabled,
            findings: reportedFindings(shownFindings(root.findings.all, workspace.settings.detect), root.system?.snapshot.graph),
          })),
        }),
        { roots: [] },
      ),
    );
    connection.onRequest(
      questions.marks.method,
      guarded<unknown, MarksAnswer>(
        'marks',
        asked => ({
          roots: rootsFor(workspace, questions.marks.params.parse(asked ?? {}).root).map(root => ({
            uri: workspace.rootUri(root),
            marks: mapMarks(shownFindings(root.findings.all, workspace.settings.detect), root.findings.resilience),
          })),
        }),
        { roots: [] },
      ),
    );
    connection.onRequest(
      questions.environment.method,
      guarded<unknown, EnvironmentAnswer>(
        'environment',
        async asked => {
          const { root, service } = questions.environment.params.parse(asked ?? {});
          const answers = rootsFor(workspace, root).map(async one => ({
            ...named(workspace, one),
            ...(await workspace.indexer.variables(one.path, service)),
          }));
          return { roots: await Promise.all(answers) };
        },
        { roots: [] },
      ),
    );
  },
};

const named = (workspace: Workspace, root: Root) => ({
  uri: workspace.rootUri(root),
  name: root.path.slice(root.path.lastIndexOf('/') + 1),
});
