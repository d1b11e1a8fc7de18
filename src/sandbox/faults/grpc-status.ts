import { z } from 'zod';
import { GRPC_CODES } from '../../core/model/verify.ts';
import { defineFault } from './fault.ts';
import { hasOnePlace, ONE_PLACE, part, placeOf, SHARE, treated, WHERE } from './on-edge.ts';

export const grpcStatus = defineFault({
  name: 'grpc-status',
  options: z
    .strictObject({
      ...WHERE,
      code: z.enum(GRPC_CODES).exclude(['OK']).describe('What is answered: UNAVAILABLE, RESOURCE_EXHAUSTED.'),
      share: SHARE,
      retryPushbackMilliseconds: z.int().min(-1).optional().describe('When to try again, as grpc-retry-pushback-ms says it; -1: never.'),
    })
    .refine(hasOnePlace, ONE_PLACE),
  describe: ({ code, share, retryPushbackMilliseconds: pushback, ...where }) => {
    const place = placeOf(where);
    const again = pushback === undefined ? '' : pushback < 0 ? ', and asks not to try again' : `, and asks to wait ${pushback} ms`;
    return `${place.to} answers ${code} to ${part(share, place)}${again}`;
  },
  inject: (sandbox, { code, share, retryPushbackMilliseconds, ...where }) =>
    treated(sandbox, placeOf(where), {
      kind: 'grpc-status',
      code,
      share,
      ...(retryPushbackMilliseconds !== undefined && { retryPushbackMilliseconds }),
    }),
});
