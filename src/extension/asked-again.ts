/** A server that takes longer than this to start will not have started in a moment. */
export const PATIENCE = 20_000;

/** As the client says it of a question that a dead server can no longer answer: rejected, not connected, closed, disposed. */
const LOST: ReadonlySet<unknown> = new Set([-32_097, -32_096, 1, 2]);

interface Asking<R> {
  readonly ask: () => Promise<R>;
  /** Resolves when there is somebody to ask. */
  readonly awake: () => Promise<void>;
  readonly isWithdrawn: () => boolean;
}

/** A server that starts is waited for, and one that dies over a question is asked again when it is back: once, since the question may be why. */
export async function askedAgain<R>({ ask, awake, isWithdrawn }: Asking<R>): Promise<R> {
  await awake();
  try {
    return await ask();
  } catch (error) {
    if (isWithdrawn() || !isLost(error)) throw error;
    await awake();
    return ask();
  }
}

const isLost = (error: unknown): boolean => error instanceof Error && 'code' in error && LOST.has(error.code);
