import { join } from 'node:path';
import { contractTests } from '../../core/readers/tests/contract-tests.ts';
import { diskFiles } from '../../workspace/disk-files.ts';
import type { Project } from '../project.ts';
import type { VerifyQuestion } from '../question.ts';
import { chosenTests, type LeftTest } from './chosen-tests.ts';
import { programOf, type RunnableTest } from './run-tool.ts';

interface Running {
  readonly project: Project;
  readonly running: ReadonlyMap<string, unknown>;
  /** Where the workspace lies in the tree. */
  readonly folder: string;
}

/** The contract tests of the workspace that can be run, and in notes those that look at what runs and cannot. Starts nothing. */
export async function workspaceTests(
  { file, graph, scripts = false }: VerifyQuestion,
  { project, running, folder }: Running,
): Promise<{ readonly tests: readonly RunnableTest[]; readonly notes: readonly string[] }> {
  if (file.contracts?.tests === false) return { tests: [], notes: [] };
  const files = diskFiles(join(project.root, folder));
  const [first] = file.journeys[0]?.steps ?? [];
  const { chosen, left } = chosenTests(contractTests({ paths: files.under(''), read: files.read }), {
    graph,
    document: project.document,
    running,
    entry: first?.http?.service,
    read: files.read,
    scripts,
  });
  const found = await Promise.all(chosen.map(async test => ({ test, program: await programOf(test) })));
  return {
    tests: found.flatMap(({ test, program }) => (typeof program === 'string' ? [] : [{ ...test, program: program.at }])),
    notes: notes([
      ...left,
      ...found.flatMap(({ test, program }) => (typeof program === 'string' ? [{ file: test.file, why: program }] : [])),
    ]),
  };
}

const MOST_NAMED = 3;

/** Those of one reason in one sentence. */
const notes = (left: readonly LeftTest[]): readonly string[] =>
  [...Map.groupBy(left, ({ why }) => why)].map(([why, all]) => {
    const files = [...new Set(all.map(({ file }) => file))];
    const more = files.length > MOST_NAMED ? ` and ${files.length - MOST_NAMED} more` : '';
    return `Contract tests not run: ${files.slice(0, MOST_NAMED).join(', ')}${more}: ${why}.`;
  });
