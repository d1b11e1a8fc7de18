import { fields, items, namesOf, text, type ComposeDocument, type Fields } from './compose-document.ts';

export interface ServicePorts {
  readonly service: string;
  /** Every name by which others find it. */
  readonly names: readonly string[];
  readonly ports: readonly {
    readonly port: number;
    readonly protocol: 'http' | 'tcp' | 'unknown';
    /** Where its container listens, if that is another port. */
    readonly target?: number;
  }[];
}

/** Where the container of a service listens for what arrives at a port of its name. */
export const targetPort = (all: readonly ServicePorts[], service: string, port: number): number =>
  all.find(each => each.service === service)?.ports.find(each => each.port === port)?.target ?? port;

/** Images whose protocol is none of the web's, and the port that they listen on by themselves. */
const PRODUCTS: readonly (readonly [RegExp, readonly number[]])[] = [
  [/(^|\/)(postgres|postgis|timescaledb|pgvector)/, [5432]],
  [/(^|\/)(mysql|mariadb|percona)/, [3306]],
  [/(^|\/)(redis|valkey|keydb|dragonfly)/, [6379]],
  [/(^|\/)mongo/, [27017]],
  [/(^|\/)nats/, [4222]],
  [/(^|\/)rabbitmq/, [5672]],
  [/(^|\/)(kafka|cp-kafka|redpanda)/, [9092]],
  [/(^|\/)memcached/, [11211]],
  [/(^|\/)(zookeeper|cp-zookeeper)/, [2181]],
  [/(^|\/)cassandra/, [9042]],
  [/(mssql|azure-sql)/, [1433]],
];

const DEFAULT_PORTS: Readonly<Record<string, number>> = {
  http: 80,
  https: 443,
  ws: 80,
  redis: 6379,
  postgres: 5432,
  postgresql: 5432,
  nats: 4222,
  amqp: 5672,
  mongodb: 27017,
  mysql: 3306,
};

/**
 * Where each service listens as the others see it: what it publishes and exposes, what others' settings say, what its product is known for.
 * `exposed` is what its image exposes, where that is known. Pure.
 */
export function servicePorts(document: ComposeDocument, exposed: (service: string) => readonly number[] = () => []): ServicePorts[] {
  const settings = Object.values(document.services).flatMap(settingsOf);
  return Object.entries(document.services).map(([service, written]) => {
    const names = namesOf(document, service);
    const product = PRODUCTS.find(([image]) => image.test(text(written['image']) ?? ''))?.[1];
    const told = settings
      .flatMap(setting => mentions(setting, names))
      .map(({ port, protocol }) => [port, product ? 'tcp' : protocol] as const);
    const listed = [...listedPorts(written), ...exposed(service)].map(port => [port, product ? 'tcp' : 'unknown'] as const);
    const all = [...(product ?? []).map(port => [port, 'tcp'] as const), ...told, ...listed];
    return { service, names, ports: distinct(all) };
  });
}

type Protocol = ServicePorts['ports'][number]['protocol'];

/** What somebody knows of a protocol wins over what nobody knows. */
function distinct(all: readonly (readonly [number, Protocol])[]): ServicePorts['ports'] {
  const found = new Map<number, Protocol>();
  for (const [port, protocol] of all)
    if (Number.isInteger(port) && port > 0 && port < 65_536 && (found.get(port) ?? 'unknown') === 'unknown') found.set(port, protocol);
  return [...found].map(([port, protocol]) => ({ port, protocol }));
}

/** Values of variables, and words of the command. */
function settingsOf({ environment, command }: Fields): string[] {
  const values = Array.isArray(environment) ? environment : Object.values(fields(environment));
  const words = typeof command === 'string' ? [command] : items(command);
  return [...values, ...words].filter(value => typeof value === 'string');
}

/** `{ target: 8080 }` and `9090/tcp`. */
function listedPorts({ ports, expose }: Fields): number[] {
  const targets = items(ports).map(port => Number(fields(port)['target']));
  return [...targets, ...items(expose).map(port => Number.parseInt(String(port), 10))];
}

/** `http://orders:8080/x`, `inventory:50051`, `redis://:secret@redis:6379/0`. */
function mentions(text: string, names: readonly string[]): { port: number; protocol: Protocol }[] {
  return names.flatMap(name => {
    const pattern = new RegExp(
      String.raw`(?:([a-z][a-z0-9+.-]*)://(?:[^\s/@]*@)?|(?<![\w.-]))${escaped(name)}(?::(\d{1,5}))?(?![\w.-])`,
      'gi',
    );
    return [...text.matchAll(pattern)].flatMap(([, scheme, port]) => {
      const known = scheme?.toLowerCase();
      const number = port === undefined ? DEFAULT_PORTS[known ?? ''] : Number(port);
      return number === undefined ? [] : [{ port: number, protocol: protocolOf(known) }];
    });
  });
}

const protocolOf = (scheme: string | undefined): Protocol =>
  scheme === undefined ? 'unknown' : /^(http|ws|grpc|dns|h2c)$/.test(scheme) ? 'http' : 'tcp';

const escaped = (name: string): string => name.replace(/[.*+?^${}()|[\]\\-]/g, String.raw`\$&`);
