interface Asking<R> {
  readonly ask: () => Promise<R>;
  readonly take: (answer: R) => void;
  readonly failed: (error: unknown) => void;
}

/** Asks each time that it is called. An answer that a newer question has overtaken is old, and nobody is given it. */
export function newestAnswer<R>({ ask, take, failed }: Asking<R>): () => Promise<void> {
  let asked = 0;
  return async () => {
    const turn = ++asked;
    try {
      const answer = await ask();
      if (turn === asked) take(answer);
    } catch (error) {
      failed(error);
    }
  };
}
