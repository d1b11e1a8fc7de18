import { z } from 'zod';
import { defineFault } from './fault.ts';
import { callers, hasOnePlace, ONE_PLACE, placeOf, treated, WHERE } from './on-edge.ts';

/** The network is cut between two services; each still reaches all others. */
export const edgeCut = defineFault({
  name: 'network-cut',
  options: z.strictObject(WHERE).refine(hasOnePlace, ONE_PLACE),
  describe: where => {
    const place = placeOf(where);
    return `what ${callers(place)} sends to ${place.to} is lost, and nothing comes back`;
  },
  inject: (sandbox, where) => treated(sandbox, placeOf(where), { kind: 'blackhole' }),
});
