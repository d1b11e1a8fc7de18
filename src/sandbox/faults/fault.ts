import type { z } from 'zod';
import type { Sandbox, Undo } from '../sandbox.ts';

/** Something that goes wrong in production, done on purpose, and undone. */
export interface Fault<Options = never> {
  /** As in `fault: { kind: … }` of the scenario file. */
  readonly name: string;
  readonly options: z.ZodType<Options>;
  /** What goes wrong, in the words of whoever sees it: "payments answers 429 to 30 % of requests". */
  readonly describe: (options: Options) => string;
  readonly inject: (sandbox: Sandbox, options: Options) => Promise<Undo>;
}

/** Only here to tell the types of a fault's options to its functions. */
export const defineFault = <Options>(fault: Fault<Options>): Fault<Options> => fault;
