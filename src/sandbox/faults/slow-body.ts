import { z } from 'zod';
import { defineFault } from './fault.ts';
import { callers, hasOnePlace, ONE_PLACE, placeOf, treated, WHERE } from './on-edge.ts';

export const slowBody = defineFault({
  name: 'slow-body',
  options: z
    .strictObject({ ...WHERE, bytesPerSecond: z.number().min(1).describe('So fast each answer comes once it has begun.') })
    .refine(hasOnePlace, ONE_PLACE),
  describe: ({ bytesPerSecond, ...where }) => {
    const place = placeOf(where);
    return `answers of ${place.to} trickle to ${callers(place)} at ${bytesPerSecond} bytes a second`;
  },
  inject: (sandbox, { bytesPerSecond, ...where }) => treated(sandbox, placeOf(where), { kind: 'slow-body', bytesPerSecond }),
});
