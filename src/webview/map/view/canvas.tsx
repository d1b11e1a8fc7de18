import { useRef, useState } from 'preact/hooks';
import type { MapIntent, MapSelection } from '../../../protocol/panels/map.ts';
import type { Drawing } from '../drawing.ts';
import { nextSpot } from '../spatial.ts';
import type { Spot } from '../spatial.ts';
import { CardView, Chevron } from './card.tsx';
import { highlight } from './highlight.ts';
import { WireView } from './wire.tsx';

interface Props {
  readonly drawing: Drawing;
  readonly label: string;
  readonly selection: MapSelection | null;
  readonly send: (intent: MapIntent) => void;
}

function spots({ cards, wires }: Drawing): readonly Spot[] {
  return [
    ...cards.map(card => ({ id: `card ${card.id}`, x: card.x, y: card.y })),
    ...cards.flatMap(card =>
      card.chevron === 'none' ? [] : [{ id: `chevron ${card.id}`, x: card.x + card.side * (card.width / 2 + 13), y: card.y }],
    ),
    ...wires.flatMap(wire => (wire.edge ? [{ id: `wire ${wire.id}`, ...wire.middle }] : [])),
  ];
}

function home(drawing: Drawing): string {
  const card = drawing.cards.find(one => one.focused) ?? drawing.cards[0];
  return card ? `card ${card.id}` : '';
}

function spotOf(target: EventTarget | null): string | undefined {
  return target instanceof Element ? target.closest<SVGElement>('[data-spot]')?.dataset['spot'] : undefined;
}

function Heads({ drawing }: { drawing: Drawing }) {
  return (
    <>
      {drawing.heads.map(({ x, text }) => (
        <text key={text} class="column" x={x} y="20">
          {text}
        </text>
      ))}
    </>
  );
}

function Things({ drawing, selection, send, active }: Omit<Props, 'label'> & { active: string }) {
  const chosen = selection?.kind === 'edge' ? selection.edge : null;
  return (
    <>
      {drawing.wires.map(wire => (
        <WireView key={wire.id} wire={wire} active={active} selected={chosen !== null && chosen === wire.edge?.id} send={send} />
      ))}
      {drawing.cards.map(card => (
        <CardView key={card.id} card={card} active={active} send={send} />
      ))}
      {drawing.cards.map(card => (
        <Chevron key={card.id} card={card} active={active} send={send} />
      ))}
    </>
  );
}

function walk(event: KeyboardEvent & { currentTarget: Element }, all: readonly Spot[], middle: string): void {
  const at = spotOf(event.target);
  if (at === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
  const opens = event.key === 'Enter' || event.key === ' ';
  const next = event.key === 'Home' ? middle : nextSpot(all, at, event.key);
  if (next || opens || event.key.startsWith('Arrow')) event.preventDefault();
  if (opens) (event.target as Element).dispatchEvent(new MouseEvent('click', { bubbles: true }));
  if (next) event.currentTarget.querySelector<SVGElement>(`[data-spot="${CSS.escape(next)}"]`)?.focus();
}

/** One tab stop; inside it the arrow keys walk from card to line to card, Enter opens, Home returns to the middle. */
export function Canvas({ drawing, label, selection, send }: Props) {
  const svg = useRef<SVGSVGElement>(null);
  const [wanted, setActive] = useState('');
  const all = spots(drawing);
  const active = all.some(spot => spot.id === wanted) ? wanted : home(drawing);
  const point = (target: EventTarget | null) => svg.current && highlight(svg.current, target);
  const width = Math.ceil(drawing.width);
  const height = Math.ceil(drawing.height);
  return (
    <div class="canvas">
      <svg
        ref={svg}
        role="group"
        aria-label={label}
        viewBox={`0 0 ${width} ${height}`}
        style={{ width: '100%', maxWidth: `${width * drawing.zoom.most}px`, minWidth: `${Math.round(width * drawing.zoom.least)}px` }}
        onKeyDown={event => walk(event, all, home(drawing))}
        onFocusIn={event => {
          setActive(spotOf(event.target) ?? active);
          point(event.target);
        }}
        onFocusOut={() => point(null)}
        onPointerOver={event => point(event.target)}
        onPointerLeave={() => point(null)}
      >
        <Heads drawing={drawing} />
        <Things drawing={drawing} selection={selection} send={send} active={active} />
      </svg>
    </div>
  );
}
