import type { NodeKind } from '../model/graph.ts';
import type { FilePath, Location } from '../model/source.ts';
import { imageName } from './cluster-deployments.ts';
import type { CodeUnit } from './code-units.ts';
import type { Deployment } from './deployment.ts';
import { plain, stem } from './names.ts';
import { baseName, isUnder } from './paths.ts';
import { nodeKindOf, programsOfImage, technologyOfImage } from './technologies.ts';

/** One service, data store or broker of the system, with everything that was joined into it. */
export interface Service {
  readonly id: string;
  readonly name: string;
  readonly kind: NodeKind;
  readonly technology?: string;
  readonly folder?: FilePath;
  readonly deployments: readonly Deployment[];
  readonly units: readonly CodeUnit[];
  readonly hosts: ReadonlySet<string>;
  /** Products that it runs: `nginx`, `logstash`. */
  readonly programs: ReadonlySet<string>;
  readonly identity: readonly { readonly aspect: string; readonly why: string; readonly at: Location }[];
}

interface Group {
  readonly deployments: Deployment[];
  readonly units: CodeUnit[];
  readonly why: { aspect: string; why: string; at: Location }[];
}

/** Joins deployments of all environments and the code that nobody deploys into services. */
export function services(deployments: readonly Deployment[], units: readonly CodeUnit[]): Service[] {
  const groups = byName(deployments);
  joinWhere(groups, group => group.deployments.map(({ name }) => stem(name)), 'its name is the same but for a word like "service"');
  joinWhere(
    groups,
    group => group.deployments.map(({ folder }) => folder).filter(folder => folder !== undefined && folder !== ''),
    'it is built from the same folder',
  );
  joinWhere(
    groups,
    group => group.deployments.map(({ image }) => image && ownImage(image)).filter(image => image !== undefined),
    'it runs the same image',
  );
  addUnits(groups, units);
  joinWhere(groups, group => group.units.map(({ folder }) => folder), 'its code lies in the same folder');
  joinWhere(groups, stockTechnologies, 'it is the only one of its technology in both environments');
  return named(groups.map(toService));
}

const stockTechnologies = (group: Group): (string | undefined)[] => [
  ...group.deployments.map(({ image }) => image && technologyOfImage(image)),
  ...group.units.map(({ runs, baseTechnology }) => (runs ? undefined : baseTechnology)),
];

function byName(deployments: readonly Deployment[]): Group[] {
  const groups = new Map<string, Group>();
  for (const deployment of deployments) {
    const key = plain(deployment.name);
    const group = groups.get(key) ?? { deployments: [], units: [], why: [] };
    groups.set(key, group);
    group.why.push({
      aspect: aspectOf(deployment),
      why:
        group.deployments.length === 0
          ? `It is called ${deployment.name} in ${deployment.environment}.`
          : `It has the same name in ${deployment.environment}.`,
      at: deployment.at,
    });
    group.deployments.push(deployment);
  }
  return [...groups.values()];
}

const aspectOf = (deployment: Deployment): string =>
  deployment.platform === 'compose'
    ? 'compose service'
    : deployment.platform === 'helm'
      ? 'Helm workload'
      : deployment.platform === 'aspire'
        ? 'Aspire resource'
        : 'Kubernetes workload';

/** A third party's image says nothing about identity: two databases are two. */
const ownImage = (image: string): string | undefined => (technologyOfImage(image) || !/[/]/.test(image) ? undefined : imageName(image));

/** Joins two groups that share a key, where no other group has it and no environment runs both: within an environment, two names are two services. */
function joinWhere(groups: Group[], keysOf: (group: Group) => readonly (string | undefined)[], why: string): void {
  const holders = new Map<string, Group[]>();
  for (const group of groups) {
    for (const key of new Set(keysOf(group))) if (key !== undefined) holders.set(key, [...(holders.get(key) ?? []), group]);
  }
  for (const candidates of holders.values()) {
    const alive = candidates.filter(group => groups.includes(group));
    if (alive.length < 2 || sharesEnvironment(alive)) continue;
    const [first, ...rest] = alive as [Group, ...Group[]];
    for (const group of rest) {
      first.deployments.push(...group.deployments);
      first.units.push(...group.units.filter(unit => !first.units.includes(unit)));
      first.why.push(...group.why.map(reason => ({ ...reason, why: `${reason.why} Joined because ${why}.` })));
      groups.splice(groups.indexOf(group), 1);
    }
  }
}

function sharesEnvironment(groups: readonly Group[]): boolean {
  const seen = new Set<string>();
  for (const group of groups) {
    const own = new Set(group.deployments.map(({ environment }) => environment));
    for (const environment of own) if (seen.has(environment)) return true;
    for (const environment of own) seen.add(environment);
  }
  return false;
}

/** Gives each group its code: the folder it is built from, else the unit that has its name. A unit that nobody deploys is a service of its own. */
function addUnits(groups: Group[], units: readonly CodeUnit[]): void {
  const free = new Set(units);
  const shared = sharedFolders(groups);
  for (const group of groups) {
    const folders = group.deployments.map(({ folder }) => folder).filter(folder => folder !== undefined && !shared.has(folder));
    for (const unit of units) {
      if (!folders.includes(unit.folder)) continue;
      take(group, unit, `It is built from ${unit.folder || 'the root folder'}.`);
      free.delete(unit);
    }
  }
  for (const group of groups) {
    if (group.units.length > 0 || group.deployments.some(({ folder }) => folder !== undefined && !shared.has(folder))) continue;
    if (group.deployments.some(({ image }) => image && technologyOfImage(image) && !/\//.test(image))) continue;
    const unit =
      unitByName(group, free) ??
      unitByName(group, new Set(units)) ??
      units.find(({ folder }) => group.deployments.some(deployment => deployment.folder === folder));
    if (!unit) continue;
    take(group, unit, `Its code is found by name in ${unit.folder}.`);
    free.delete(unit);
  }
  const covered = groups.flatMap(group => group.units.map(({ folder }) => folder));
  const built = groups
    .flatMap(group => group.deployments.map(({ folder }) => folder))
    .filter(folder => folder !== undefined && folder !== '');
  for (const unit of free) {
    if (
      !unit.runs ||
      covered.some(folder => folder !== '' && isUnder(unit.folder, folder)) ||
      built.some(folder => isUnder(unit.folder, folder!))
    )
      continue;
    if (unit.folder === '' && groups.length > 0) continue;
    const group: Group = { deployments: [], units: [], why: [] };
    take(group, unit, `It starts a program (${unit.framework ?? unit.language ?? 'application'}).`);
    groups.push(group);
  }
}

/** A folder that several services of one environment are built from, as a repository's root often is, tells none of them apart. */
function sharedFolders(groups: readonly Group[]): ReadonlySet<string> {
  const holders = new Map<string, Set<Group>>();
  for (const group of groups)
    for (const { folder } of group.deployments)
      if (folder !== undefined) holders.set(folder, (holders.get(folder) ?? new Set()).add(group));
  return new Set([...holders].filter(([, of]) => of.size > 1).map(([folder]) => folder));
}

function take(group: Group, unit: CodeUnit, why: string): void {
  group.units.push(unit);
  group.why.push({ aspect: 'code', why, at: unit.at });
}

function unitByName(group: Group, units: ReadonlySet<CodeUnit>): CodeUnit | undefined {
  const images = group.deployments.map(({ image }) => image && ownImage(image)).filter(image => image !== undefined);
  const names = [...group.deployments.map(({ name }) => name), ...images];
  const exact = new Set(names.map(plain));
  const stems = new Set(names.map(stem));
  const candidates = [...units].filter(unit => unit.folder !== '');
  const called = (match: (name: string) => boolean): CodeUnit | undefined =>
    best(candidates.filter(unit => match(baseName(unit.folder)) || unit.names.some(match)));
  return (
    called(name => exact.has(plain(name))) ??
    called(name => stems.has(stem(name))) ??
    best(
      candidates.filter(unit =>
        images.some(
          image =>
            plain(image)
              .replace(/v\d+$/, '')
              .endsWith(plain(baseName(unit.folder))) && plain(baseName(unit.folder)).length > 3,
        ),
      ),
    )
  );
}

const best = (units: readonly CodeUnit[]): CodeUnit | undefined =>
  units.toSorted(
    (a, b) =>
      Number(b.runs) - Number(a.runs) ||
      Number(b.dockerfile !== undefined) - Number(a.dockerfile !== undefined) ||
      a.folder.length - b.folder.length,
  )[0];

function toService(group: Group): Service {
  const [first] = group.deployments;
  const unit = group.units[0];
  const image = group.deployments.find(({ folder, image }) => image && folder === undefined)?.image;
  const stock = unit?.runs ? undefined : image && technologyOfImage(image);
  const fromBase = stock ?? (unit && !unit.runs ? unit.baseTechnology : undefined);
  const name = first?.name ?? unit!.names[0] ?? baseName(unit!.folder);
  const isDatabase = fromBase === undefined && !unit?.runs && /(^|[-_.])(db|database)\d*$/i.test(name);
  const technology = fromBase ?? (isDatabase ? technologyOfPorts(group.deployments) : unit?.language);
  const kind = isDatabase ? 'datastore' : nodeKindOf(fromBase);
  const folder = unit?.folder ?? group.deployments.find(({ folder }) => folder !== undefined && folder !== '')?.folder;
  return {
    id: `${kind}:${name}`,
    name,
    kind,
    ...(technology && { technology }),
    ...(folder !== undefined && { folder }),
    deployments: group.deployments,
    units: group.units,
    hosts: new Set([
      ...group.deployments.flatMap(({ hosts, appIds }) => [...hosts, ...appIds.map(id => id.toLowerCase())]),
      ...group.units.flatMap(({ discoveryNames }) => discoveryNames),
    ]),
    programs: new Set([
      ...group.deployments.flatMap(({ image }) => (image ? programsOfImage(image) : [])),
      ...group.units.flatMap(({ baseImage }) => (baseImage ? programsOfImage(baseImage) : [])),
    ]),
    identity: group.why,
  };
}

const USUAL_PORTS: Readonly<Record<number, string>> = {
  3306: 'mysql',
  5432: 'postgres',
  27017: 'mongodb',
  6379: 'redis',
  1433: 'sqlserver',
  9042: 'cassandra',
};

/** An image that says nothing but "database" is known by the port that it opens. */
const technologyOfPorts = (deployments: readonly Deployment[]): string | undefined =>
  deployments.flatMap(({ ports }) => ports.map(({ target }) => USUAL_PORTS[target])).find(technology => technology !== undefined);

/** Ids are unique: a second service of a name is told apart by its folder. */
function named(all: readonly Service[]): Service[] {
  const seen = new Map<string, number>();
  return all.map(service => {
    const count = (seen.get(service.id) ?? 0) + 1;
    seen.set(service.id, count);
    return count === 1 ? service : { ...service, id: `${service.id}@${service.folder ?? count}` };
  });
}
