/** What fits no operation. */
export const UNKNOWN_CALL = 'unknown';

export interface Counter {
  readonly count: (operation: string) => void;
  readonly calls: () => ReadonlyMap<string, number>;
}

/** Counts calls by operation. */
export function counter(): Counter {
  const calls = new Map<string, number>();
  return { count: operation => void calls.set(operation, (calls.get(operation) ?? 0) + 1), calls: () => new Map(calls) };
}
