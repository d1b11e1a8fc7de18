import { render } from 'preact';
import type { MapIntent, MapState } from '../../protocol/panels/map.ts';
import { mermaid } from './mermaid.ts';
import { atHash, hashOf, reduce, started } from './reduce.ts';
import { Map as MapPanel } from './view/map.tsx';
import { visible } from './visible.ts';
import './map.css';

/** The page's own host: it holds the state that an extension host would hold, and nothing leaves the page. */
function host(root: HTMLElement, embedded: MapState): void {
  let state = atHash(started(embedded), location.hash);
  const draw = () => render(<MapPanel state={state} send={send} />, root);
  const become = (next: MapState) => {
    remember(state, next);
    state = next;
    draw();
  };
  const say = (notice: string) => become({ ...state, notice });
  const send = (intent: MapIntent): void => {
    become(reduce(state, intent));
    if (intent.kind === 'copy-mermaid') copy(mermaid(visible(state)), 'Copied as Mermaid.').then(say, () => say(NOT_ALLOWED));
    if (intent.kind === 'copy-link') copy(location.href, 'Link copied.').then(say, () => say(NOT_ALLOWED));
    if (intent.kind === 'save-svg') {
      download('faultline-map.svg', intent.svg);
      say('Saved as faultline-map.svg.');
    }
  };
  addEventListener('popstate', () => {
    state = atHash(state, location.hash);
    draw();
  });
  // Without a hash of its own the first place could not be gone back to.
  history.replaceState(null, '', hashOf(state));
  draw();
}

/** A new place is a step to go back to; opening a proof is not. */
function remember(before: MapState, after: MapState): void {
  const hash = hashOf(after);
  if (hash === hashOf(before)) return;
  const moved = before.focus !== after.focus || before.view !== after.view;
  history[moved ? 'pushState' : 'replaceState'](null, '', hash);
}

const NOT_ALLOWED = 'The browser did not allow copying.';

async function copy(text: string, done: string): Promise<string> {
  await navigator.clipboard.writeText(text);
  return done;
}

function download(name: string, svg: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

const root = document.getElementById('map');
const embedded = document.getElementById('state')?.textContent;
if (root && embedded) host(root, JSON.parse(embedded) as MapState);
