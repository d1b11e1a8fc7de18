import { z } from 'zod';
import { MEASURES } from '../model/verify.ts';
import type { Measure } from '../model/verify.ts';

/** Without saying where, these say nothing. */
const PLACED: ReadonlySet<Measure> = new Set(['calls-per-request', 'failed-calls', 'duplicates', 'retry-after-slack']);

export const objectiveSchema = z
  .strictObject({
    measure: z
      .enum(MEASURES)
      .describe(
        'success-rate: share of requests that pass, 0 to 1 · p50, p95, p99: milliseconds · calls-per-request, failed-calls, duplicates, retry-after-slack (seconds): on an edge · recovery: seconds',
      ),
    at: z.string().optional().describe('A service, or an edge: orders -> payments.'),
    operation: z.string().optional().describe('Only calls of this operation: POST /charges.'),
    atLeast: z.number().optional(),
    atMost: z.number().optional(),
    slo: z
      .string()
      .regex(/^[^#]+#[^#]+$/, 'expected a file and a name, as in slo.yaml#checkout-availability')
      .optional()
      .describe('Where an OpenSLO document has the bound: slo.yaml#checkout-availability.'),
  })
  .refine(({ atLeast, atMost, slo }) => (atLeast ?? atMost ?? slo) !== undefined, 'An objective needs a bound: atLeast, atMost or slo')
  .refine(
    ({ measure, at }) => at !== undefined || !PLACED.has(measure),
    'This measure needs a place, at: payments, or at: orders -> payments',
  );
