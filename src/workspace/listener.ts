import type { Files } from '../core/manifests/files.ts';
import type { Answers } from './keeper.ts';
import type { Reader } from './reader.ts';
import type { KeptFindings } from './told-findings.ts';
import type { View } from './view.ts';

/** What a session tells while it works. */
export interface Listener {
  /** What was kept; it may be of before. */
  readonly kept: (view: View) => void;
  /** Nothing has changed since it was kept, so the checks say what they said. */
  readonly proven: (findings: KeptFindings) => void;
  /** The newest graph. */
  readonly view: (view: View) => void;
  /** Files read of files to read; null: nothing is being read. */
  readonly progress: (state: Reader['progress']) => void;
  /** Since when the view does not show all that is known to have changed; null: it does. */
  readonly behind: (since: number | null) => void;
  /** Our fault; what was shown stays, and the next change is tried again. */
  readonly failed: (error: unknown) => void;
}

export interface SessionOptions {
  /** Folder outside of the workspace where facts are kept; absent: nothing is kept. */
  readonly cacheFolder?: string | undefined;
  /** What was answered of the newest graph and this state of the disk, to be kept with it. */
  readonly answers?: (disk: Files) => Answers;
}
