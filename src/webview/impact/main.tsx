import { render } from 'preact';
import type { ImpactIntent, ImpactMessage, KeptImpact } from '../../protocol/panels/impact.ts';
import { Impact } from './view/impact.tsx';
import '../map/theme.css';
import '../panel.css';
import './impact.css';
import './controls.css';

/** What VS Code puts into a webview's page. */
interface Editor {
  postMessage(message: ImpactIntent): void;
  setState(kept: KeptImpact): void;
}

declare function acquireVsCodeApi(): Editor;

/** The page of an impact: the host holds the state, and what is done here is an intent. */
function open(root: HTMLElement, editor: Editor): void {
  // The editor's own channel, not a window's: it has no origin.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  const send = (intent: ImpactIntent) => editor.postMessage(intent);
  addEventListener('message', ({ data: { root: folder, state } }: MessageEvent<ImpactMessage>) => {
    editor.setState({ root: folder, scope: state.scope });
    render(<Impact state={state} send={send} />, root);
  });
  send({ kind: 'opened' });
}

const root = document.getElementById('page');
if (root) open(root, acquireVsCodeApi());
