import type { Deployment } from '../link/deployment.ts';
import type { ScopeOf, World } from '../link/world.ts';
import { variablesIn, type Value } from '../model/value.ts';

/** Environments of one service say the same. */
const MOST_SCOPES = 2;

/** Scopes of other services' deployments that set what nobody sets here: the code runs in an image that only a registry knows. */
export function setElsewhere(world: World): (value: Value, scope: ScopeOf) => readonly ScopeOf[] {
  const deployments = world.services.flatMap(service => service.deployments);
  const setters = new Map<string, readonly Deployment[]>();
  const settersOf = (name: string): readonly Deployment[] => {
    const known = setters.get(name) ?? deployments.filter(({ variables }) => variables.has(name));
    setters.set(name, known);
    return known;
  };
  return (value, scope) => {
    const [first, ...others] = variablesIn(value).map(({ name }) => name);
    if (first === undefined || world.resolver.isSet(first, scope)) return [];
    return settersOf(first)
      .filter(({ variables }) => others.every(name => variables.has(name)))
      .slice(0, MOST_SCOPES)
      .map(deployment => ({ ...scope, deployment }));
  };
}
