import { ADDRESS_NAME } from '../model/address.ts';
import type { Protocol } from '../model/technology.ts';
import type { Confidence } from '../model/graph.ts';
import type { Location } from '../model/source.ts';
import { addressesIn, HOLE, isLocal } from './address.ts';
import { kindFor } from './edge-kinds.ts';
import type { Resolved } from './resolve.ts';
import { siblingTarget } from './siblings.ts';
import { environmentOf, externalTarget, targetOf, type ScopeOf, type World } from './world.ts';

/** A text with addresses, and where and how it was met. */
interface Seen {
  readonly text: Resolved;
  readonly scope: ScopeOf;
  readonly at: Location;
  readonly protocol?: Protocol | undefined;
  readonly confidence: Confidence;
  readonly reason: string;
  readonly operation?: string | undefined;
}

/** Writes a sighting for every address in a text that leads somewhere. Only a client or a variable makes an external node. */
export function seen(found: Seen, world: World): boolean {
  let any = false;
  for (const address of addressesIn(found.text.text)) {
    const evidence = [found.at, ...found.text.proofs];
    const environment = found.scope.deployment?.environment;
    const met = { world, at: evidence, ...(environment !== undefined && { environment }) };
    const isClient = found.protocol !== undefined && found.confidence === 'certain';
    const target =
      targetOf(address, found.scope, world) ??
      siblingTarget(address, met) ??
      (isClient ? externalTarget(address, found.protocol, met) : undefined);
    if (!target) continue;
    any = true;
    if (target.service === found.scope.service) continue;
    world.book.add({
      from: found.scope.service.id,
      to: target.id,
      ...kindFor(found.protocol, target),
      confidence: isLocal(address.host) ? 'likely' : found.confidence,
      reason: found.reason,
      environments: environmentOf(found.scope.deployment),
      operation: found.operation,
      evidence: target.pinned ? [...evidence, target.pinned] : evidence,
    });
  }
  return any;
}

/** A text as people are shown it: without credentials, and with … for what is not known. */
export const shown = (text: string): string =>
  text
    .replaceAll(HOLE, '…')
    .replace(/\/\/[^/@]*@/, '//')
    .slice(0, 120);

/** A bare word is a host only under a name that says so; a URL or `host:port` is an address under any. */
export function isAddressFor(name: string, text: string): boolean {
  if (/:\/\/|^jdbc:|^[^\s/]+:\d{2,5}(\/|,|$)|(^|;)\s*(server|host|data source)\s*=/i.test(text)) return true;
  return ADDRESS_NAME.test(name);
}
