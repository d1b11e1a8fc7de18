import type { Location } from '../../model/source.ts';
import { placeOf, type Node } from './node.ts';

/** What compose refuses. It ends the resolution of a project and becomes its problem; it never leaves `resolveCompose`. */
export class Failure extends Error {
  readonly at: Location | undefined;

  constructor(message: string, at?: Location) {
    super(message);
    this.at = at;
  }
}

/** Ends the resolution with one sentence about a node. */
export function refuse(message: string, about?: Node): never {
  throw new Failure(message, placeOf(about));
}
