import { bfsFromNode } from 'graphology-traversal';
import type { Graph } from '../model/graph.ts';
import { needs } from './directed.ts';

/** A node and how many calls away it is; 1 is direct. */
export interface Reached {
  readonly id: string;
  readonly hops: number;
}

/** Who fails when a node fails: everyone that needs it, directly or through others, nearest first. */
export const dependents = (graph: Graph, id: string): Reached[] => reach(graph, id, 'inbound');

/** What a node needs to work, directly or through others, nearest first. */
export const dependencies = (graph: Graph, id: string): Reached[] => reach(graph, id, 'outbound');

function reach(graph: Graph, id: string, mode: 'inbound' | 'outbound'): Reached[] {
  const directed = needs(graph);
  if (!directed.hasNode(id)) return [];
  const found: Reached[] = [];
  bfsFromNode(directed, id, (node, _attributes, hops) => void (node !== id && found.push({ id: node, hops })), { mode });
  return found.toSorted((a, b) => a.hops - b.hops || (a.id < b.id ? -1 : 1));
}
