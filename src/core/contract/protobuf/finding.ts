import type { Location, Span } from '../../model/source.ts';
import { type FileElement, placeOf } from './elements.ts';
import type { Rule } from './rules.ts';

/** One rule that a change goes against. */
export interface Finding {
  readonly rule: Rule;
  readonly element: string;
  readonly before?: Location;
  readonly after?: Location;
  readonly message: string;
}

interface Placed {
  readonly file: FileElement;
  readonly syntax: { readonly at: Span };
}

export interface Places {
  readonly before?: Location;
  readonly after?: Location;
}

/** Where something is declared in both versions; nothing where it is no more. */
export function places(before: Placed, after?: Placed): Places {
  const was = placeOf(before, before.syntax.at);
  const is = after && placeOf(after, after.syntax.at);
  return { ...(was && { before: was }), ...(is && { after: is }) };
}
