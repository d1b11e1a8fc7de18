import { z } from 'zod';
import { defineFault } from './fault.ts';
import { hasOnePlace, ONE_PLACE, part, placeOf, SHARE, treated, WHERE } from './on-edge.ts';

export const httpStatus = defineFault({
  name: 'http-status',
  options: z
    .strictObject({
      ...WHERE,
      status: z.int().min(400).max(599).describe('What is answered: 429, 503.'),
      share: SHARE,
      retryAfterSeconds: z
        .int()
        .min(0)
        .max(86_400)
        .optional()
        .describe('How long the answer asks to wait; without it no Retry-After is sent.'),
      first: z.int().min(1).max(1000).optional().describe('So many tries of each operation fail, and the next one passes.'),
    })
    .refine(hasOnePlace, ONE_PLACE),
  describe: ({ status, share, retryAfterSeconds, first, ...where }) => {
    const place = placeOf(where);
    const wait = retryAfterSeconds === undefined ? '' : `, and asks to wait ${retryAfterSeconds} s`;
    const tries =
      first === undefined ? part(share, place) : `the first ${first === 1 ? 'try' : `${first} tries`} of ${operations(share, place.from)}`;
    return `${place.to} answers ${status} to ${tries}${wait}`;
  },
  inject: (sandbox, { status, share, retryAfterSeconds, first, ...where }) =>
    treated(sandbox, placeOf(where), {
      kind: 'http-status',
      status,
      share,
      ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
      ...(first !== undefined && { first }),
    }),
});

const operations = (share: number, from: string | undefined): string =>
  `${share === 1 ? 'each operation' : `${Math.round(share * 1000) / 10} % of the operations`}${from === undefined ? '' : ` of ${from}`}`;
