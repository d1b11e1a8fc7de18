import { portsOfImage } from './image-ports.ts';
import { containersIn, textAt } from './manifest-parts.ts';
import { takes } from './reads.ts';
import type { Reference } from './references.ts';
import type { Deployed, System } from './system.ts';

const USUAL: Readonly<Record<string, number>> = {
  postgres: 5432,
  postgresql: 5432,
  mysql: 3306,
  mariadb: 3306,
  sqlserver: 1433,
  mongodb: 27_017,
  redis: 6379,
  memcached: 11_211,
  elasticsearch: 9200,
  amqp: 5672,
  rabbitmq: 5672,
  kafka: 9092,
  nats: 4222,
};

/** The port of an address, or that of its scheme or of the client that takes it. */
export const portMeant = ({ address: { port, scheme = '' }, protocol }: Reference): number | undefined =>
  port ?? USUAL[scheme.replace(/^jdbc:/, '').replace(/\+.*/, '')] ?? (protocol && USUAL[protocol]);

/** The other container that a program means by localhost, where it can be only one. */
export function meantByLocalhost(reference: Reference, system: System): Deployed | undefined {
  const { deployed, name = '' } = reference;
  const { hasCode, reads } = deployed.service;
  const port = portMeant(reference);
  // One env file for all gives every program what only some of them read.
  if (port === undefined && hasCode && reads.length > 0 && !takes(deployed.service, name)) return undefined;
  const others = system.services
    .flatMap(service => service.deployed)
    .filter(other => other.environment === deployed.environment && other.name !== deployed.name && other.service !== deployed.service);
  const found = others.filter(other => (port === undefined ? isNamedFor(name, other) : holds(other, port)));
  return found.length === 1 ? found[0] : undefined;
}

/** It is reached at that port, from the host or within the network. */
const holds = ({ deployment, image, service }: Deployed, port: number): boolean =>
  deployment.ports.some(own => own.target === port || own.published === port) ||
  (deployment.folder === undefined &&
    (portsOfImage(image)?.includes(port) === true || (deployment.ports.length === 0 && USUAL[service.technology ?? ''] === port)));

const STORES: readonly (readonly [word: RegExp, technology: RegExp])[] = [
  [/^(db|database|sql|rds|dbserver)$/, /^(postgres|mysql|mariadb|sqlserver|oracle|mongodb|cockroachdb)$/],
  [/^(pg|postgres|postgresql)$/, /^postgres$/],
  [/^(mysql|mariadb)$/, /^(mysql|mariadb)$/],
  [/^mongo(db)?$/, /^mongodb$/],
  [/^(redis|cache)$/, /^redis$/],
  [/^(rabbit|rabbitmq|amqp|mq)$/, /^rabbitmq$/],
  [/^(elastic|elasticsearch|es)$/, /^elasticsearch$/],
];

/** `DB_HOST` is about the database, `USERS_HOST` about users. */
function isNamedFor(variable: string, { name, service }: Deployed): boolean {
  const prefix = /^(.+?)_?(?:HOST|HOSTNAME|ADDR|ADDRESS|SERVER)$/i.exec(variable)?.[1]?.toLowerCase();
  if (prefix === undefined) return false;
  const word = prefix.split(/[_.]/).at(-1)!;
  const stores = STORES.find(([known]) => known.test(word));
  if (stores) return stores[1].test(service.technology ?? '');
  const plain = prefix.replace(/[^a-z0-9]/g, '');
  return [name, service.name].some(
    own => own.toLowerCase().replace(/[^a-z0-9]/g, '') === plain || own.toLowerCase().replace(/[-_]?(service|svc)$/, '') === plain,
  );
}

/** Nobody else answers at its localhost: a container of compose with a network of its own, or the only container of its pod. */
export function isAlone({ platform, compose, objects }: Deployed): boolean {
  if (platform === 'compose') return compose !== undefined && textAt(compose.written, 'network_mode') === undefined;
  if (platform !== 'kubernetes' && platform !== 'helm') return false;
  const pods = objects.filter(({ written }) => containersIn(written).length > 0);
  return (
    pods.length > 0 &&
    pods.every(
      ({ written }) => containersIn(written).length === 1 && textAt(written, 'spec', 'template', 'spec', 'hostNetwork') !== 'true',
    ) &&
    !pods.some(({ written }) => SIDECARS.test(JSON.stringify(written)))
  );
}

/** Annotations that let something be put beside the container. */
const SIDECARS =
  /"(?:dapr\.io\/|sidecar\.|linkerd\.io\/inject|vault\.hashicorp\.com\/agent-inject|config\.linkerd|consul\.hashicorp\.com\/connect)/;
