import { setTimeout } from 'node:timers/promises';
import { focusAt } from '../../core/elements/element-at.ts';
import { ownerOf } from '../../core/elements/owner.ts';
import { isTalk } from '../../core/graph/talk.ts';
import { mermaid } from '../../core/graph/mermaid.ts';
import { graphDocument } from '../../core/index/graph-document.ts';
import type { MapGraph } from '../../protocol/panels/map.ts';
import { questions, type FocusAnswer, type ParamsOf, type Question, type RootGraph } from '../../protocol/lsp.ts';
import type { Door, Feature } from '../feature.ts';
import type { Root } from '../indexer.ts';
import { mapGraph } from '../map-graph.ts';
import type { Workspace } from '../workspace.ts';
import { explanation } from './explanations.ts';
import { linksOf } from './hover.ts';
import { rootsFor } from './roots-for.ts';

/** What the extension asks beyond the protocol of editors. */
export const editorQuestions: Feature = {
  name: 'questions',
  capabilities: {},
  register(door) {
    const { workspace } = door;
    answer(door, questions.graph, { roots: [] }, async ({ root }) => ({
      roots: await Promise.all(rootsFor(workspace, root).map(one => rootGraph(workspace, one))),
    }));
    answer(door, questions.focus, null, params => focus(workspace, params));
    answer(door, questions.explain, null, async ({ id, root }) => {
      for (const one of await known(rootsFor(workspace, root))) {
        const found =
          one.system &&
          explanation(id, { root: workspace.rootUri(one), system: one.system, map: await mapOf(one), link: linksOf(workspace, one) });
        if (found) return found;
      }
      return null;
    });
    answer(door, questions.unresolved, { roots: [] }, async ({ root }) => ({
      roots: (await Promise.all((await known(rootsFor(workspace, root))).map(one => rootGraph(workspace, one)))).map(
        ({ uri, name, graph }) => ({
          uri,
          name,
          unresolved: graph.unresolved,
        }),
      ),
    }));
    answer(door, questions.reindex, null, async ({ root }) => {
      await Promise.all(rootsFor(workspace, root).map(({ path }) => workspace.indexer.reindex(path)));
      return null;
    });
    answer(door, questions.stop, null, () => {
      workspace.indexer.stop();
      return null;
    });
    answer(door, questions.resume, null, () => {
      workspace.indexer.resume();
      return null;
    });
    answer(door, questions.mermaid, { text: '' }, async ({ root, node, environment }) => ({
      text: (await known(rootsFor(workspace, root)))
        .flatMap(({ system }) => (system ? [mermaid(graphDocument(system.snapshot, environment), node)] : []))
        .slice(0, 1)
        .join(''),
    }));
  },
};

/** Nobody waits longer for a first graph; what is not known then is not said. */
const PATIENCE = 10_000;

/** Whoever asks once, while everything starts, is answered when there is something to say. */
async function known(roots: readonly Root[]): Promise<readonly Root[]> {
  await Promise.race([Promise.all(roots.map(root => root.known)), setTimeout(PATIENCE, undefined, { ref: false })]);
  return roots;
}

/** Params come from outside, so they are parsed before they are believed; what does not fit is an empty answer and a line in the log. */
function answer<P, R>(
  { connection, guarded }: Door,
  { method, params }: Question<P, R>,
  otherwise: R,
  handler: (params: P) => R | Promise<R>,
): void {
  connection.onRequest(
    method,
    guarded<unknown, unknown>(method, asked => handler(params.parse(asked ?? {})), otherwise),
  );
}

const EMPTY: MapGraph = { root: '', environments: [], nodes: [], edges: [], unresolved: [], problems: [] };
const maps = new WeakMap<object, Promise<MapGraph>>();

/** The map of a graph is made once, whoever asks for it. */
function mapOf({ system, path }: Root): Promise<MapGraph> {
  if (!system) return Promise.resolve(EMPTY);
  const known = maps.get(system) ?? mapGraph(graphDocument(system.snapshot), path);
  maps.set(system, known);
  return known;
}

async function rootGraph(workspace: Workspace, root: Root): Promise<RootGraph> {
  const graph = await mapOf(root);
  const name = root.path.slice(root.path.lastIndexOf('/') + 1);
  return { uri: workspace.rootUri(root), name, graph: graph === EMPTY ? { ...EMPTY, root: name } : graph };
}

async function focus(workspace: Workspace, { uri, position }: ParamsOf<typeof questions.focus>): Promise<FocusAnswer | null> {
  const asked = await workspace.cursor(uri, position ?? { line: 0, character: 0 });
  if (asked) {
    const found = focusAt(asked.cursor);
    const edge = found?.element?.edges.find(isTalk) ?? found?.element?.edges[0];
    return { root: workspace.rootUri(asked.root), node: found?.node.id ?? null, ...(edge && { edge: edge.id }) };
  }
  const located = workspace.locate(uri);
  if (!located?.root.system) return null;
  return { root: workspace.rootUri(located.root), node: ownerOf(located.root.system, located.path)?.id ?? null };
}
