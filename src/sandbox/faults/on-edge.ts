import { z } from 'zod';
import type { EdgeName } from '../../core/model/verify.ts';
import { edgeName } from '../../core/verify/edge-name.ts';
import type { Treatment } from '../proxy/treatment.ts';
import { covers } from '../proxy/treatments.ts';
import { SandboxError } from '../sandbox-error.ts';
import type { Sandbox, Undo } from '../sandbox.ts';

const between = z.string().transform((written, context): Required<EdgeName> => {
  const { from, to } = edgeName(written) ?? {};
  if (from !== undefined && to !== undefined) return { from, to };
  context.addIssue({ code: 'custom', message: `"${written}" is no edge; write it as "orders -> payments"` });
  return z.NEVER;
});

/** Where calls go wrong: on one edge, or at a service whoever calls it. One of the two is written. */
export const WHERE = {
  edge: between.optional().describe('The calls of one service to another: orders -> payments.'),
  to: z.string().min(1).optional().describe('The service whose calls it is, whoever makes them; instead of edge.'),
};

interface Where {
  readonly edge?: Required<EdgeName> | undefined;
  readonly to?: string | undefined;
}

export const hasOnePlace = ({ edge, to }: Where): boolean => (edge === undefined) !== (to === undefined);

export const ONE_PLACE = 'Write either edge, as in "orders -> payments", or to, the service that is called';

export const SHARE = z
  .number()
  .min(0)
  .max(1)
  .default(1)
  .describe('The part of the requests that it takes, from 0 to 1; all where it is left out.');

export const placeOf = ({ edge, to = '' }: Where): EdgeName => edge ?? { to };

/** `orders`, or whoever calls. */
export const callers = ({ from }: EdgeName): string => from ?? 'everybody';

/** `30 % of the requests of orders` */
export const part = (share: number, { from }: EdgeName): string =>
  `${share === 1 ? 'every request' : `${Math.round(share * 1000) / 10} % of the requests`}${from === undefined ? '' : ` of ${from}`}`;

/** Treats the calls of an edge so; one that no call can pass is an error. */
export async function treated({ edges }: Sandbox, edge: EdgeName, treatment: Treatment): Promise<Undo> {
  if (!edges.known.some(pair => covers(edge, pair))) {
    const written = edge.from === undefined ? edge.to : `${edge.from} -> ${edge.to}`;
    const known = edges.known.map(({ from, to }) => `${from} -> ${to}`).toSorted();
    throw new SandboxError(
      `Nothing can go wrong at "${written}": no call there passes Faultline's proxy; ${known.length === 0 ? 'none does at all' : `take one of ${known.join(', ')}`}.`,
    );
  }
  return edges.treat(edge, treatment);
}
