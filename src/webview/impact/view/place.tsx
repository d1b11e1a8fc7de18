import type { ReportedPlace } from '../../../protocol/impact.ts';
import type { ImpactIntent } from '../../../protocol/panels/impact.ts';
import { placeWords } from '../words.ts';

export type Send = (intent: ImpactIntent) => void;

/** A line that proves something, as a way there; of the version before there is only the text. */
export function Place({ place, send, line }: { readonly place: ReportedPlace; readonly send: Send; readonly line?: number }) {
  const words = placeWords(place);
  if (place.side === 'before' && line === undefined)
    return (
      <span class="dim" title={`${place.file}, as it was`}>
        {words} as it was
      </span>
    );
  return (
    <button
      type="button"
      class="link"
      title={`${place.file}:${place.line}`}
      aria-label={`${words}, ${place.file}`}
      onClick={() => send({ kind: 'open-source', file: place.file, line: line ?? place.line })}
    >
      {words}
    </button>
  );
}

const FEW = 4;

/** The most telling first; the others open on demand. */
export function Places({ places, send }: { readonly places: readonly ReportedPlace[]; readonly send: Send }) {
  const rest = places.slice(FEW);
  return (
    <span class="places">
      {places.slice(0, FEW).map(place => (
        <Place key={`${place.side} ${place.file}:${place.line}`} place={place} send={send} />
      ))}
      {rest.length > 0 && (
        <details>
          <summary>{rest.length} more</summary>
          {rest.map(place => (
            <Place key={`${place.side} ${place.file}:${place.line}`} place={place} send={send} />
          ))}
        </details>
      )}
    </span>
  );
}
