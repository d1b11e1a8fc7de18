import { expect } from 'vitest';

/** A loaded machine takes its time; what is right in the end is right. */
export const soon = <T>(ask: () => T | Promise<T>) => expect.poll(ask, { timeout: 30_000 });
