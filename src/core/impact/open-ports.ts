import type { Deployment } from '../link/deployment.ts';
import type { Service } from '../link/services.ts';
import type { World } from '../link/world.ts';

/**
 * The ports at which others of its environment reach a deployment; empty where nothing tells.
 * A cluster's Service decides alone. Elsewhere the process decides: what its image exposes, what is mapped, what its code listens to.
 */
export function openPorts(
  deployment: Deployment,
  host: string,
  { service, world }: { readonly service: Service; readonly world: World },
): readonly number[] {
  if (deployment.published)
    return deployment.published.filter(({ name }) => host === name || host.startsWith(`${name}.`)).flatMap(({ ports }) => ports);
  const declared = deployment.ports.map(({ target }) => target).filter(port => port > 0);
  return [...new Set([...declared, ...heard(deployment, { service, world })])];
}

/** The ports that the service's own code and configuration listen on, as far as they tell. A cluster's Service stands before them. */
export function heard(deployment: Deployment, { service, world }: { readonly service: Service; readonly world: World }): readonly number[] {
  if (deployment.published) return [];
  const { ownership, resolver, view } = world;
  const own = ownership.filesOf(service).filter(({ importedBy }) => importedBy === undefined);
  const listened = own
    .flatMap(({ file }) => view.of(file, 'listens').map(({ port }) => ({ port, file })))
    .flatMap(({ port, file }) => resolver.resolve(port, { file, service, deployment }).texts.map(({ text }) => text));
  const configured = own.flatMap(({ file }) =>
    view.of(file, 'sets-env').flatMap(({ name, value }) => (OWN_PORT.test(name) && value.kind === 'literal' ? [value.text] : [])),
  );
  return [...listened, ...configured].map(text => Number(/(\d{2,5})\s*$/.exec(text)?.[1])).filter(port => port > 0 && port < 65_536);
}

/** What frameworks call the port that they listen on. */
const OWN_PORT = /^(server\.port|quarkus\.http\.port|micronaut\.server\.port)$/;
