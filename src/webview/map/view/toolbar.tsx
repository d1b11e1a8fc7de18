import type { MapGraph, MapGroup, MapIntent, MapState, MapView } from '../../../protocol/panels/map.ts';
import { mapGroupOrder } from '../group-order.ts';
import { groupOf, groupWords } from '../words.ts';
import { SearchBox } from './search-box.tsx';

interface Props {
  readonly state: MapState;
  readonly send: (intent: MapIntent) => void;
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

function Environment({ state, send, all }: Props & { all: string }) {
  if (state.graph.environments.length === 0) return null;
  return (
    <label class="environment">
      <span>Environment</span>
      <select
        value={state.environment ?? ''}
        onChange={event => send({ kind: 'choose-environment', environment: event.currentTarget.value || null })}
      >
        <option value="">{all}</option>
        {state.graph.environments.map(environment => (
          <option key={environment} value={environment}>
            {environment}
          </option>
        ))}
      </select>
    </label>
  );
}

function Views({ state, send }: Props) {
  return (
    <div class="views" role="group" aria-label="View">
      {VIEWS.map(([view, word, title]) => (
        <button key={view} type="button" title={title} aria-pressed={state.view === view} onClick={() => send({ kind: 'show', view })}>
          {word}
        </button>
      ))}
    </div>
  );
}

export function Toolbar(props: Props) {
  return (
    <div class="toolbar" role="group" aria-label="Map controls">
      <Views {...props} />
      <SearchBox state={props.state} send={props.send} hint="Find a service or an operation" />
      <Groups {...props} />
      <Environment {...props} all="all" />
    </div>
  );
}

/** Above the lines of the narrow map stands only what one needs at once. */
export function NarrowToolbar(props: Props) {
  return (
    <div class="toolbar" role="group" aria-label="Map controls">
      <SearchBox state={props.state} send={props.send} hint="Find" />
      <Environment {...props} all="all environments" />
    </div>
  );
}

function Action({ words, intent, send }: { words: string; intent: MapIntent; send: Props['send'] }) {
  return (
    <button type="button" class="link" onClick={() => send(intent)}>
      {words}
    </button>
  );
}

/** Below them, the rest. */
export function NarrowFoot(props: Props) {
  const { state, send } = props;
  return (
    <footer class="foot">
      <div class="actions">
        {state.source.kind === 'open' && (
          <>
            <Action words="Analyze impact" intent={{ kind: 'analyze-impact' }} send={send} />
            <Action words="Verify" intent={{ kind: 'verify' }} send={send} />
            <Action words="Open wide" intent={{ kind: 'open-wide' }} send={send} />
          </>
        )}
        <Action words="Copy as Mermaid" intent={{ kind: 'copy-mermaid' }} send={send} />
        <Action words="Copy link" intent={{ kind: 'copy-link' }} send={send} />
      </div>
      <details class="filters" open={state.view !== 'focus'}>
        <summary>View and filters</summary>
        <Views {...props} />
        <Groups {...props} />
      </details>
    </footer>
  );
}

export function Export({ send, onSave }: { send: Props['send']; onSave: (() => void) | null }) {
  return (
    <div class="export">
      <button type="button" class="second" onClick={() => send({ kind: 'copy-mermaid' })}>
        Copy as Mermaid
      </button>
      <button type="button" class="second" onClick={() => send({ kind: 'copy-link' })}>
        Copy link
      </button>
      {onSave && (
        <button type="button" class="second" onClick={onSave}>
          Download SVG
        </button>
      )}
    </div>
  );
}
