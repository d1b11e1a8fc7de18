import { addressesIn, isLocal } from '../link/address.ts';
import type { Deployment } from '../link/deployment.ts';
import type { Service } from '../link/services.ts';
import type { World } from '../link/world.ts';
import type { ComposeService } from '../model/compose-fact.ts';
import type { Fact } from '../model/fact.ts';
import type { FilePath, Location } from '../model/source.ts';
import type { Value } from '../model/value.ts';
import { hostElement } from './named-hosts.ts';
import type { Occurrence } from './occurrence.ts';
import { textsIn, valuesIn } from './values-in.ts';

/** Names under which others reach a service: declared by compose entries, Services and workloads, written in addresses. */
export function hosts(world: World): Occurrence[] {
  return [...world.services.flatMap(service => [...declarations(service, world)]), ...names(world)];
}

function* declarations(service: Service, world: World): Generator<Occurrence> {
  const element = hostElement(service);
  const declares = (at: Location, doubt: number, environment?: string): Occurrence => ({
    element,
    role: 'declares',
    at,
    owner: service.id,
    doubt,
    ...(environment !== undefined && { environment }),
  });
  if (service.deployments.length === 0) {
    const registered = registeredAs(service, world);
    for (const at of registered.length > 0 ? registered : listening(service, world)) yield declares(at, 0);
    for (const { at } of service.units) yield declares(at, 1);
  }
  for (const { at, platform, evidence, environment } of service.deployments)
    yield isClustered(platform)
      ? declares(at, 1, environment)
      : declares(evidence.find(({ file }) => isComposed(file)) ?? at, 0, environment);
  if (service.deployments.some(({ platform }) => isClustered(platform))) {
    for (const { file, at, name } of world.view.all('cluster-service'))
      if (name.kind === 'literal' && service.hosts.has(name.text.toLowerCase()) && isHere(service, file))
        yield declares({ file, span: at }, 0);
  }
}

/** Where an application says under which name it is registered: `spring.application.name`, `micronaut.application.name`. */
const registeredAs = (service: Service, { ownership, view }: World): Location[] =>
  ownership.filesOf(service).flatMap(({ file }) =>
    view
      .of(file, 'sets-env')
      .filter(
        ({ name, value }) =>
          /(^|\.)application\.name$/i.test(name) && value.kind === 'literal' && service.hosts.has(value.text.toLowerCase()),
      )
      .map(({ at }) => ({ file, span: at })),
  );

/** What nobody deploys is reached where its code listens. */
const listening = (service: Service, { ownership, view }: World): Location[] =>
  ownership
    .filesOf(service)
    .flatMap(({ file, importedBy }) => (importedBy === undefined ? view.of(file, 'listens').map(({ at }) => ({ file, span: at })) : []));

/** A file on top of another says what is different there; the entry itself is in the first. */
const isComposed = (file: FilePath): boolean => /\.ya?ml$/.test(file);

const isClustered = (platform: Deployment['platform']): boolean => platform === 'kubernetes' || platform === 'helm';

/** A Service of another environment's folder may have the same name; one beside a workload of the service is its own. */
const isHere = ({ deployments }: Service, file: FilePath): boolean => {
  const top = topOf(file);
  return deployments.some(deployment => deployment.evidence.some(at => topOf(at.file) === top));
};

const topOf = (file: string): string => file.split('/')[0] ?? '';

/** Every text with an address in the files of services and of deployments. */
function* names(world: World): Generator<Occurrence> {
  const declared = deployedBy(world);
  for (const [file, facts] of world.view.files) {
    const [owner] = world.ownership.ownersOf(file);
    const own = owner?.deployments.find(({ evidence }) => evidence.some(at => at.file === file)) ?? owner?.deployments[0];
    const caller = own ?? declared.get(file);
    const written = { file, world, owner, caller };
    yield* addressed(facts, written);
    for (const entry of world.view.of(file, 'compose-service')) yield* awaited(entry, written);
  }
}

/** What a manifest deploys: the hosts that it names are those of its own environment. */
function deployedBy({ services }: World): ReadonlyMap<FilePath, Deployment> {
  const found = new Map<FilePath, Deployment>();
  for (const { deployments } of services)
    for (const deployment of deployments) if (!found.has(deployment.at.file)) found.set(deployment.at.file, deployment);
  return found;
}

interface Written {
  readonly file: FilePath;
  readonly world: World;
  readonly owner: Service | undefined;
  readonly caller: Deployment | undefined;
}

function* addressed(facts: readonly Fact[], { file, world, owner, caller }: Written): Generator<Occurrence> {
  for (const { kind, value, at, origins } of valuesIn(facts)) {
    // A topic may be called as a service is.
    if (kind === 'publishes' || kind === 'subscribes') continue;
    for (const { text, word } of kind === 'uses-address' ? hostTexts(value, { file, world, owner }) : plainTexts(value)) {
      for (const { host, port, scheme } of addressesIn(text)) {
        const isHere = isLocal(host);
        // Without a scheme it is where the program itself listens.
        if (host === '0.0.0.0' && scheme === undefined) continue;
        const service = isHere ? world.directory.atPort(port, owner) : (world.directory.find(host, caller) ?? undeployed(host, world));
        if (service && service !== owner)
          yield {
            element: hostElement(service),
            role: 'names',
            at: origins?.[0] ?? { file, span: at },
            ...(owner && { owner: owner.id }),
            word: word ?? (isHere ? `${host}:${port}` : host),
          };
      }
    }
  }
}

/** A constant stands for the host under its own name: `@FeignClient(Names.ORDERS)`. */
function hostTexts(
  value: Value,
  { file, world, owner }: Pick<Written, 'file' | 'world' | 'owner'>,
): readonly { readonly text: string; readonly word?: string }[] {
  const constant = value.kind === 'name' ? value.path.at(-1) : undefined;
  if (constant === undefined || !/^[A-Z][A-Z0-9_]+$/.test(constant) || !owner) return plainTexts(value);
  return world.resolver.resolve(value, { file, service: owner }).texts.map(({ text }) => ({ text, word: constant }));
}

const plainTexts = (value: Value): readonly { readonly text: string; readonly word?: string }[] => textsIn(value).map(text => ({ text }));

/** Code that nobody deploys here is registered under its own name, as far as one can tell. */
function undeployed(host: string, { directory }: World): Service | undefined {
  const service = host.length > 2 ? directory.named(host) : undefined;
  return service?.deployments.length === 0 ? service : undefined;
}

/** `depends_on` and `links` name a service without an address. */
function* awaited({ dependsOn, links }: ComposeService, { file, world, owner, caller }: Written): Generator<Occurrence> {
  for (const { service: host, at } of [...dependsOn, ...links]) {
    const service = world.directory.find(host, caller);
    if (service)
      yield {
        element: hostElement(service),
        role: 'names',
        at: { file, span: at },
        ...(owner && { owner: owner.id }),
        word: host,
        doubt: 1,
      };
  }
}
