import * as z from 'zod/mini';
import { mapGroups, mapIntent, mapViews } from './map.ts';
import type { MapGraph, MapIntent, MapState } from './map.ts';
import type { MapMarks } from './map-marks.ts';

/** Where somebody is in a map: everything of its state but the graph, which is large and changes seldom. */
export type MapPlace = Omit<MapState, 'graph'>;

/** What stands between the map and the truth, if anything does. */
export type MapCondition =
  | { readonly kind: 'no-folder' }
  | { readonly kind: 'starting' }
  | { readonly kind: 'reading'; readonly done: number; readonly total: number }
  | { readonly kind: 'ready' }
  | { readonly kind: 'broken'; readonly why: string };

/** Down: the graph and its marks when they are others, the place at every change. `seen` counts the intents that the place answers. */
export type MapMessage =
  | { readonly kind: 'graph'; readonly root: string; readonly graph: MapGraph }
  | { readonly kind: 'marks'; readonly marks: MapMarks }
  | { readonly kind: 'place'; readonly place: MapPlace; readonly condition: MapCondition; readonly seen: number };

const pageIntent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('opened') }),
  z.object({ kind: z.literal('reindex') }),
  z.object({ kind: z.literal('show-log') }),
]);

/** Up: what the map asks, and what the page around it asks. */
export const mapPageIntent = z.union([mapIntent, pageIntent]);

export type MapPageIntent = MapIntent | z.infer<typeof pageIntent>;

/** What a page keeps for the time after a reload. It comes back from outside, so it is parsed. */
export const keptPlace = z.object({
  root: z.string(),
  view: z.enum(mapViews),
  focus: z.nullable(z.string()),
  expanded: z.array(z.string()),
  toggled: z.array(z.string()),
  groups: z.array(z.enum(mapGroups)),
  environment: z.nullable(z.string()),
  query: z.string(),
  edge: z.nullable(z.string()),
});

export type KeptPlace = z.infer<typeof keptPlace>;
