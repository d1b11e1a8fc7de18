import type { Span } from './source.ts';

/** A cursor behind the last letter still stands on a word. */
export const holdsOffset = ([start, end]: Span, offset: number): boolean => start <= offset && offset <= end;
