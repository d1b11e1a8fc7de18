import type { NodeKind } from '../model/graph.ts';
import type { FilePath, Location } from '../model/source.ts';
import type { CodeUnit } from './code-units.ts';
import { joinAsTold, type Corrections } from './corrections.ts';
import type { Deployment } from './deployment.ts';
import { stem } from './names.ts';
import { baseName } from '../model/paths.ts';
import { addUnits } from './service-code.ts';
import { byName, joinWhere, ownImage, type Group } from './service-groups.ts';
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

/** Joins deployments of all environments and the code that nobody deploys into services. */
export function services(deployments: readonly Deployment[], units: readonly CodeUnit[], corrections: Corrections): Service[] {
  const groups = byName(deployments);
  joinAsTold(groups, corrections);
  const because = (why: string) => ({ why, corrections });
  joinWhere(
    groups,
    group => group.deployments.map(({ name }) => stem(name)),
    because('its name is the same but for a word like "service"'),
  );
  joinWhere(
    groups,
    group => group.deployments.map(({ folder }) => folder).filter(folder => folder !== undefined && folder !== ''),
    because('it is built from the same folder'),
  );
  joinWhere(
    groups,
    group => group.deployments.map(({ image }) => image && ownImage(image)).filter(image => image !== undefined),
    because('it runs the same image'),
  );
  addUnits(groups, units);
  joinAsTold(groups, corrections);
  joinWhere(groups, group => group.units.map(({ folder }) => folder), because('its code lies in the same folder'));
  joinWhere(groups, stockTechnologies, because('it is the only one of its technology in both environments'));
  return named(groups.map(toService));
}

const stockTechnologies = (group: Group): (string | undefined)[] => [
  ...group.deployments.map(({ image, clientOnly }) => (clientOnly ? undefined : image && technologyOfImage(image))),
  ...group.units.map(({ runs, baseTechnology }) => (runs ? undefined : baseTechnology)),
];

function toService(group: Group): Service {
  const [first] = group.deployments;
  const unit = group.units[0];
  const image = group.deployments.find(({ folder, image, clientOnly }) => image && folder === undefined && !clientOnly)?.image;
  const stock = unit?.runs ? undefined : image && technologyOfImage(image);
  const fromBase = stock ?? (unit && !unit.runs ? unit.baseTechnology : undefined);
  const name = group.named ?? first?.name ?? unit!.names[0] ?? baseName(unit!.folder);
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
