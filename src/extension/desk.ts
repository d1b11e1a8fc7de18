import type { LogOutputChannel } from 'vscode';
import type { Backend } from './backend.ts';
import type { Cursor } from './cursor.ts';
import type { ExplainDocuments } from './explain/explain-document.ts';
import type { Graphs } from './graphs.ts';
import type { MapPanel } from './map/map-panel.ts';
import type { SidebarMap } from './map/sidebar-map.ts';
import type { SystemTree } from './tree/system-tree.ts';

/** What a command works with. */
export interface Desk {
  readonly backend: Backend;
  readonly graphs: Graphs;
  readonly cursor: Cursor;
  readonly sidebar: SidebarMap;
  readonly panel: MapPanel;
  readonly tree: SystemTree;
  readonly explanations: ExplainDocuments;
  readonly log: LogOutputChannel;
}

/** `asked` is what a lens, a hover or a line of the tree was about; the palette asks about nothing. */
export interface EditorCommand {
  readonly name: string;
  run(desk: Desk, asked: unknown): Promise<void>;
}
