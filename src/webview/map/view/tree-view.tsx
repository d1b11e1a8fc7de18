import { useRef, useState } from 'preact/hooks';
import type { MapIntent } from '../../../protocol/panels/map.ts';
import { treeMove } from '../tree.ts';
import type { TreeRow } from '../tree.ts';
import { Icon } from './icons.tsx';

interface Props {
  readonly rows: readonly TreeRow[];
  readonly label: string;
  readonly send: (intent: MapIntent) => void;
}

function Row({ row, active, send }: { row: TreeRow; active: boolean; send: Props['send'] }) {
  return (
    <li
      role="treeitem"
      aria-level={row.level}
      aria-posinset={row.position}
      aria-setsize={row.siblings}
      aria-expanded={row.open ?? undefined}
      aria-label={row.note ? `${row.label}, ${row.note}` : row.label}
      tabindex={active ? 0 : -1}
      class={`level${Math.min(row.level, 5)}${row.rail ? ` ${row.rail}` : ''}`}
      data-row={row.id}
      onClick={() => send(row.intent ?? { kind: 'toggle-branch', branch: row.id })}
    >
      <span
        class="twist"
        aria-hidden="true"
        onClick={event => {
          if (row.open === null) return;
          event.stopPropagation();
          send({ kind: 'toggle-branch', branch: row.id });
        }}
      >
        {row.open === null ? '' : row.open ? '▾' : '▸'}
      </span>
      <Icon icon={row.icon} />
      <span class="label">{row.label}</span> <span class="note">{row.note}</span>
    </li>
  );
}

/** The map as a list, for the keyboard, for a screen reader, and for whoever prefers to read. */
export function TreeView({ rows, label, send }: Props) {
  const list = useRef<HTMLUListElement>(null);
  const [wanted, setActive] = useState('');
  const active = Math.max(
    0,
    rows.findIndex(row => row.id === wanted),
  );
  const keys = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const row = rows[active];
    const move = treeMove(rows, active, event.key);
    if (!move || !row) return;
    event.preventDefault();
    if (move.kind === 'go') list.current?.querySelectorAll<HTMLElement>('[role=treeitem]')[move.row]?.focus();
    if (move.kind === 'toggle') send({ kind: 'toggle-branch', branch: row.id });
    if (move.kind === 'open' && row.intent) send(row.intent);
  };
  return (
    <ul
      ref={list}
      class="tree"
      role="tree"
      aria-label={label}
      onKeyDown={keys}
      onFocusIn={event => setActive((event.target as HTMLElement).dataset['row'] ?? wanted)}
    >
      {rows.map((row, i) => (
        <Row key={row.id} row={row} active={i === active} send={send} />
      ))}
    </ul>
  );
}
