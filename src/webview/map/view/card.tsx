import type { MapIntent, MapNodeKind } from '../../../protocol/panels/map.ts';
import { BADGE, fitted } from '../card-size.ts';
import type { Card } from '../cards.ts';
import { toneOf } from '../words.ts';
import { Shape } from './icons.tsx';

interface Props {
  readonly card: Card;
  readonly active: string;
  readonly send: (intent: MapIntent) => void;
}

function opening({ item, id }: Card): MapIntent {
  switch (item.kind) {
    case 'node':
      return { kind: 'focus', node: item.node.id };
    case 'unresolved':
      return { kind: 'select-unresolved', index: item.index };
    case 'more':
      return { kind: 'expand', box: id };
  }
}

function Badges({ card }: { card: Card }) {
  const right = card.width / 2 - 13;
  return (
    <>
      {card.findings && (
        <g class={`badge ${toneOf(card.findings)}`} transform={`translate(${right},0)`}>
          <circle r="8" />
          <text y="3.5">{toneOf(card.findings) === 'bad' ? `${card.findings.count}!` : card.findings.count}</text>
        </g>
      )}
      {card.unresolved > 0 && (
        <g class="lost" transform={`translate(${right - (card.findings ? BADGE : 0)},0)`}>
          <circle r="8" />
          <text y="3.5">{card.unresolved}</text>
        </g>
      )}
    </>
  );
}

/** What keeps things is round at its ends, what passes them on is a pill: a card's outline already says which it is. */
const CORNER: Readonly<Partial<Record<MapNodeKind, number>>> = { datastore: 10, broker: 18, topic: 18 };

/** The button is the plate with its name; what else stands on the plate is said in the button's label, in full. */
export function CardView({ card, active, send }: Props) {
  const spot = `card ${card.id}`;
  const left = -card.width / 2;
  const badges = (card.findings ? BADGE : 0) + (card.unresolved > 0 ? BADGE : 0);
  const room = card.width - 36 - badges;
  const { item } = card;
  const icon = item.kind === 'node' ? item.node.kind : item.kind === 'unresolved' ? 'unresolved' : 'none';
  const corner = (item.kind === 'node' && CORNER[item.node.kind]) || 4;
  return (
    <g transform={`translate(${card.x},${card.y})`}>
      <g
        class={`card ${icon}${card.focused ? ' focused' : ''}`}
        role="button"
        tabindex={active === spot ? 0 : -1}
        data-spot={spot}
        data-node={card.id}
        aria-label={card.spoken}
        aria-current={card.focused ? 'true' : undefined}
        onClick={() => send(opening(card))}
      >
        <title>{card.spoken}</title>
        <rect class="plate" x={left} y={-card.height / 2} width={card.width} height={card.height} rx={corner} />
        <g transform={`translate(${left + 16},0)`}>
          <Shape icon={icon} />
        </g>
        <text class="name" x={left + 30} y={card.note ? -2 : 4}>
          {fitted(card.title, room)}
        </text>
      </g>
      <g class="on-card" aria-hidden="true">
        {card.note && (
          <text class="note" x={left + 30} y="11">
            {fitted(card.note, room, 5.9)}
          </text>
        )}
        <Badges card={card} />
      </g>
    </g>
  );
}

export function Chevron({ card, active, send }: Props) {
  if (card.chevron === 'none') return null;
  const spot = `chevron ${card.id}`;
  const open = card.chevron === 'open';
  const outward = card.side < 0 ? -1 : 1;
  const points = open === outward > 0 ? 'M2.5 -4L-2 0L2.5 4' : 'M-2 -4L2.5 0L-2 4';
  const what = card.side < 0 ? `what breaks with ${card.title}` : `what ${card.title} leads to`;
  return (
    <g
      class="chevron"
      data-helper=""
      transform={`translate(${card.x + outward * (card.width / 2 + 13)},${card.y})`}
      role="button"
      tabindex={active === spot ? 0 : -1}
      data-spot={spot}
      aria-expanded={open}
      aria-label={`${open ? 'hide' : 'show'} ${what}`}
      onClick={() => send({ kind: 'expand', box: card.id })}
    >
      <title>{open ? 'Hide the next hop' : 'Show the next hop'}</title>
      <circle class="plate" r="9" />
      <path d={points} />
    </g>
  );
}
