import type { LogOutputChannel, Uri } from 'vscode';
import type { Backend } from './backend.ts';
import type { Cursor } from './cursor.ts';
import type { DetectTree } from './detect/detect-tree.ts';
import type { EnvironmentPanel } from './detect/environment-panel.ts';
import type { Findings } from './detect/findings.ts';
import type { ExplainDocuments } from './explain/explain-document.ts';
import type { Graphs } from './graphs.ts';
import type { ImpactPanel } from './impact/impact-panel.ts';
import type { Impacts } from './impact/impacts.ts';
import type { MapPanel } from './map/map-panel.ts';
import type { SidebarMap } from './map/sidebar-map.ts';
import type { SystemTree } from './tree/system-tree.ts';
import type { Verification } from './verify/verification.ts';
import type { VerifyPanel } from './verify/verify-panel.ts';

/** What a command works with. */
export interface Desk {
  readonly backend: Backend;
  readonly graphs: Graphs;
  readonly cursor: Cursor;
  readonly sidebar: SidebarMap;
  readonly panel: MapPanel;
  readonly tree: SystemTree;
  readonly explanations: ExplainDocuments;
  readonly impacts: Impacts;
  readonly impactPanel: ImpactPanel;
  readonly findings: Findings;
  readonly detect: DetectTree;
  readonly environment: EnvironmentPanel;
  readonly verification: Verification;
  readonly verifyPanel: VerifyPanel;
  /** Folder of the extension. */
  readonly extension: Uri;
  readonly log: LogOutputChannel;
}

/** `asked` is what a lens, a hover or a line of the tree was about; the palette asks about nothing. */
export interface EditorCommand {
  readonly name: string;
  /** It is about services: where there are none it is not run, and says why. */
  readonly needsGraph?: true;
  run(desk: Desk, asked: unknown): Promise<void>;
}
