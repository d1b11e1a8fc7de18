import type { Meter } from './meter.ts';
import type { Treatments } from './treatments.ts';
import type { Dial } from './upstream.ts';

/** What every kind of connection works with. */
export interface World {
  readonly treatments: Treatments;
  readonly meter: Meter;
  readonly dial: Dial;
}
