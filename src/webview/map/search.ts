import type { MapGraph, MapIntent } from '../../protocol/panels/map.ts';
import { kindWord, nodeNote } from './words.ts';

export interface Hit {
  readonly key: string;
  readonly title: string;
  readonly note: string;
  readonly intents: readonly MapIntent[];
}

const MOST = 8;

function score(text: string, query: string): number {
  const at = text.toLowerCase().indexOf(query);
  if (at < 0) return 0;
  if (at === 0) return text.length === query.length ? 4 : 3;
  return /[\s/._-]/.test(text[at - 1]!) ? 2 : 1;
}

function nodeHits(graph: MapGraph, query: string): readonly (Hit & { score: number })[] {
  return graph.nodes.flatMap(node => {
    const best = Math.max(score(node.name, query) * 2, score(node.path ?? '', query), score(node.technology ?? '', query) * 0.5);
    const service = node.kind === 'service' ? 0.5 : 0;
    if (best === 0) return [];
    return [{ key: node.id, title: node.name, note: nodeNote(node), intents: [{ kind: 'focus', node: node.id }], score: best + service }];
  });
}

function operationHits(graph: MapGraph, query: string): readonly (Hit & { score: number })[] {
  const names = new Map(graph.nodes.map(node => [node.id, node.name]));
  return graph.edges.flatMap(edge => {
    const operation = edge.operations?.find(text => score(text, query) > 0);
    if (operation === undefined) return [];
    const note = `${names.get(edge.from) ?? edge.from} → ${names.get(edge.to) ?? edge.to} · ${kindWord(edge.kind)}`;
    const intents: MapIntent[] = [
      { kind: 'focus', node: edge.from },
      { kind: 'select-edge', edge: edge.id },
    ];
    return [{ key: edge.id, title: operation, note, intents, score: score(operation, query) }];
  });
}

/** Names first, then paths and operations; the nearest match on top, equal ones by name. */
export function found(graph: MapGraph, text: string): readonly Hit[] {
  const query = text.trim().toLowerCase();
  if (query === '') return [];
  const hits = [...nodeHits(graph, query), ...operationHits(graph, query)];
  hits.sort((a, b) => b.score - a.score || a.title.localeCompare(b.title) || (a.key < b.key ? -1 : 1));
  return hits.slice(0, MOST);
}
