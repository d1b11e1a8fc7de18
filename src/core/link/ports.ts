import type { FactsView } from './facts-view.ts';
import type { Ownership } from './ownership.ts';
import type { Resolver } from './resolve.ts';
import type { Service } from './services.ts';

interface World {
  readonly view: FactsView;
  readonly ownership: Ownership;
  readonly resolver: Resolver;
}

/** Where a framework listens when nobody says otherwise. */
const DEFAULTS: readonly (readonly [role: RegExp, port: number])[] = [
  [/config-server/, 8888],
  [/eureka-server/, 8761],
  [/zipkin/, 9411],
  [/^spring-boot/, 8080],
];

const defaultPort = ({ units }: Service): number | undefined =>
  DEFAULTS.find(([role]) => units.some(({ roles }) => roles.some(own => role.test(own))))?.[1];

/** Ports at which a developer's machine reaches each service: published by compose, listened to by its code, or set in its configuration. */
export function listeningPorts(all: readonly Service[], { view, ownership, resolver }: World): Map<Service, Set<number>> {
  const ports = new Map<Service, Set<number>>();
  for (const service of all) {
    const own = new Set(
      service.deployments
        .filter(({ platform }) => platform === 'compose')
        .flatMap(deployment => deployment.ports.flatMap(port => (port.published === undefined ? [] : [port.published]))),
    );
    const add = (text: string): void => {
      const port = Number(/(\d{2,5})\s*$/.exec(text)?.[1]);
      if (port > 0 && port < 65_536) own.add(port);
    };
    for (const { file, importedBy } of ownership.filesOf(service)) {
      if (importedBy && importedBy === file) continue;
      for (const { port } of view.of(file, 'listens')) for (const { text } of resolver.resolve(port, { file, service }).texts) add(text);
      for (const fact of view.of(file, 'sets-env')) {
        if (
          fact.value.kind === 'literal' &&
          /^(server\.port|PORT|quarkus\.http\.port|micronaut\.server\.port|HTTP_PORT|APP_PORT|SERVER_PORT)$/.test(fact.name)
        )
          add(fact.value.text);
      }
    }
    const usual = defaultPort(service);
    if (usual !== undefined && own.size === 0) own.add(usual);
    ports.set(service, own);
  }
  return ports;
}
