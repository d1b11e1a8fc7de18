import type { RootGraph, ServerState } from '../protocol/lsp.ts';
import type { MapCondition } from '../protocol/panels/map-page.ts';
import type { BackendState } from './backend-state.ts';

/** A map that is there stays readable while the server comes back or reads on; only who has none yet is told to wait. */
export function condition(backend: BackendState, server: ServerState | null, roots: readonly RootGraph[]): MapCondition {
  if (backend.kind === 'down') return { kind: 'broken', why: backend.why };
  if (roots.some(({ graph }) => graph.nodes.length > 0)) return { kind: 'ready' };
  if (server?.indexing) return { kind: 'reading', ...server.indexing };
  // Services that are counted but not here yet are on their way, and what has not been read may still have some.
  const all = backend.kind === 'running' && server !== null && (server.complete || server.stopped) && server.services === 0;
  return all ? { kind: 'ready' } : { kind: 'starting' };
}

/** What the `when` clauses of views and commands ask. */
export type ViewState = 'no-folder' | 'starting' | 'reading' | 'stopped' | 'empty' | 'ready' | 'broken';

export function viewState(now: MapCondition, server: ServerState | null, roots: readonly RootGraph[]): ViewState {
  if (now.kind !== 'ready') return now.kind;
  if (roots.some(({ graph }) => graph.nodes.length > 0)) return 'ready';
  return server?.stopped ? 'stopped' : 'empty';
}
