import { placesOf, type Location } from '../model/source.ts';
import { containersIn, entryAt, textAt } from './manifest-parts.ts';
import type { Deployed } from './system.ts';

/** Where the image that runs is written; where no line says it, where the deployment begins. */
export function imageAt({ compose, objects, image, at }: Deployed): Location {
  const own = compose && entryAt(compose.written, 'image');
  if (own) return placesOf(own, compose.file)[0]!;
  for (const { written, file } of objects) {
    const container = containersIn(written).find(one => textAt(one, 'image') === image);
    const entry = entryAt(container, 'image');
    if (entry) return placesOf(entry, file)[0]!;
  }
  return at;
}
