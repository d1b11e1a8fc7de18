/** A resolved compose project as `docker compose config --format json` prints it; its dollar signs are doubled. */
export interface ComposeDocument {
  readonly services: Readonly<Record<string, Fields>>;
  readonly networks: Readonly<Record<string, Fields>>;
  readonly volumes: Readonly<Record<string, Fields>>;
  readonly configs: Readonly<Record<string, Fields>>;
  readonly secrets: Readonly<Record<string, Fields>>;
}

export type Fields = Readonly<Record<string, unknown>>;

/** Total: what is no mapping counts as an empty one. */
export function composeDocument(parsed: unknown): ComposeDocument {
  const { services, networks, volumes, configs, secrets } = fields(parsed);
  return {
    services: eachFields(services),
    networks: eachFields(networks),
    volumes: eachFields(volumes),
    configs: eachFields(configs),
    secrets: eachFields(secrets),
  };
}

const eachFields = (value: unknown): Readonly<Record<string, Fields>> => mapped(fields(value), fields);

export const fields = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};

export const items = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

export const texts = (value: unknown): readonly string[] => items(value).filter(item => typeof item === 'string');

export const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** Keys of hostile documents may be `__proto__`, so nothing is assigned by key. */
export const mapped = <From, To>(record: Readonly<Record<string, From>>, next: (value: From, key: string) => To): Record<string, To> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, next(value, key)]));

export const only = <Value>(record: Readonly<Record<string, Value>>, wanted: (key: string) => boolean): Record<string, Value> =>
  Object.fromEntries(Object.entries(record).filter(([key]) => wanted(key)));

/** As it is without the doubling of dollar signs. */
export const plain = (written: string): string => written.replaceAll('$$', '$');

/** Every name under which other services find one; `links` are names that only one caller has. */
export function namesOf({ services }: ComposeDocument, service: string): readonly string[] {
  const { container_name, hostname, networks } = services[service] ?? {};
  const aliases = Object.values(fields(networks)).flatMap(network => texts(fields(network)['aliases']));
  const names = [service, text(container_name), text(hostname), ...aliases];
  return [...new Set(names.filter(name => name !== undefined && name !== ''))] as string[];
}

/** What a caller calls other services by its `links`: `db` of `postgres:db`. */
export function linkedNames({ links }: Fields): readonly { readonly service: string; readonly name: string }[] {
  return texts(links).map(link => {
    const [service = '', name = service] = link.split(':');
    return { service, name };
  });
}
