import { render } from 'preact';
import type { VerifyIntent, VerifyPanelState } from '../../protocol/panels/verify.ts';
import { VerifyView } from './verify-view.tsx';
import '../map/theme.css';
import '../panel.css';
import '../impact/controls.css';
import './verify.css';

/** What VS Code puts into a webview's page. */
interface Editor {
  postMessage(message: VerifyIntent): void;
}

declare function acquireVsCodeApi(): Editor;

/** The page of a run: the host holds the state, and what is done here is an intent. */
function open(page: HTMLElement, editor: Editor): void {
  // The editor's own channel, not a window's: it has no origin.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  const send = (intent: VerifyIntent) => editor.postMessage(intent);
  addEventListener('message', ({ data: state }: MessageEvent<VerifyPanelState>) => render(<VerifyView state={state} send={send} />, page));
  send({ kind: 'opened' });
}

const page = document.getElementById('page');
if (page) open(page, acquireVsCodeApi());
