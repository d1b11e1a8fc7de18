import type { MapEdge } from '../../protocol/panels/map.ts';
import type { Card } from './cards.ts';
import type { Route } from './route.ts';
import type { Style } from './words.ts';

export interface Wire extends Route {
  readonly edge: MapEdge | null;
  readonly ends: readonly [string, string];
  readonly style: Style | 'unresolved';
  readonly arrow: 'start' | 'end' | 'none';
  /** Said beside the line; an edge that is certain needs no words. */
  readonly label: string;
  readonly spoken: string;
}

export interface Drawing {
  /** How much smaller or larger than its units it may be shown. */
  readonly zoom: { readonly least: number; readonly most: number };
  readonly width: number;
  readonly height: number;
  readonly cards: readonly Card[];
  readonly wires: readonly Wire[];
  readonly heads: readonly { readonly x: number; readonly text: string }[];
}
