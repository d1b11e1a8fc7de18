import { render } from 'preact';
import type { MapGraph, MapIntent } from '../../../protocol/panels/map.ts';
import { marked, NO_MARKS } from '../../../protocol/panels/map-marks.ts';
import type { MapCondition, MapMessage, MapPageIntent, MapPlace } from '../../../protocol/panels/map-page.ts';
import { reduce } from '../reduce.ts';
import { keep, tell } from './editor.ts';
import { HostedMap } from './hosted-map.tsx';
import '../map.css';
import './hosted.css';

/** The page of the map in an editor. The host holds the state; the page runs ahead of it with the same `reduce`, so that no keystroke waits. */
function open(root: HTMLElement): void {
  let folder = '';
  let plain: MapGraph | null = null;
  let marks = NO_MARKS;
  /** The two as one. */
  let graph: MapGraph | null = null;
  let place: MapPlace | null = null;
  let condition: MapCondition = { kind: 'starting' };
  let sent = 0;
  const draw = () => {
    render(<HostedMap graph={graph} place={place} condition={condition} ask={ask} send={send} />, root);
    if (place !== null && folder !== '') keep(folder, place);
  };
  const ask = (intent: MapPageIntent) => {
    sent++;
    tell(intent);
  };
  const send = (intent: MapIntent) => {
    if (graph === null || place === null) return;
    place = reduce({ ...place, graph }, intent);
    draw();
    ask(intent);
  };
  addEventListener('message', ({ data: message }: MessageEvent<MapMessage>) => {
    if (message.kind === 'graph') [plain, folder] = [message.graph, message.root];
    if (message.kind === 'marks') marks = message.marks;
    if (message.kind !== 'place') {
      graph = plain && marked(plain, marks);
      return;
    }
    condition = message.condition;
    // A place from before our last intent would take it back for a moment; the one that answers it is on its way.
    if (message.seen >= sent) place = message.place;
    draw();
  });
  tell({ kind: 'opened' });
  draw();
}

const root = document.getElementById('map');
if (root) open(root);
