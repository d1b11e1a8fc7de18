import { z } from 'zod';
import { defineFault } from './fault.ts';
import { callers, hasOnePlace, ONE_PLACE, placeOf, treated, WHERE } from './on-edge.ts';

export const connectionRefused = defineFault({
  name: 'connection-refused',
  options: z.strictObject(WHERE).refine(hasOnePlace, ONE_PLACE),
  describe: where => {
    const place = placeOf(where);
    return `${place.to} takes no connection of ${callers(place)}, and those that are open end`;
  },
  inject: (sandbox, where) => treated(sandbox, placeOf(where), { kind: 'refuse' }),
});
