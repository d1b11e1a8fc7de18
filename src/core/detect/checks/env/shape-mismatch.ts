import type { Check, Found } from '../../check.ts';
import { connectionIn, type Connection } from '../../connection-text.ts';
import { wordsOf } from '../../names.ts';
import { evidence } from '../../places.ts';
import { takes } from '../../reads.ts';
import type { Deployed, System, SystemService, Variable, VariableRead } from '../../system.ts';
import { heldUnder, isVariable } from '../../variable-names.ts';

export const shapeMismatch: Check = {
  id: 'env.shape-mismatch',
  stage: 'env',
  severity: 'high',
  title: 'One connection URL is set and its parts are read, or the other way round',
  why: 'The program connects to localhost or its default database although the connection is configured.',
  fix: 'Set what the code reads, and delete the variable that nothing reads.',
  guard: 'URLs that a framework or library reads by itself (Rails, Prisma, django-environ and the like) count as read.',
  sources: ['https://github.com/JianFeiGan/agent_part/issues/25', 'https://github.com/AllYourBot/hostedgpt/pull/547'],
  *run(system) {
    for (const service of system.services) {
      if (!service.hasCode || service.reads.length === 0) continue;
      for (const deployed of service.deployed) {
        yield* wholeForParts(service, deployed, system);
        yield* partsForWhole(service, deployed);
      }
    }
  },
};

/** A URL is set that nothing reads; two or more parts of it are read that nothing sets. */
function* wholeForParts(service: SystemService, deployed: Deployed, system: System): Generator<Found> {
  const unset = byPrefix(service.reads.filter(({ name, certain }) => certain && !isSet(name, service, deployed)));
  for (const variable of deployed.variables.values()) {
    if (variable.from !== 'deployment' || variable.text === undefined || !isVariable(variable.name) || takes(service, variable.name))
      continue;
    const connection = connectionIn(variable.text);
    if (!connection || !isStore(connection, deployed, system) || readsByItself(service, variable.name)) continue;
    const parts = [...unset].find(
      ([prefix, reads]) => reads.size >= 2 && (reads.has('HOST') || !connection.host) && isOf(prefix, variable.name, connection),
    );
    if (parts) yield wholeFound(service, variable, [...parts[1].values()]);
  }
}

/** Parts are set that nothing reads; the URL that is read is set by nobody. */
function* partsForWhole(service: SystemService, deployed: Deployed): Generator<Found> {
  const unread = [...deployed.variables.values()].filter(({ name, from }) => from === 'deployment' && !takes(service, name));
  const parts = byPrefix(unread);
  for (const read of service.reads) {
    const prefix = /^(\w+)_(?:URL|URI|DSN|CONNECTION_?STRING)$/.exec(read.name)?.[1];
    if (prefix === undefined || !read.certain || isSet(read.name, service, deployed)) continue;
    const found = [...parts].find(([other, own]) => own.has('HOST') && own.size >= 2 && isAlike(other, prefix));
    if (found) yield partsFound(service, read, [...found[1].values()]);
  }
}

const PART = /^(\w+?)_(HOST(?:NAME)?|ADDR(?:ESS)?|SERVER|PORT|USER(?:NAME)?|PASS(?:WORD)?|PASSWD|PWD|DB|DATABASE|DBNAME|NAME)$/;

/** HOST, PORT, USER … by the word before them, one entry a part. */
function byPrefix<T extends { readonly name: string }>(all: readonly T[]): ReadonlyMap<string, ReadonlyMap<string, T>> {
  const found = new Map<string, Map<string, T>>();
  for (const one of all) {
    const [, prefix, part] = PART.exec(one.name) ?? [];
    if (prefix === undefined || part === undefined) continue;
    const parts = found.get(prefix) ?? new Map<string, T>();
    const usual = /^(HOSTNAME|ADDR|ADDRESS|SERVER)$/.test(part) ? 'HOST' : part;
    if (!parts.has(usual)) parts.set(usual, one);
    found.set(prefix, parts);
  }
  return found;
}

const isSet = (name: string, service: SystemService, { variables }: Deployed): boolean =>
  heldUnder(name).some(spelling => variables.has(spelling)) || service.ownSettings.some(setting => setting.name === name);

function isStore({ scheme, host }: Connection, deployed: Deployed, { world }: System): boolean {
  const target = world.directory.find(host, deployed.deployment);
  return (
    target?.kind === 'datastore' ||
    target?.kind === 'broker' ||
    /^(postgres\w*|mysql|mariadb|mongodb|redis|rediss|amqps?|sqlserver|pg)(\+|$)/.test(scheme ?? '')
  );
}

const STORES: Readonly<Record<string, RegExp>> = {
  postgres: /^(postgres|postgresql|pg)$/,
  postgresql: /^(postgres|postgresql|pg)$/,
  pg: /^(postgres|postgresql|pg)$/,
  mysql: /^(mysql|mariadb)$/,
  mariadb: /^(mysql|mariadb)$/,
  mongodb: /^(mongo|mongodb)$/,
  redis: /^redis$/,
  amqp: /^(rabbit|rabbitmq|amqp|mq)$/,
  amqps: /^(rabbit|rabbitmq|amqp|mq)$/,
};
const ANY_STORE: ReadonlySet<string> = new Set(['db', 'database', 'sql', 'datastore']);

/** The parts' prefix names the URL's store or the URL's own variable. */
function isOf(prefix: string, variable: string, { scheme = '' }: Connection): boolean {
  const word = prefix.toLowerCase();
  return (
    isAlike(prefix, variable.replace(/_(URL|URI|DSN|CONNECTION_?STRING)$/, '')) ||
    STORES[scheme.replace(/\+.*/, '')]?.test(word) === true ||
    (ANY_STORE.has(word) && STORES[scheme.replace(/\+.*/, '')] !== undefined && !/^(redis|amqps?)$/.test(scheme))
  );
}

const isAlike = (a: string, b: string): boolean => usual(a) === usual(b);

/** One word for each store, whatever it is called. */
const usual = (name: string): string =>
  wordsOf(name)
    .map(word => (ANY_STORE.has(word) ? 'db' : word.replace(/^postgresql$/, 'postgres').replace(/^mongodb$/, 'mongo')))
    .join('_');

const SELF_READ =
  /^(rails|activerecord|prisma|@prisma\/client|django-environ|dj-database-url|sqlx|diesel|sea-orm|ecto_sql|dokku|@adonisjs\/lucid|typeorm-cli|gatsby)$/;

/** `DATABASE_URL` and the like are read by these without a word of code. */
const readsByItself = (service: SystemService, name: string): boolean =>
  /^(DATABASE|REDIS|MONGO|MONGODB|AMQP|RABBITMQ|CLOUDAMQP)_UR[LI]$/.test(name) &&
  service.facts('package').some(({ dependencies }) => dependencies.some(dependency => SELF_READ.test(dependency.name)));

function wholeFound(service: SystemService, { name, at }: Variable, reads: readonly VariableRead[]): Found {
  const names = reads.map(read => read.name).join(', ');
  return {
    subject: `${service.name} ${name} parts`,
    message: `${service.name} is given ${name}, which its code never reads; it reads ${names}, which nothing sets.`,
    evidence: [
      evidence(at, `${name} is set here`),
      ...reads
        .slice(0, 5)
        .map(read =>
          evidence(read.at, `${read.name} is read here${read.fallbackText === undefined ? '' : `, and is else "${read.fallbackText}"`}`),
        ),
    ],
    about: [service.id],
  };
}

function partsFound(service: SystemService, read: VariableRead, set: readonly Variable[]): Found {
  const [first, ...others] = set.map(({ name, at }) => evidence(at, `${name} is set here`));
  return {
    subject: `${service.name} ${read.name} whole`,
    message: `${service.name} is given ${set.map(({ name }) => name).join(', ')}, which its code never reads; it reads ${read.name}, which nothing sets.`,
    evidence: [first!, evidence(read.at, `${read.name} is read here`), ...others],
    about: [service.id],
  };
}
