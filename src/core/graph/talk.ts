import type { EdgeKind, GraphEdge } from '../model/graph.ts';

/** What is true of files and of starting, and no talk of running things. */
const OF_FILES: ReadonlySet<EdgeKind> = new Set(['depends-on', 'implements', 'consumes', 'imports', 'builds-from']);

/** Running things talk over the edge: calls, events, stores. */
export const isTalk = ({ kind }: Pick<GraphEdge, 'kind'>): boolean => !OF_FILES.has(kind);
