import type { Place } from './place.ts';
import type { VerifyEvent } from '../core/model/verify.ts';
import type { Engine } from './engine.ts';

export interface RunOptions {
  /** Where sides run; absent: as compose projects on the engine. */
  readonly place?: Place;
  readonly engine: Engine;
  readonly emit: (event: VerifyEvent) => void;
  readonly signal: AbortSignal;
  /** Words on what is done before there are events. */
  readonly onStep: (step: string) => void;
  /** Where logs and the compose documents of both sides are kept, once the id is known. */
  readonly keepIn: (id: string) => string;
}
