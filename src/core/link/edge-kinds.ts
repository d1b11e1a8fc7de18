import type { Protocol } from '../model/technology.ts';
import { edgeKind, isObservability, kindOfRole } from './technologies.ts';
import type { Target } from './world.ts';

/** The kind of edge that a protocol and what stands at the other end make; a guess where neither client nor scheme tells the protocol. */
export function kindFor(protocol: Protocol | undefined, target: Target): { kind: ReturnType<typeof edgeKind>; guessedKind?: boolean } {
  if (target.service?.deployments.some(({ image }) => image !== undefined && isObservability(image)))
    return { kind: 'telemetry', guessedKind: true };
  const role = target.service && kindOfRole(target.service.units.flatMap(({ roles }) => roles));
  if (role !== undefined && (protocol === undefined || protocol === 'http')) return { kind: role, guessedKind: true };
  const spoken =
    target.protocol && target.protocol !== 'http' && target.protocol !== 'tcp' ? target.protocol : (protocol ?? target.protocol);
  if (target.kind === 'broker') return { kind: 'messaging' };
  const kind = edgeKind(spoken, target.kind);
  return protocol === undefined && target.kind !== 'datastore' && (target.protocol === undefined || target.protocol === 'http')
    ? { kind, guessedKind: true }
    : { kind };
}
