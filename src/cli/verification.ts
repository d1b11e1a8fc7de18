import { changedServices } from '../core/impact/changed-services.ts';
import { impact } from '../core/impact/impact.ts';
import type { Side, SideInput } from '../core/impact/side.ts';
import type { Environment } from '../core/model/environment.ts';
import type { Graph } from '../core/model/graph.ts';
import { lineStarts, position } from '../core/model/lines.ts';
import { folderOf } from '../core/model/paths.ts';
import type { FilePath } from '../core/model/source.ts';
import { bounded } from '../core/verify/open-slo.ts';
import { scenarioFile, type ScenarioFile } from '../core/verify/scenario-file.ts';
import { SCENARIO_PATH } from '../core/verify/written-scenarios.ts';
import type { VerifyQuestion } from '../sandbox/question.ts';
import type { Deploying } from '../workspace/cluster-environments.ts';
import { diskFiles } from '../workspace/disk-files.ts';
import { indexWorkspace, type IndexOptions } from '../workspace/engine.ts';
import { overlaid } from '../workspace/overlay.ts';
import { RevisionError } from '../workspace/revision-error.ts';
import { versions, type WorkspaceVersions } from '../workspace/versions.ts';
import { withCluster, type ClusterAsked } from './cluster-of.ts';
import { comparedSides, twoVersions } from './compared.ts';
import { UsageError } from './usage-error.ts';

export type Overlay = ReadonlyMap<FilePath, string>;

/** The scenario file as it is typed, else as it is saved. */
export function scenariosIn(root: string, overlay: Overlay): { readonly text: string; readonly file: ScenarioFile } {
  const { read } = overlaid(diskFiles(root), overlay);
  const text = read(SCENARIO_PATH);
  if (text === undefined) throw new UsageError(`There is no ${SCENARIO_PATH}; write a first one with faultline verify ${root} --init.`);
  const { file, problems } = scenarioFile({ path: SCENARIO_PATH, text });
  const [problem] = problems;
  if (problem) throw new UsageError(`${SCENARIO_PATH}:${position(lineStarts(text), problem.at[0]).line}: ${problem.message}`);
  return { text, file: withBounds(file!, path => read(path as FilePath)) };
}

/** Objectives that name an SLO get its bound. */
function withBounds(file: ScenarioFile, read: (path: string) => string | undefined): ScenarioFile {
  const all = (objectives: ScenarioFile['scenarios'][number]['expect']): ScenarioFile['scenarios'][number]['expect'] =>
    objectives.map(objective => {
      const found = bounded(objective, read);
      if (typeof found === 'string') throw new UsageError(`${SCENARIO_PATH}: ${found}`);
      return found;
    });
  return {
    ...file,
    ...(file.steadyState && { steadyState: all(file.steadyState) }),
    scenarios: file.scenarios.map(scenario => ({ ...scenario, expect: all(scenario.expect) })),
  };
}

/** What the graph says of the change. Where there is nothing to compare with, nothing has changed. */
export type Known = Pick<VerifyQuestion, 'graph' | 'changed' | 'composeFolder' | 'cluster'> & {
  /** What can be said without running anything. */
  readonly proven: () => Promise<readonly string[]>;
};

type Asked = { readonly base: string | undefined; readonly overlay: Overlay } & ClusterAsked;

export async function knownOf(root: string, { base, overlay, ...asked }: Asked, options: IndexOptions): Promise<Known> {
  const found = base === undefined ? await versionsIfAny(root, overlay, options) : await twoVersions(root, { base, overlay }, options);
  return found ? knownOfTwo(found, asked) : knownOfOne(root, asked, options);
}

/** Undefined where there is nothing to compare with. */
async function versionsIfAny(root: string, overlay: Overlay, options: IndexOptions): Promise<WorkspaceVersions | undefined> {
  try {
    return await versions(root, { overlay }, options);
  } catch (error) {
    if (error instanceof RevisionError) return undefined;
    throw error;
  }
}

async function knownOfTwo(found: WorkspaceVersions, asked: ClusterAsked): Promise<Known> {
  const { before, after } = found;
  const both = await comparedSides(found);
  const { graph } = both.after;
  const changed = changedServices(both, await impact(both));
  const told = {
    graph,
    changed,
    composeFolder: composeFolder(graph, after.environments),
    proven: async () => (await import('./verify-without-engine.ts')).provenStatically({ both, before, after, changed }),
  };
  return withCluster(told, asked, { before: deploying(both.before, before), after: deploying(both.after, after) });
}

const deploying = ({ world, graph }: Side, { environments, texts: { read } }: SideInput): Deploying => ({
  view: world.view,
  graph,
  environments,
  read,
});

async function knownOfOne(root: string, asked: ClusterAsked, options: IndexOptions): Promise<Known> {
  const { snapshot, files } = await indexWorkspace(root, options);
  const { graph, madeFrom } = snapshot;
  const told = { graph, changed: [], composeFolder: composeFolder(graph, madeFrom?.environments ?? []), proven: async () => [] };
  if (!madeFrom) return told;
  const { world, environments } = madeFrom;
  return withCluster(told, asked, { after: { view: world.view, graph, environments, read: files.read } });
}

/** Where the compose project lies that runs most services; the highest of several. */
function composeFolder({ nodes }: Graph, environments: readonly Environment[]): string {
  const runs = (name: string): number => nodes.filter(({ running }) => running?.some(({ environment }) => environment === name)).length;
  const projects = environments.flatMap(({ name, platform, objects }) => {
    const [first] = objects;
    return platform === 'compose' && first ? [{ folder: folderOf(first.file), count: runs(name) }] : [];
  });
  const [best] = projects.toSorted((a, b) => depth(a.folder) - depth(b.folder) || b.count - a.count);
  return best?.folder ?? '';
}

const depth = (folder: string): number => (folder === '' ? 0 : folder.split('/').length);
