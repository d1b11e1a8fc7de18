import type { Drawing } from '../drawing.ts';
import { styleOrder, styleWords } from '../words.ts';
import type { Style } from '../words.ts';
import { head } from './wire.tsx';

function Line({ style }: { style: Style }) {
  return (
    <li>
      <svg width="30" height="10" aria-hidden="true">
        <g class={`wire ${style}`}>
          <path class="line" d="M0 5H28" />
          <path class="head" d={head({ x: 29, y: 5 }, 1, style)} />
        </g>
      </svg>
      {styleWords[style]}
    </li>
  );
}

/** Only what is drawn is explained. */
export function Legend({ drawing }: { drawing: Drawing }) {
  const drawn = new Set(drawing.wires.map(wire => wire.style));
  const unsure = drawing.wires.some(wire => wire.edge && wire.edge.confidence !== 'certain');
  const lost = drawn.has('unresolved') || drawing.cards.some(card => card.unresolved > 0);
  return (
    <ul class="legend" aria-label="Legend">
      {styleOrder.map(style => drawn.has(style) && <Line key={style} style={style} />)}
      {unsure && (
        <li>
          <svg width="30" height="10" aria-hidden="true">
            <g class="wire other unsure">
              <path class="line" d="M0 5H28" />
            </g>
          </svg>
          thin: likely or possible, not proven
        </li>
      )}
      {lost && (
        <li>
          <svg width="18" height="18" viewBox="-9 -9 18 18" aria-hidden="true">
            <g class="lost">
              <circle r="7" />
            </g>
          </svg>
          unresolved
        </li>
      )}
    </ul>
  );
}
