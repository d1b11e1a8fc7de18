import type { MapIntent, MapState, MapView } from '../../protocol/panels/map.ts';
import { defaultFocus, visible } from './visible.ts';

function toggled<T>(list: readonly T[], item: T): readonly T[] {
  return list.includes(item) ? list.filter(other => other !== item) : [...list, item];
}

/** Pure and total: an intent about something that is not there leaves the state as it is. */
export function reduce(state: MapState, intent: MapIntent): MapState {
  switch (intent.kind) {
    case 'focus':
      if (!state.graph.nodes.some(node => node.id === intent.node)) return state;
      return { ...state, focus: intent.node, view: 'focus', expanded: [], selection: null, query: '', notice: null };
    case 'show':
      return { ...state, view: intent.view, selection: null, notice: null };
    case 'expand':
      return { ...state, expanded: toggled(state.expanded, intent.box) };
    case 'toggle-branch':
      return { ...state, toggled: toggled(state.toggled, intent.branch) };
    case 'toggle-group':
      return { ...state, groups: toggled(state.groups, intent.group) };
    case 'choose-environment':
      if (intent.environment !== null && !state.graph.environments.includes(intent.environment)) return state;
      return { ...state, environment: intent.environment };
    case 'search':
      return { ...state, query: intent.query };
    case 'select-edge':
      if (!state.graph.edges.some(edge => edge.id === intent.edge)) return state;
      return { ...state, selection: { kind: 'edge', edge: intent.edge }, notice: null };
    case 'select-unresolved':
      if (!state.graph.unresolved[intent.index]) return state;
      return { ...state, selection: { kind: 'unresolved', index: intent.index }, notice: null };
    case 'close-proofs':
      return { ...state, selection: null };
    case 'open-source':
    case 'copy-mermaid':
    case 'copy-link':
    case 'open-wide':
    case 'show-findings':
    case 'analyze-impact':
    case 'verify':
    case 'save-svg':
      return state;
  }
}

/** A map without a focus has nothing in the middle; it starts at the best connected service. */
export function started(state: MapState): MapState {
  return state.focus === null ? { ...state, focus: defaultFocus(visible(state)) } : state;
}

/** What a link to this place says. Filters stay out: whoever opens the link has their own. */
export function hashOf({ view, focus, selection }: Pick<MapState, 'view' | 'focus' | 'selection'>): string {
  const parts = view === 'focus' && focus !== null ? [`focus=${encodeURIComponent(focus)}`] : [`view=${view}`];
  if (selection?.kind === 'edge') parts.push(`edge=${encodeURIComponent(selection.edge)}`);
  return `#${parts.join('&')}`;
}

const VIEWS: readonly string[] = ['focus', 'whole', 'tree'] satisfies readonly MapView[];

/** Reads a link back. A link is written by anyone: what it names and the graph does not have is passed over. */
export function atHash(state: MapState, hash: string): MapState {
  const asked = new URLSearchParams(hash.replace(/^#/, ''));
  const view = asked.get('view');
  const focus = asked.get('focus');
  const edge = asked.get('edge');
  let next = state;
  if (view && VIEWS.includes(view)) next = reduce(next, { kind: 'show', view: view as MapView });
  if (focus) next = reduce(next, { kind: 'focus', node: focus });
  const selection = { ...next, selection: null };
  return edge ? reduce(selection, { kind: 'select-edge', edge }) : selection;
}
