import type { Reader } from './reader.ts';
import type { EndsNews } from './told-ends.ts';
import type { View } from './view.ts';

/** What a session tells while it works. */
export interface Listener {
  /** The newest graph; a kept one comes first and may be of before. */
  readonly view: (view: View) => void;
  /** Who calls what, a moment after the view that it is true of. */
  readonly ends: (news: EndsNews) => void;
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
}
