import * as z from 'zod/mini';
import { verdicts, type ServiceEnvironment } from '../findings.ts';

/** Down: the whole table whenever it is another. The page holds which part of it somebody looks at. */
export type EnvironmentMessage =
  | { readonly kind: 'asking' }
  | {
      readonly kind: 'table';
      readonly root: string;
      readonly services: readonly ServiceEnvironment[];
      /** Id of a service that somebody asked for just now. */
      readonly visit: string | null;
    };

/** Which part of the table somebody looks at. It comes back from outside after a reload, so it is parsed. */
export const environmentPlace = z.object({
  root: z.string(),
  /** Id; null: the first with something to say. */
  service: z.nullable(z.string()),
  /** Only variables with one of these; empty: all. */
  verdicts: z.array(z.enum(verdicts)),
  query: z.string(),
});

export type EnvironmentPlace = z.infer<typeof environmentPlace>;

/** What the page does with its own place. */
export type EnvironmentMove =
  | { readonly kind: 'service'; readonly service: string }
  | { readonly kind: 'verdict'; readonly verdict: (typeof verdicts)[number] }
  | { readonly kind: 'query'; readonly query: string };

/** Up. Intents come from a web page, so the host parses them before it believes them. */
export const environmentIntent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('opened') }),
  z.object({ kind: z.literal('open-source'), file: z.string(), line: z.int() }),
]);

export type EnvironmentIntent = z.infer<typeof environmentIntent>;
