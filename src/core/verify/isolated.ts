import { fields, linkedNames, mapped, namesOf, only, text, texts, type ComposeDocument, type Fields } from './compose-document.ts';
import { buildIn, type Placed } from './isolated-build.ts';
import type { Isolation } from './isolation.ts';
import { mountsIn, type Mounts } from './isolated-mounts.ts';
import { serviceFields } from './isolated-service.ts';

export interface Isolated {
  readonly document: ComposeDocument;
  /** What the services asked for and do not get, and what runs otherwise than it is written. */
  readonly notes: readonly string[];
  /** Why it cannot be run at all. */
  readonly refused: readonly string[];
}

/**
 * The project as it runs in the sandbox. The workspace is not trusted: what is not known to be harmless is left out and named.
 * Pure and total.
 */
export function isolated(document: ComposeDocument, isolation: Isolation): Isolated {
  const wanted = only(document.services, name => isolation.services.includes(name));
  const mounts = mountsIn({ ...document, services: wanted }, isolation);
  const builds = Object.entries(wanted).flatMap(([name, { build }]) => (build ? [{ name, ...buildIn(name, build, isolation.root) }] : []));
  const parts = mapped(wanted, (service, name) => serviceFields(name, service));
  const services = mapped(wanted, (service, name) => ({
    ...parts[name]!.kept,
    ...mounts.ofService.get(name),
    ...imageOf(name, service, { isolation, builds }),
    ...placeOf(name, { document, isolation, wanted }),
    restart: 'no',
    labels: { ...fields(service['labels']), ...isolation.labels, [SERVICE_LABEL]: name },
  }));
  return {
    document: { services, ...madeHere(document, { isolation, mounts }) },
    notes: [...Object.values(parts).flatMap(part => part.notes), ...builds.flatMap(build => build.notes), ...mounts.notes].toSorted(),
    refused: builds.flatMap(build => build.refused),
  };
}

/** Of images that were built here. They say nothing of a run, so that the same texts make the same image. */
export const IMAGE_LABEL = 'dev.faultline.image';
/** The work tree that an image was built from. */
export const TOP_LABEL = 'dev.faultline.top';

/** Which service a container is, whatever compose calls it. */
export const SERVICE_LABEL = 'dev.faultline.service';

interface Builds {
  readonly isolation: Isolation;
  readonly builds: readonly ({ readonly name: string } & Placed)[];
}

function imageOf(name: string, { image }: Fields, { isolation, builds }: Builds): Fields {
  const build = builds.find(each => each.name === name)?.build;
  if (!build) return { image };
  const labels = {
    [IMAGE_LABEL]: isolation.images.get(name),
    ...(isolation.top !== undefined && { [TOP_LABEL]: isolation.top.replaceAll('$', '$$$$') }),
  };
  return { image: isolation.images.get(name), build: { ...build, labels } };
}

interface Around {
  readonly document: ComposeDocument;
  readonly isolation: Isolation;
  readonly wanted: Readonly<Record<string, Fields>>;
}

/** On which networks a service is, and where it finds the others. Who shares the network of another has no say in either. */
function placeOf(name: string, { document, isolation, wanted }: Around): Fields {
  const service = wanted[name]!;
  const mode = text(service['network_mode']);
  const host = mode?.startsWith('service:') ? mode.slice('service:'.length) : undefined;
  const depends_on = only(fields(service['depends_on']), needed => wanted[needed] !== undefined);
  if (mode === 'none' || (host !== undefined && wanted[host])) return { network_mode: mode, depends_on };
  const asked = Object.keys(only(fields(service['networks']), key => isolation.networks.has(key)));
  const networks = asked.length > 0 ? asked : [...isolation.networks.keys()].slice(0, 1);
  const aliases = namesOf(document, name).filter(alias => alias !== name);
  return {
    networks: Object.fromEntries(networks.map(network => [network, aliases.length > 0 ? { aliases } : null])),
    extra_hosts: hostsOf(name, { document, isolation, wanted }),
    depends_on,
  };
}

/** Names that the project gives to addresses, and above them those of services. A service finds itself where it is. */
function hostsOf(name: string, { document, isolation, wanted }: Around): readonly string[] {
  const service = wanted[name]!;
  const linked = linkedNames(service);
  const own = new Set(namesOf(document, name));
  const anchored = [...isolation.anchors].flatMap(([target, address]) => {
    const names = [...namesOf(document, target), ...linked.filter(link => link.service === target).map(link => link.name)];
    return target === name ? [] : names.filter(each => !own.has(each)).map(each => [each, address] as const);
  });
  const given = writtenHosts(service['extra_hosts']).filter(([host]) => !anchored.some(([each]) => each === host));
  return [...new Set([...given, ...anchored].map(([host, address]) => `${host}:${address}`))];
}

/** A list of `name=address`, or since compose 2.24 also of `name:address`, or a mapping. */
function writtenHosts(written: unknown): readonly (readonly [string, string])[] {
  const listed = texts(written).flatMap(line => {
    const [, host, address] = /^([^=:]+)[=:](.+)$/.exec(line) ?? [];
    return host !== undefined && address !== undefined ? [[host, address] as const] : [];
  });
  const named = Object.entries(fields(written)).flatMap(([host, addresses]) =>
    [addresses].flat().flatMap(address => (typeof address === 'string' ? [[host, address] as const] : [])),
  );
  return [...listed, ...named];
}

interface Making {
  readonly isolation: Isolation;
  readonly mounts: Mounts;
}

/** Networks are there already, and compose is to make none. */
function madeHere(document: ComposeDocument, { isolation, mounts }: Making): Omit<ComposeDocument, 'services'> {
  return {
    networks: Object.fromEntries([...isolation.networks].map(([key, name]) => [key, { name, external: true }])),
    volumes: mounts.volumes,
    configs: only(document.configs, name => mounts.configs.has(name)),
    secrets: only(document.secrets, name => mounts.secrets.has(name)),
  };
}
