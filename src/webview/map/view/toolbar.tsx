import type { MapGraph, MapGroup, MapIntent, MapState, MapView } from '../../../protocol/panels/map.ts';
import { mapGroupOrder } from '../group-order.ts';
import { groupOf, groupWords } from '../words.ts';
import { SearchBox } from './search-box.tsx';

interface Props {
  readonly state: MapState;
  readonly send: (intent: MapIntent) => void;
  readonly narrow: boolean;
}

const VIEWS: readonly (readonly [MapView, string, string])[] = [
  ['focus', 'Focus', 'One node, who breaks with it and what it needs'],
  ['whole', 'Whole', 'Everything at once'],
  ['tree', 'Tree', 'Everything as a list'],
];

function counts(graph: MapGraph): Readonly<Record<MapGroup, number>> {
  const result = { calls: 0, events: 0, stores: 0, start: 0, contracts: 0, code: 0 };
  for (const edge of graph.edges) result[groupOf(edge.kind)]++;
  return result;
}

function Groups({ state, send }: Props) {
  const number = counts(state.graph);
  return (
    <fieldset class="groups">
      <legend>Show</legend>
      {mapGroupOrder
        .filter(group => number[group] > 0)
        .map(group => (
          <label key={group}>
            <input type="checkbox" checked={state.groups.includes(group)} onChange={() => send({ kind: 'toggle-group', group })} />
            {groupWords[group]} <span class="dim">{number[group]}</span>
          </label>
        ))}
    </fieldset>
  );
}

function Environment({ state, send }: Props) {
  if (state.graph.environments.length === 0) return null;
  return (
    <label class="environment">
      <span>Environment</span>
      <select
        value={state.environment ?? ''}
        onChange={event => send({ kind: 'choose-environment', environment: event.currentTarget.value || null })}
      >
        <option value="">all</option>
        {state.graph.environments.map(environment => (
          <option key={environment} value={environment}>
            {environment}
          </option>
        ))}
      </select>
    </label>
  );
}

export function Toolbar(props: Props) {
  const { state, send, narrow } = props;
  const filters = (
    <>
      <Groups {...props} />
      <Environment {...props} />
    </>
  );
  return (
    <div class="toolbar" role="group" aria-label="Map controls">
      <div class="views" role="group" aria-label="View">
        {VIEWS.map(([view, word, title]) => (
          <button key={view} type="button" title={title} aria-pressed={state.view === view} onClick={() => send({ kind: 'show', view })}>
            {word}
          </button>
        ))}
      </div>
      <SearchBox state={state} send={send} />
      {narrow ? (
        <details class="filters">
          <summary>Filters and export</summary>
          {filters}
          <Export send={send} onSave={null} />
        </details>
      ) : (
        filters
      )}
    </div>
  );
}

export function Export({ send, onSave }: { send: Props['send']; onSave: (() => void) | null }) {
  return (
    <div class="export">
      <button type="button" class="second" onClick={() => send({ kind: 'copy-mermaid' })}>
        Copy as Mermaid
      </button>
      {onSave && (
        <button type="button" class="second" onClick={onSave}>
          Download SVG
        </button>
      )}
    </div>
  );
}
