import { z } from 'zod';
import { defineFault } from './fault.ts';
import { hasOnePlace, ONE_PLACE, part, placeOf, SHARE, treated, WHERE } from './on-edge.ts';

export const connectionReset = defineFault({
  name: 'connection-reset',
  options: z.strictObject({ ...WHERE, share: SHARE }).refine(hasOnePlace, ONE_PLACE),
  describe: ({ share, ...where }) => {
    const place = placeOf(where);
    return `the connection to ${place.to} is reset on ${part(share, place)}`;
  },
  inject: (sandbox, { share, ...where }) => treated(sandbox, placeOf(where), { kind: 'reset', share }),
});
