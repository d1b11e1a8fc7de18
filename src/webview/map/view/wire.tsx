import type { MapIntent } from '../../../protocol/panels/map.ts';
import type { Wire } from '../drawing.ts';

/** gRPC ends in a filled head, HTTP in an open one and data in a dot, so that the three differ without colour. */
export function head({ x, y }: { x: number; y: number }, direction: number, style: Wire['style']): string {
  if (style === 'store') return `M${x} ${y}a3.5 3.5 0 1 1 ${-7 * direction} 0a3.5 3.5 0 1 1 ${7 * direction} 0`;
  return `M${x - 7 * direction} ${y - 4}L${x} ${y}L${x - 7 * direction} ${y + 4}`;
}

function arrow({ start, end, arrow: at, style }: Wire): string | null {
  if (at === 'none') return null;
  const forward = end.x > start.x ? 1 : -1;
  return at === 'end' ? head(end, forward, style) : head(start, -forward, style);
}

interface Props {
  readonly wire: Wire;
  readonly active: string;
  readonly selected: boolean;
  readonly send: (intent: MapIntent) => void;
}

export function WireView({ wire, active, selected, send }: Props) {
  const { edge } = wire;
  const tip = arrow(wire);
  const looks = `wire ${wire.style}${edge && edge.confidence !== 'certain' ? ` unsure ${edge.confidence}` : ''}${selected ? ' selected' : ''}`;
  const lines = (
    <>
      <path class="line" d={wire.path} />
      {tip && <path class="head" d={tip} />}
    </>
  );
  if (!edge) return <g class={looks}>{lines}</g>;
  const spot = `wire ${wire.id}`;
  return (
    <g
      class={looks}
      role="button"
      tabindex={active === spot ? 0 : -1}
      data-spot={spot}
      data-from={wire.ends[0]}
      data-to={wire.ends[1]}
      aria-label={`${wire.spoken}. Show proofs`}
      aria-pressed={selected}
      onClick={() => send({ kind: 'select-edge', edge: edge.id })}
    >
      <title>{wire.spoken}</title>
      <path class="reach" data-helper="" d={wire.path} />
      {lines}
      {wire.label && (
        <text class="word" x={wire.middle.x} y={wire.middle.y - 5}>
          {wire.label}
        </text>
      )}
      <circle class="grip" data-helper="" cx={wire.middle.x} cy={wire.middle.y} r="5" />
    </g>
  );
}
