import type { Check, Found } from '../../check.ts';
import { connectionIn, type Connection } from '../../connection-text.ts';
import { credentialsOf, type Credentials } from '../../database-images.ts';
import { partAt, itemsOf, textAt } from '../../manifest-parts.ts';
import { evidence } from '../../places.ts';
import type { Deployed, System, Variable } from '../../system.ts';

export const inconsistentCredentials: Check = {
  id: 'env.inconsistent-credentials',
  stage: 'env',
  severity: 'high',
  title: 'A client signs in with other credentials than its server was given',
  why: 'On a fresh volume the server refuses the client ("password authentication failed"); on an old one it works until somebody starts anew.',
  fix: 'Fill both from the same variable.',
  guard:
    'Values that come from a secret or from outside are not compared, nor users and databases that a script in docker-entrypoint-initdb.d may make.',
  sources: ['https://github.com/nocodb/nocodb/issues/4878', 'https://github.com/Morelitea/initiative/pull/90'],
  *run(system) {
    for (const deployed of system.services.flatMap(service => service.deployed)) {
      for (const { connection, parts } of connectionsOf(deployed)) yield* compared(deployed, connection, { parts, system });
    }
  },
};

type Part = 'user' | 'password' | 'database';

/** A connection, and the variables that say each part of it. */
interface Asked {
  readonly connection: Connection;
  readonly parts: { readonly [K in Part | 'host']?: Variable };
}

function connectionsOf({ variables }: Deployed): readonly Asked[] {
  const known = [...variables.values()].filter(({ text }) => text !== undefined);
  const urls = known.flatMap((variable): Asked[] => {
    const connection = connectionIn(variable.text!);
    return connection
      ? [
          {
            connection: { ...connection, ...besideUrl(variable, connection, variables).connection },
            parts: {
              host: variable,
              user: variable,
              password: variable,
              database: variable,
              ...besideUrl(variable, connection, variables).parts,
            },
          },
        ]
      : [];
  });
  return [...urls, ...known.flatMap(variable => inParts(variable, variables))];
}

/** `SPRING_DATASOURCE_URL` says where, and `SPRING_DATASOURCE_USERNAME` who. */
function besideUrl(
  { name }: Variable,
  { user, password }: Connection,
  variables: Deployed['variables'],
): { connection: Partial<Connection>; parts: Asked['parts'] } {
  const prefix = /^(\w+)_(?:URL|URI)$/.exec(name)?.[1];
  if (prefix === undefined) return { connection: {}, parts: {} };
  const beside = (suffixes: readonly string[]): Variable | undefined =>
    suffixes.map(suffix => variables.get(`${prefix}_${suffix}`)).find(found => found?.text !== undefined);
  const found = { ...(!user && { user: beside(NAMES.user) }), ...(!password && { password: beside(NAMES.password) }) };
  return partsOf(found);
}

const NAMES: Readonly<Record<Part, readonly string[]>> = {
  user: ['USER', 'USERNAME', 'USR'],
  password: ['PASSWORD', 'PASS', 'PASSWD', 'PWD'],
  database: ['DB', 'DATABASE', 'NAME', 'DBNAME', 'DB_NAME', 'DATABASE_NAME'],
};

/** `DB_HOST`, `DB_USER`, `DB_PASSWORD`, `DB_NAME`. */
function inParts(host: Variable, variables: Deployed['variables']): readonly Asked[] {
  const prefix = /^(\w+)_(?:HOST|HOSTNAME|SERVER|ADDR|ADDRESS)$/.exec(host.name)?.[1];
  const [, address, port] = /^([a-z][\w.-]*)(?::(\d+))?$/i.exec(host.text!) ?? [];
  if (prefix === undefined || address === undefined) return [];
  const part = (kind: Part): Variable | undefined =>
    NAMES[kind].map(suffix => variables.get(`${prefix}_${suffix}`)).find(found => found?.text !== undefined);
  const { connection, parts } = partsOf({ user: part('user'), password: part('password'), database: part('database') });
  return [{ connection: { host: address.toLowerCase(), ...(port && { port: Number(port) }), ...connection }, parts: { host, ...parts } }];
}

function partsOf(found: { readonly [K in Part]?: Variable | undefined }): { connection: Partial<Connection>; parts: Asked['parts'] } {
  const entries = Object.entries(found).filter((entry): entry is [Part, Variable] => entry[1] !== undefined);
  return { connection: Object.fromEntries(entries.map(([part, { text }]) => [part, text!])), parts: Object.fromEntries(entries) };
}

function* compared(
  client: Deployed,
  connection: Connection,
  { parts, system }: { readonly parts: Asked['parts']; readonly system: System },
): Generator<Found> {
  const target = system.world.directory.find(connection.host, client.deployment);
  const service = target && system.service(target.id);
  if (!service || service.id === client.service.id) return;
  const server = service.deployed.find(({ environment }) => environment === client.environment);
  const credentials = credentialsOf(service.technology);
  if (!server || !credentials) return;
  for (const wrong of disagreements(connection, server, credentials)) {
    const said = parts[wrong.part];
    if (!said) continue;
    yield {
      subject: `${client.service.name} ${said.name} ${service.name} ${wrong.part}`,
      message: `${client.name} signs in to ${server.name} ${SAYS[wrong.part]} ${shown(wrong.part, wrong.asked)}, but ${server.name} was given ${wrong.variable.name} ${wrong.part === 'password' ? 'with another value' : `"${wrong.given}"`}.`,
      severity: wrong.part === 'database' ? 'medium' : 'high',
      evidence: [
        evidence(said.valueAt, `${client.name} takes it from ${said.name}`),
        evidence(wrong.variable.valueAt, `${server.name} is given ${wrong.variable.name}`),
      ],
      about: [client.service.id, service.id],
    };
  }
}

const SAYS: Readonly<Record<Part, string>> = { user: 'as', password: 'with', database: 'and asks for the database' };

/** Passwords are not told, not even wrong ones. */
const shown = (part: Part, text: string): string => (part === 'password' ? 'a password of its own' : `"${text}"`);

interface Disagreement {
  readonly part: Part;
  readonly asked: string;
  readonly given: string;
  readonly variable: Variable;
}

/** The user first: with another user, another password is to be expected. */
function disagreements({ user, password, database }: Connection, server: Deployed, known: Credentials): readonly Disagreement[] {
  const given = (names: readonly string[] | undefined): Variable | undefined =>
    names?.map(name => server.variables.get(name)).find(found => found !== undefined);
  const scripted = makesMore(server);
  const isAdministrator = given(known.user)?.text !== user && isAdministratorOf(server, user, known.administrator);
  const secret = given(isAdministrator ? known.administrator!.password : known.password);
  const own = given(known.user);
  const wanted = own === undefined ? known.defaults.user : own.text;
  if (user !== undefined && own?.text !== undefined && user !== wanted && !isAdministrator)
    return scripted ? [] : [{ part: 'user', asked: user, given: wanted!, variable: own }];
  const wrong: Disagreement[] = [];
  const isOwnAccount = user === undefined || isAdministrator || user === wanted;
  if (password !== undefined && secret?.text !== undefined && password !== secret.text && isOwnAccount)
    wrong.push({ part: 'password', asked: password, given: secret.text, variable: secret });
  const first = given(known.database);
  if (
    database !== undefined &&
    first?.text !== undefined &&
    first.text !== '' &&
    database !== first.text &&
    !BUILT_IN.test(first.text) &&
    !scripted &&
    !BUILT_IN.test(database)
  )
    wrong.push({ part: 'database', asked: database, given: first.text, variable: first });
  return wrong;
}

const isAdministratorOf = ({ variables }: Deployed, user: string | undefined, administrator: Credentials['administrator']): boolean =>
  administrator !== undefined &&
  user === administrator.user &&
  (administrator.always === true || administrator.password.some(name => variables.has(name)));

const BUILT_IN = /^(postgres|template1|mysql|admin|test|information_schema|\d+)$|[\uE000-\uF8FF/]/;

/** Scripts that run on the first start may make users and databases; so may an image of one's own. */
function makesMore({ compose, objects, deployment }: Deployed): boolean {
  if (deployment.folder !== undefined) return true;
  const mounted = itemsOf(partAt(compose?.written, 'volumes')).some(volume =>
    (volume.kind === 'text' ? volume.text : textAt(volume, 'target'))?.includes('initdb'),
  );
  return mounted || JSON.stringify(objects.map(({ written }) => written)).includes('initdb.d');
}
