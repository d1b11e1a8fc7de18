import { counted } from '../../../core/model/counted.ts';
import { useMemo, useRef } from 'preact/hooks';
import type { MapIntent, MapState } from '../../../protocol/panels/map.ts';
import { focusDrawing } from '../focus-drawing.ts';
import type { Drawing } from '../drawing.ts';
import { neighbourhood } from '../neighbourhood.ts';
import { treeRows } from '../tree.ts';
import { tooLarge, wholeDrawing, WHOLE_MOST } from '../whole-drawing.ts';
import { visible } from '../visible.ts';
import type { Visible } from '../visible.ts';
import { summary } from '../words.ts';
import { Canvas } from './canvas.tsx';
import { Empty, Problems } from './empty.tsx';
import { Legend } from './legend.tsx';
import { Beside } from './proofs.tsx';
import { RowsView } from './rows-view.tsx';
import { svgFile } from './svg-file.ts';
import { Export, NarrowFoot, NarrowToolbar, Toolbar } from './toolbar.tsx';
import { TreeView } from './tree-view.tsx';
import { useKeptFocus } from './use-kept-focus.ts';
import { useNarrow } from './use-narrow.ts';
import { useRoom } from './use-room.ts';

interface Props {
  readonly state: MapState;
  readonly send: (intent: MapIntent) => void;
}

function Drawn({ state, view, send }: Props & { view: Visible }) {
  const whole = state.view === 'whole';
  const frame = useRef<HTMLDivElement>(null);
  const room = useRoom(frame);
  const drawing = useMemo(
    () => (whole ? wholeDrawing(view, state.focus, room) : focusDrawing(view, state.focus ?? '', state.expanded, room)),
    [view, whole, state.focus, state.expanded, room],
  );
  return (
    <div ref={frame} class="drawn">
      {drawing.cards.length === 0 ? <NothingDrawn state={state} /> : <Picture {...{ state, view, send, drawing }} />}
    </div>
  );
}

function NothingDrawn({ state }: { state: MapState }) {
  const filtered = state.focus === null || state.view === 'whole';
  return <p class="nothing">{filtered ? 'The filters hide everything.' : 'The node in focus does not exist in this environment.'}</p>;
}

function Picture({ state, view, send, drawing }: Props & { view: Visible; drawing: Drawing }) {
  const what = state.view === 'whole' ? 'Map of everything' : `Map around ${view.byId.get(state.focus ?? '')?.name ?? ''}`;
  return (
    <>
      <Canvas drawing={drawing} label={`${what}. Arrow keys move, Enter opens.`} selection={state.selection} send={send} />
      <Legend drawing={drawing} />
    </>
  );
}

function Listed({ state, view, send, what }: Props & { view: Visible; what: 'kinds' | 'systems' }) {
  const rows = useMemo(() => treeRows(view, state.toggled, what), [view, state.toggled, what]);
  return (
    <>
      {what === 'systems' && (
        <p class="nothing">
          More than {WHOLE_MOST} nodes do not make a readable picture. Here are the systems, largest first, and who stands around whom;
          choose one to see it in focus.
        </p>
      )}
      <TreeView rows={rows} label={what === 'systems' ? 'Systems and neighbourhoods' : 'Everything as a tree'} send={send} />
    </>
  );
}

function Stage(props: Props & { view: Visible; narrow: boolean }) {
  const { state, view, narrow, send } = props;
  if (state.view === 'tree') return <Listed {...props} what="kinds" />;
  if (state.view === 'whole' && (narrow || tooLarge(view))) return <Listed {...props} what={tooLarge(view) ? 'systems' : 'kinds'} />;
  const focus = view.byId.get(state.focus ?? '');
  if (!narrow || state.view === 'whole' || !focus) return <Drawn {...props} />;
  return (
    <RowsView view={view} focus={focus} zones={neighbourhood(view, focus.id, state.expanded)} selection={state.selection} send={send} />
  );
}

function Sentence({ state, view }: { state: MapState; view: Visible }) {
  const hidden = state.graph.edges.length - view.edges.length;
  return (
    <p class="sentence">
      {summary(state.graph)} {hidden > 0 && <span class="dim">{counted(hidden, 'dependency', 'dependencies')} hidden by filters.</span>}
    </p>
  );
}

function Top({ state, view, send, onSave }: Props & { view: Visible; onSave: (() => void) | null }) {
  return (
    <>
      <div class="top">
        <Sentence state={state} view={view} />
        <Export send={send} onSave={onSave} />
      </div>
      <Toolbar state={state} send={send} />
    </>
  );
}

function NoGraph({ graph }: Pick<MapState, 'graph'>) {
  return (
    <div class="faultline-map">
      <p class="sentence">{summary(graph)}</p>
      <Empty root={graph.root} />
      <Problems problems={graph.problems} />
    </div>
  );
}

/** The whole panel: a view of its state, and nothing that it decides by itself. */
export function Map({ state, send }: Props) {
  const { graph, groups, environment } = state;
  const view = useMemo(() => visible({ graph, groups, environment }), [graph, groups, environment]);
  const narrow = useNarrow();
  const stage = useKeptFocus(state);
  const save = () => {
    const svg = stage.current?.querySelector<SVGSVGElement>('.canvas svg');
    if (svg) send({ kind: 'save-svg', svg: svgFile(svg) });
  };
  if (graph.nodes.length === 0) return <NoGraph graph={graph} />;
  const hasDrawing = !narrow && state.view !== 'tree' && !(state.view === 'whole' && tooLarge(view));
  return (
    <div class={`faultline-map${narrow ? ' narrow' : ''}`}>
      {narrow ? (
        <NarrowToolbar state={state} send={send} />
      ) : (
        <Top state={state} view={view} send={send} onSave={hasDrawing ? save : null} />
      )}
      <div class="body">
        <main ref={stage} class={`stage ${state.view}`}>
          <Stage state={state} view={view} narrow={narrow} send={send} />
        </main>
        <Beside state={state} view={view} send={send} />
      </div>
      {narrow && <NarrowFoot state={state} send={send} />}
      {narrow && <p class="sentence">{summary(graph)}</p>}
      <Problems problems={graph.problems} />
      <p class="notice" role="status">
        {state.notice}
      </p>
    </div>
  );
}
