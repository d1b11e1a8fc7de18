import { render } from 'preact';
import type { ServiceEnvironment } from '../../protocol/findings.ts';
import type { EnvironmentIntent, EnvironmentMessage, EnvironmentPlace } from '../../protocol/panels/environment.ts';
import { moved, NOWHERE } from './environment-rows.ts';
import { EnvironmentView } from './environment-view.tsx';
import '../map/theme.css';
import '../panel.css';
import './environment.css';

/** What VS Code puts into a webview's page. */
interface Editor {
  postMessage(message: EnvironmentIntent): void;
  getState(): EnvironmentPlace | undefined;
  setState(kept: EnvironmentPlace): void;
}

declare function acquireVsCodeApi(): Editor;

/** The page of the environment table: the host gives the table, and the page knows which part of it somebody looks at. */
function open(element: HTMLElement, editor: Editor): void {
  let services: readonly ServiceEnvironment[] | null = null;
  let place = editor.getState() ?? NOWHERE;
  // The editor's own channel, not a window's: it has no origin.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  const send = (intent: EnvironmentIntent) => editor.postMessage(intent);
  const go = (next: EnvironmentPlace) => {
    place = next;
    editor.setState(place);
    draw();
  };
  const draw = () =>
    render(
      services === null ? (
        <p class="waiting" role="status">
          Reading what services read and environments set…
        </p>
      ) : (
        <EnvironmentView services={services} place={place} move={move => go(moved(place, move))} send={send} />
      ),
      element,
    );
  addEventListener('message', ({ data: message }: MessageEvent<EnvironmentMessage>) => {
    // An earlier table stays readable while a newer one is made.
    if (message.kind === 'asking') return draw();
    services = message.services;
    go({ ...place, root: message.root, service: message.visit ?? place.service });
  });
  draw();
  send({ kind: 'opened' });
}

const element = document.getElementById('page');
if (element) open(element, acquireVsCodeApi());
