import type { KeptPlace, MapPageIntent, MapPlace } from '../../../protocol/panels/map-page.ts';

/** What VS Code puts into a webview's page. */
interface Editor {
  postMessage(message: MapPageIntent): void;
  setState(kept: KeptPlace): void;
}

declare function acquireVsCodeApi(): Editor;

const editor = acquireVsCodeApi();

export function tell(intent: MapPageIntent): void {
  // The editor's own channel, not a window's: it has no origin.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  editor.postMessage(intent);
}

export function keep(root: string, place: MapPlace): void {
  editor.setState(kept(root, place));
}

/** Kept for the page that is made after a reload. */
function kept(root: string, place: MapPlace): KeptPlace {
  const { view, focus, expanded, toggled, groups, environment, query, selection } = place;
  return {
    root,
    view,
    focus,
    expanded: [...expanded],
    toggled: [...toggled],
    groups: [...groups],
    environment,
    query,
    edge: selection?.kind === 'edge' ? selection.edge : null,
  };
}
