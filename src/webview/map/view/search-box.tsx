import { useState } from 'preact/hooks';
import type { MapIntent, MapState } from '../../../protocol/panels/map.ts';
import { found } from '../search.ts';
import type { Hit } from '../search.ts';

interface Props {
  readonly state: MapState;
  readonly send: (intent: MapIntent) => void;
  readonly hint: string;
}

interface OptionsProps {
  readonly hits: readonly Hit[];
  readonly at: number;
  readonly query: string;
  readonly choose: (hit: Hit) => void;
}

function Options({ hits, at, query, choose }: OptionsProps) {
  if (query !== '' && hits.length === 0) {
    return (
      <li class="dim" role="option" aria-disabled="true" aria-selected={false}>
        Nothing is called “{query}”.
      </li>
    );
  }
  return (
    <>
      {hits.map((hit, i) => (
        <li
          key={hit.key}
          id={`fl-hit-${i}`}
          role="option"
          aria-selected={i === at}
          onPointerDown={event => {
            event.preventDefault();
            choose(hit);
          }}
        >
          <span>{hit.title}</span> <span class="dim">{hit.note}</span>
        </li>
      ))}
    </>
  );
}

/** Find as you type: the arrow keys choose, Enter goes there, Escape clears. */
export function SearchBox({ state, send, hint }: Props) {
  const [at, setAt] = useState(0);
  const hits = found(state.graph, state.query);
  const open = state.query.trim() !== '';
  const choose = (hit: Hit | undefined) => hit && [...hit.intents, { kind: 'search', query: '' } as const].forEach(send);
  const keys = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setAt(Math.min(at + 1, hits.length - 1));
    else if (event.key === 'ArrowUp') setAt(Math.max(at - 1, 0));
    else if (event.key === 'Enter') choose(hits[at]);
    else if (event.key === 'Escape') send({ kind: 'search', query: '' });
    else return;
    event.preventDefault();
  };
  const type = (query: string) => {
    setAt(0);
    send({ kind: 'search', query });
  };
  return (
    <div class="search">
      <input
        type="text"
        role="combobox"
        aria-label="Find a service or an operation"
        aria-expanded={open}
        aria-controls="fl-hits"
        aria-autocomplete="list"
        aria-activedescendant={open && hits.length > 0 ? `fl-hit-${at}` : undefined}
        placeholder={hint}
        autocomplete="off"
        spellcheck={false}
        value={state.query}
        onInput={event => type(event.currentTarget.value)}
        onKeyDown={keys}
      />
      <ul id="fl-hits" role="listbox" aria-label="Found" hidden={!open}>
        <Options hits={hits} at={at} query={state.query.trim()} choose={choose} />
      </ul>
    </div>
  );
}
