import type { Location } from '../model/source.ts';

/** What a place does with an element of the system: an rpc, a route, a variable, a host, a topic, a table. */
export type Role = 'declares' | 'answers' | 'calls' | 'sets' | 'reads' | 'writes' | 'publishes' | 'consumes' | 'names';

/** One place where an element of the system is written. Places of one element are the ends that a jump goes between. */
export interface Occurrence {
  /** Kind and name: `rpc cart/getcart`, `variable service:orders PORT`. */
  readonly element: string;
  readonly role: Role;
  readonly at: Location;
  /** Id of the node whose code or deployment it is. */
  readonly owner?: string;
  /** The word that the cursor must stand on; absent: anywhere in the place. */
  readonly word?: string;
  /** `cursor`: a jump begins here but never ends here, as at a constant that a call is made of; `target`: the other way round. */
  readonly only?: 'cursor' | 'target';
  /** Better ends of a jump are offered first; 0 where nothing speaks against a place. */
  readonly doubt?: number;
  /** The environment that the place is for. */
  readonly environment?: string;
  /** The place may well mean something else. */
  readonly guess?: true;
}

/** Spellings of a method from language to language: `GetCart`, `getCart`, `get_cart`, `GetCartAsync`, and of an operation: `cart:get`, `cart.get`. */
export const plainMethod = (name: string): string =>
  name
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase()
    .replace(/(?<=.)async$/, '');
