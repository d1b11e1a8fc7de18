import type { Placed } from '../../link/facts-view.ts';
import type { ServesRoute } from '../../model/talk-fact.ts';
import { runs } from '../running-code.ts';
import type { System } from '../system.ts';
import { edgePolicies, type Again, type EdgePolicy } from './edge-policies.ts';
import { HARMLESS, valueText, WRITES } from './repeated-writes.ts';

/** A proxy or the mesh sends everything again, and the service behind it has routes that change something. */
export interface ProxiedWrites {
  readonly policy: EdgePolicy;
  readonly again: Again;
  /** Never empty. */
  readonly routes: readonly Placed<ServesRoute>[];
}

export function* proxiedWrites(system: System): Generator<ProxiedWrites> {
  for (const policy of edgePolicies(system).values()) {
    const again = policy.retries.find(({ writes }) => writes);
    const served = again ? (system.service(policy.edge.to)?.facts('serves-route') ?? []) : [];
    const routes = served.filter(({ method, path, file }) => WRITES.test(method) && runs(file) && !HARMLESS.test(valueText(path)));
    if (again && routes.length > 0) yield { policy, again, routes };
  }
}
