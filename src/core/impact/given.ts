import { addressesIn, isLocal } from '../link/address.ts';
import type { Deployment } from '../link/deployment.ts';
import type { Service } from '../link/services.ts';
import { spellings } from '../link/spellings.ts';
import type { World } from '../link/world.ts';
import type { Side } from './side.ts';

/** A deployment in both versions. */
export interface Unset {
  readonly deployment: Deployment;
  readonly old: Deployment;
}

/**
 * The container is given it, or a file of the service itself sets it. What lies beside the compose file for its own interpolation reaches no container,
 * and an empty text, as of an interpolated variable that is gone, is nothing.
 */
export function isGiven(name: string, service: Service, deployment: Deployment, { world }: Side): boolean {
  const wanted = spellings(name);
  if (!wanted.some(spelling => deployment.variables.has(spelling))) return isConfigured(wanted, service, world);
  const { texts, unknown } = world.resolver.resolve({ kind: 'env', name }, { file: deployment.at.file, service, deployment });
  return texts.length === 0 || unknown.length > 0 || texts.some(({ text }) => text !== '');
}

/** Only what is meant for the developer's own machine is left of what the deployment set: in a container, that is the container. */
export function isLeftToDeveloper(
  name: string,
  { deployment, old }: Unset,
  service: Service,
  { world: { view, ownership } }: Side,
): boolean {
  const wanted = spellings(name);
  const isSet = ({ variables }: Deployment): boolean => wanted.some(spelling => variables.has(spelling));
  if (!isSet(old) || isSet(deployment)) return false;
  const settings = ownership
    .filesOf(service)
    .flatMap(({ file }) => view.of(file, 'sets-env'))
    .filter(({ name: set, example }) => !example && wanted.some(one => one === set || spellings(set).includes(one)));
  return settings.length > 0 && settings.every(({ value }) => value.kind === 'literal' && isOfDeveloper(value.text));
}

const isOfDeveloper = (text: string): boolean => {
  const hosts = addressesIn(text);
  return hosts.length > 0 && hosts.every(({ host }) => isLocal(host));
};

const isConfigured = (wanted: readonly string[], service: Service, { view, ownership }: World): boolean =>
  ownership
    .filesOf(service)
    .some(({ file }) =>
      view.of(file, 'sets-env').some(({ name, example }) => !example && wanted.some(one => one === name || spellings(name).includes(one))),
    );
