import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { changedServices } from '../core/impact/changed-services.ts';
import { impact } from '../core/impact/impact.ts';
import { sides } from '../core/impact/side.ts';
import { changedContracts } from '../core/contract/contract-diff.ts';
import type { Environment } from '../core/model/environment.ts';
import type { Graph } from '../core/model/graph.ts';
import { lineStarts, position } from '../core/model/lines.ts';
import { folderOf } from '../core/model/paths.ts';
import type { FilePath } from '../core/model/source.ts';
import { bounded } from '../core/verify/open-slo.ts';
import { scenarioFile, type ScenarioFile } from '../core/verify/scenario-file.ts';
import { SCENARIO_PATH } from '../core/verify/written-scenarios.ts';
import type { VerifyQuestion } from '../sandbox/question.ts';
import { RevisionError } from '../workspace/revision-error.ts';
import { indexWorkspace, type IndexOptions } from '../workspace/engine.ts';
import { versions } from '../workspace/versions.ts';
import { withCluster, type ClusterAsked } from './cluster-of.ts';
import { UsageError } from './usage-error.ts';

export type Overlay = ReadonlyMap<FilePath, string>;

/** The scenario file as it is typed, else as it is saved. */
export async function scenariosIn(root: string, overlay: Overlay): Promise<{ readonly text: string; readonly file: ScenarioFile }> {
  const text = overlay.get(SCENARIO_PATH) ?? (await readFile(join(root, SCENARIO_PATH), 'utf8').catch(() => undefined));
  if (text === undefined) throw new UsageError(`There is no ${SCENARIO_PATH}; write a first one with faultline verify ${root} --init.`);
  const { file, problems } = scenarioFile({ path: SCENARIO_PATH, text });
  const [problem] = problems;
  if (problem) throw new UsageError(`${SCENARIO_PATH}:${position(lineStarts(text), problem.at[0]).line}: ${problem.message}`);
  return { text, file: withBounds(file!, path => overlay.get(path as FilePath) ?? textOf(root, path)) };
}

function textOf(root: string, path: string): string | undefined {
  if (path.startsWith('/') || path.split('/').includes('..')) return undefined;
  try {
    return readFileSync(join(root, path), 'utf8');
  } catch {
    return undefined;
  }
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

export async function knownOf(
  root: string,
  { base, overlay, ...asked }: { readonly base: string | undefined; readonly overlay: Overlay } & ClusterAsked,
  options: IndexOptions,
): Promise<Known> {
  try {
    const { before, after, changed } = await versions(root, { ...(base !== undefined && { base }), overlay }, options);
    const { FORMATS } = await import('../core/contract/formats.ts');
    const today = new Date().toISOString().slice(0, 10);
    const contracts = changedContracts({ before: before.texts, after: after.texts }, [...changed], { formats: FORMATS, today });
    const both = sides({ before, after }, { changed, contracts });
    const { graph } = both.after;
    const changedIds = changedServices(both, await impact(both));
    const told = {
      graph,
      changed: changedIds,
      composeFolder: composeFolder(graph, after.environments),
      proven: async () => (await import('./verify-without-engine.ts')).provenStatically({ both, before, after, changed: changedIds }),
    };
    const deploying = (side: typeof both.after, { environments, texts: { read } }: typeof after) => ({
      view: side.world.view,
      graph: side.graph,
      environments,
      read,
    });
    return withCluster(told, asked, { before: deploying(both.before, before), after: deploying(both.after, after) });
  } catch (error) {
    if (!(error instanceof RevisionError) || base !== undefined)
      throw error instanceof RevisionError ? new UsageError(error.message) : error;
    const { snapshot, files } = await indexWorkspace(root, options);
    const { graph, madeFrom } = snapshot;
    const told = { graph, changed: [], composeFolder: composeFolder(graph, madeFrom?.environments ?? []), proven: async () => [] };
    return madeFrom
      ? withCluster(told, asked, {
          after: { view: madeFrom.world.view, graph, environments: madeFrom.environments, read: files.read },
        })
      : told;
  }
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
