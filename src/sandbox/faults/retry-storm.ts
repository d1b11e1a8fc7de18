import { z } from 'zod';
import { defineFault } from './fault.ts';
import { callers, hasOnePlace, ONE_PLACE, placeOf, treated, WHERE } from './on-edge.ts';

export const retryStorm = defineFault({
  name: 'retry-storm',
  options: z
    .strictObject({ ...WHERE, times: z.int().min(2).max(100).describe('So many times each request is sent at once.') })
    .refine(hasOnePlace, ONE_PLACE),
  describe: ({ times, ...where }) => {
    const place = placeOf(where);
    return `each request of ${callers(place)} reaches ${place.to} ${times} times at once`;
  },
  inject: (sandbox, { times, ...where }) => treated(sandbox, placeOf(where), { kind: 'storm', times }),
});
