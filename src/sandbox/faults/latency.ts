import { z } from 'zod';
import { defineFault } from './fault.ts';
import { callers, hasOnePlace, ONE_PLACE, placeOf, treated, WHERE } from './on-edge.ts';

export const latency = defineFault({
  name: 'latency',
  options: z
    .strictObject({
      ...WHERE,
      milliseconds: z.number().min(0).max(600_000).describe('By so much every answer is late.'),
      jitterMilliseconds: z.number().min(0).max(600_000).default(0).describe('By up to so much more or less, differently each time.'),
    })
    .refine(hasOnePlace, ONE_PLACE),
  describe: ({ milliseconds, jitterMilliseconds, ...where }) => {
    const place = placeOf(where);
    return `answers of ${place.to} reach ${callers(place)} ${milliseconds} ms late${jitterMilliseconds > 0 ? `, give or take ${jitterMilliseconds} ms` : ''}`;
  },
  inject: (sandbox, { milliseconds, jitterMilliseconds, ...where }) =>
    treated(sandbox, placeOf(where), { kind: 'latency', milliseconds, jitterMilliseconds }),
});
