import type { MapIntent, MapNode, MapSelection } from '../../../protocol/panels/map.ts';
import { side } from '../neighbourhood.ts';
import type { ZoneBox, Zones } from '../neighbourhood.ts';
import { railRows } from '../rows.ts';
import type { RailRow } from '../rows.ts';
import { other } from '../visible.ts';
import type { Visible } from '../visible.ts';
import { edgeSentence, kindWord, listed, nodeNote, retriesWords, styleOf } from '../words.ts';
import { FindingsSign, Pill } from './findings.tsx';
import { Icon } from './icons.tsx';

interface Props {
  readonly view: Visible;
  readonly focus: MapNode;
  readonly zones: Zones;
  readonly selection: MapSelection | null;
  readonly send: (intent: MapIntent) => void;
}

function note(view: Visible, { box, link }: RailRow): string {
  if (!link.edge) return '';
  const doubt = link.edge.confidence === 'certain' ? '' : link.edge.confidence;
  const topic = box.item.kind === 'node' && box.item.node.kind === 'topic' ? box.item.node : null;
  const listeners = topic && link.edge.kind === 'publish' ? side(view, topic.id, 'breaks').filter(edge => edge.kind === 'subscribe') : [];
  const names = listeners.map(edge => view.byId.get(other(edge, topic!.id))?.name ?? '');
  const facts = names.length ? `→ ${listed(names, 2)}` : listed(link.edge.operations ?? [], 1) || kindWord(link.edge.kind);
  return [facts, retriesWords(link.edge), doubt].filter(Boolean).join(' · ');
}

function Chevron({ box, send }: { box: ZoneBox; send: Props['send'] }) {
  if (box.chevron === 'none' || box.item.kind !== 'node') return null;
  const open = box.chevron === 'open';
  return (
    <button
      type="button"
      class="next"
      aria-expanded={open}
      aria-label={`${open ? 'hide' : 'show'} the next hop of ${box.item.node.name}`}
      onClick={() => send({ kind: 'expand', box: box.id })}
    >
      {open ? '▾' : '▸'}
    </button>
  );
}

type RowProps = Pick<Props, 'view' | 'selection' | 'send'> & { row: RailRow };

function NodeRow({ row, node, view, selection, send }: RowProps & { node: MapNode }) {
  const { box, link } = row;
  const indent = `indent${Math.min(row.indent, 4)}`;
  const { edge } = link;
  const name = (id: string) => view.byId.get(id)?.name ?? id;
  const chosen = selection?.kind === 'edge' && selection.edge === edge?.id;
  const words = note(view, row);
  return (
    <li class={`rail ${edge ? styleOf(edge.kind) : ''} ${edge?.confidence ?? ''} ${indent}`}>
      <Icon icon={node.kind} />
      <button type="button" class="name" title={`Focus ${node.name}`} onClick={() => send({ kind: 'focus', node: node.id })}>
        {node.name}
      </button>
      {edge && (
        <button
          type="button"
          class="note"
          aria-pressed={chosen}
          aria-label={`${edgeSentence(edge, name)}. ${words}. Show proofs`}
          onClick={() => send({ kind: 'select-edge', edge: edge.id })}
        >
          {words}
        </button>
      )}
      <FindingsSign findings={node.findings} />
      <Chevron box={box} send={send} />
    </li>
  );
}

function Row({ row, view, selection, send }: RowProps) {
  const { box } = row;
  const { item } = box;
  const indent = `indent${Math.min(row.indent, 4)}`;
  switch (item.kind) {
    case 'unresolved':
      return (
        <li class={`rail unresolved ${indent}`}>
          <Icon icon="unresolved" />
          <button type="button" class="name" onClick={() => send({ kind: 'select-unresolved', index: item.index })}>
            unresolved
          </button>
          <span class="note">{item.unresolved.why}</span>
        </li>
      );
    case 'more':
      return (
        <li class={`rail ${indent}`}>
          <button type="button" class="name" onClick={() => send({ kind: 'expand', box: box.id })}>
            show {item.count} more
          </button>
        </li>
      );
    case 'node':
      return <NodeRow row={row} node={item.node} view={view} selection={selection} send={send} />;
  }
}

function Side({ which, title, ...props }: Props & { which: -1 | 1; title: string }) {
  const rows = railRows(props.zones, which);
  if (rows.length === 0)
    return <p class="side-title">{which < 0 ? `Nothing seen here needs ${props.focus.name}` : `${props.focus.name} needs nothing else`}</p>;
  return (
    <>
      <h3 class="side-title">{title}</h3>
      <ul class="rails">
        {rows.map(row => (
          <Row key={`${row.box.id} ${row.link.id}`} row={row} view={props.view} selection={props.selection} send={props.send} />
        ))}
      </ul>
    </>
  );
}

/** The sidebar: the wide map turned by ninety degrees, as lines that still read at 220 pixels. */
export function RowsView(props: Props) {
  const { focus } = props;
  const note = nodeNote(focus);
  const place = [focus.path, listed(focus.environments ?? [], 3)].filter(Boolean).join(' · ');
  return (
    <div class="rows">
      <Side {...props} which={-1} title={`If ${focus.name} fails, these fail`} />
      <div class="centre">
        <div>
          <Icon icon={focus.kind} />
          <b>{focus.name}</b> {note !== focus.path && <span class="dim">{note}</span>}
          <Pill findings={focus.findings} />
        </div>
        {place && <div class="dim small">{place}</div>}
      </div>
      <Side {...props} which={1} title={`${focus.name} needs`} />
    </div>
  );
}
