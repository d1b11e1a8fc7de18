import type { Fields } from '../../core/verify/compose-document.ts';
import type { Scenario } from '../../core/verify/scenario-file.ts';
import { faults } from '../faults/faults.ts';
import { chaosOf, type Chaos, type ChaosAround } from './chaos.ts';

/** What Chaos Mesh does for a scenario; undefined where nothing goes wrong. Options are those that the sandbox's own fault takes. */
export function chaosFor({ name, fault }: Scenario, around: ChaosAround): Chaos | undefined {
  if (!fault) return undefined;
  const { kind, ...written } = fault;
  const parsed = faults
    .filter(each => each.name === kind)
    .map(each => each.options.safeParse(written))
    .find(({ success }) => success)?.data;
  return chaosOf({ scenario: name, kind, options: (parsed ?? written) as Fields }, around);
}
