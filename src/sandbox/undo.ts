import { SandboxError } from './sandbox-error.ts';
import type { Undo } from './sandbox.ts';

/** How everything that was started is ended: the last first. */
export interface UndoStack {
  /** What was started after the stack was run is ended at once. */
  readonly add: (undo: Undo) => void;
  /** Every undo is tried, also after one that failed, and runs once; whoever asks again waits for the same. What could not be undone, in sentences. */
  readonly run: () => Promise<readonly string[]>;
}

export function undoStack(): UndoStack {
  const undos: Undo[] = [];
  const left: string[] = [];
  let running: Promise<void> | undefined;
  const drain = async (): Promise<void> => {
    for (let undo = undos.pop(); undo; undo = undos.pop()) {
      await undo().catch((error: unknown) => left.push(error instanceof Error ? error.message : String(error)));
    }
  };
  const run = async (): Promise<readonly string[]> => {
    // What is added while it runs is taken by the same loop, and what comes later by the next.
    running = (running ?? Promise.resolve()).then(drain);
    await running;
    return left;
  };
  return {
    add: undo => {
      undos.push(undo);
      if (running) void run();
    },
    run,
  };
}

/** What is opened in steps; when one of them fails, those before it are undone. */
export async function undoneOnFailure<Opened>(open: (undo: UndoStack) => Promise<Opened>): Promise<Opened> {
  const undo = undoStack();
  try {
    return await open(undo);
  } catch (error) {
    await undo.run();
    throw error;
  }
}

/** Undoes all of it; that something is left is an error. */
export const closing = (undo: UndoStack): Undo =>
  once(async () => {
    const left = await undo.run();
    if (left.length > 0) throw new SandboxError(left.join(' '));
  });

/** Ending it twice is no error, and ends it once. */
export function once(undo: Undo): Undo {
  let ending: Promise<void> | undefined;
  return () => (ending ??= undo());
}
