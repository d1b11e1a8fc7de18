import { mapState } from '../../protocol/panels/map.ts';
import type { MapGraph, MapGroup, MapIntent, MapState } from '../../protocol/panels/map.ts';
import type { KeptPlace, MapPlace } from '../../protocol/panels/map-page.ts';
import { atHash, reduce, started } from '../../webview/map/reduce.ts';

/** One folder's map as one page shows it: the graph, and where its reader is. */
export interface MapSession {
  readonly root: string;
  readonly graph: MapGraph;
  readonly place: MapPlace;
  /** A node that somebody wants to see and that the graph does not have: while files are read it may still come. */
  readonly awaited: string | null;
}

const NO_GRAPH: MapGraph = { root: '', environments: [], nodes: [], edges: [], unresolved: [], problems: [] };

function placeOf(state: MapState): MapPlace {
  const { graph: _graph, ...place } = state;
  return place;
}

export const stateOf = ({ graph, place }: MapSession): MapState => ({ ...place, graph });

export function newSession(groups: readonly MapGroup[]): MapSession {
  return { root: '', graph: NO_GRAPH, place: { ...placeOf(mapState(NO_GRAPH)), groups, source: { kind: 'open' } }, awaited: null };
}

export function answered(session: MapSession, intent: MapIntent): MapSession {
  const awaited = intent.kind === 'focus' ? null : session.awaited;
  return { ...session, place: placeOf(reduce(stateOf(session), intent)), awaited };
}

/** A new graph leaves the reader where they are, as far as that place still exists. */
export function regraphed(session: MapSession, root: string, graph: MapGraph): MapSession {
  const { selection, environment } = session.place;
  const wanted = session.awaited ?? session.place.focus;
  const there = graph.nodes.some(node => node.id === wanted);
  const edge = selection?.kind === 'edge' && graph.edges.some(({ id }) => id === selection.edge);
  const place: MapPlace = {
    ...session.place,
    focus: there ? wanted : null,
    expanded: there ? session.place.expanded : [],
    // A place in a list of what is unresolved means another thing once the list is another.
    selection: edge ? selection : null,
    environment: environment !== null && graph.environments.includes(environment) ? environment : null,
  };
  return { root, graph, place: placeOf(started({ ...place, graph })), awaited: there ? null : wanted };
}

/** Where a link points: `focus=service:orders`, `edge=…`, `view=whole`. */
export function visited(session: MapSession, hash: string): MapSession {
  const focus = new URLSearchParams(hash).get('focus');
  const known = session.graph.nodes.some(node => node.id === focus);
  return { ...session, place: placeOf(atHash(stateOf(session), hash)), awaited: known ? null : focus };
}

export function said(session: MapSession, notice: string | null): MapSession {
  return { ...session, place: { ...session.place, notice } };
}

export function restored(session: MapSession, kept: KeptPlace): MapSession {
  const { root, edge, ...place } = kept;
  return {
    root,
    graph: NO_GRAPH,
    place: { ...session.place, ...place, selection: edge === null ? null : { kind: 'edge', edge } },
    awaited: null,
  };
}
