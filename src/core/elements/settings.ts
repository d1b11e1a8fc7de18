import type { Graph, GraphNode, Running, Setting } from '../model/graph.ts';
import { remembered } from '../model/remembered.ts';
import type { FilePath, Span } from '../model/source.ts';
import { overlaps } from './places.ts';

/** A setting of a node in one environment. */
export interface SettingOf {
  readonly node: GraphNode;
  readonly environment: string;
  readonly setting: Setting;
}

/** What a variable is for a node, environment by environment. */
export const valuesOf = (node: GraphNode, name: string): SettingOf[] =>
  (node.running ?? []).flatMap(({ environment, variables }) =>
    variables.filter(setting => setting.name === name).map(setting => ({ node, environment, setting })),
  );

interface Decided extends SettingOf {
  readonly span: Span;
}

const decidedByFile = remembered(byFile);

/** Settings that a place has a say in: a line of `.env`, a value of a chart, an entry of a ConfigMap. */
export function settingsDecidedAt(graph: Graph, file: FilePath, span: Span): SettingOf[] {
  return (decidedByFile(graph).get(file) ?? []).filter(place => overlaps(place.span, span));
}

function byFile(graph: Graph): ReadonlyMap<FilePath, readonly Decided[]> {
  const places = new Map<FilePath, Decided[]>();
  const add = (decided: SettingOf): void => {
    for (const { file, span } of decided.setting.evidence) {
      const list = places.get(file);
      if (list) list.push({ ...decided, span });
      else places.set(file, [{ ...decided, span }]);
    }
  };
  for (const node of graph.nodes)
    for (const running of node.running ?? [])
      for (const setting of settingsIn(running)) add({ node, environment: running.environment, setting });
  return places;
}

const settingsIn = ({ variables, resources }: Running): readonly Setting[] => [...variables, ...resources];
