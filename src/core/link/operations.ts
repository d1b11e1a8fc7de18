import type { UsesAddress } from '../model/talk-fact.ts';
import { addressesIn, HOLE } from './address.ts';
import type { ScopeOf, World } from './world.ts';

/** `POST /orders/{}`: the request that a client makes, as far as it is known; of a gateway, which hands on any method, `/orders/{}`. */
export function operationOf(fact: UsesAddress, target: string, { caller, world }: { caller: ScopeOf; world: World }): string | undefined {
  if (fact.protocol !== 'http' && fact.protocol !== 'graphql') return undefined;
  const base = addressesIn(target)[0]?.path ?? '';
  const path = fact.path ? (world.resolver.resolve(fact.path, caller).texts[0]?.text ?? '') : '';
  const whole = `${base.replace(/\/$/, '')}${path !== '' && !path.startsWith('/') ? '/' : ''}${path}`.replace(/[?#].*$/, '');
  return [fact.method, whole && templated(whole)].filter(Boolean).join(' ') || undefined;
}

/** Parts that are not known become `{}`; so do numbers, which are ids in an example. */
const templated = (path: string): string =>
  path
    .split('/')
    .map(part => (part.includes(HOLE) || /^\d+$/.test(part) ? '{}' : part))
    .join('/');
