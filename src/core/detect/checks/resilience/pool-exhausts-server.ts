import type { Location } from '../../../model/source.ts';
import type { Check } from '../../check.ts';
import { entryAt, partAt, textAt } from '../../manifest-parts.ts';
import { evidence, partEvidence } from '../../places.ts';
import type { Deployed, System } from '../../system.ts';

export const poolExhaustsServer: Check = {
  id: 'resilience.pool-exhausts-server',
  stage: 'resilience',
  severity: 'high',
  title: 'The pools of all replicas are larger than what the database takes',
  why: 'Under load the last replicas get "too many clients already", and so does whoever wants to look why.',
  fix: 'Let replicas × pool size stay below max_connections, or put a pooler before the database.',
  guard: 'Only pools and replicas whose numbers are written in variables and manifests; a pooler between them is left alone.',
  sources: [
    'https://www.postgresql.org/docs/current/runtime-config-connection.html#GUC-MAX-CONNECTIONS',
    'https://github.com/brettwooldridge/HikariCP/wiki/About-Pool-Sizing',
  ],
  *run(system) {
    for (const server of system.services.flatMap(service => service.deployed)) {
      const limit = limitOf(server);
      if (!limit) continue;
      const pools = clientsOf(server, system).flatMap(client => poolOf(client) ?? []);
      const all = pools.reduce((sum, { size, replicas }) => sum + size * replicas, 0);
      const [first] = pools.toSorted((a, b) => b.size * b.replicas - a.size * a.replicas);
      if (!first || all <= limit.most) continue;
      yield {
        subject: server.service.name,
        message: `${pools.map(({ client, size, replicas }) => `${client.name} (${replicas} × ${size})`).join(', ')} may open ${all} connections, but ${server.name} takes ${limit.most}.`,
        evidence: [
          evidence(first.at, `${first.size} connections each`),
          ...(first.replicasAt ? [first.replicasAt] : []),
          evidence(limit.at, `it takes ${limit.most}`),
        ],
        about: [server.service.id, ...pools.map(({ client }) => client.service.id)],
      };
    }
  },
};

/** What servers take where nobody says otherwise. */
const USUAL: Readonly<Record<string, number>> = { postgres: 100, mysql: 151, mariadb: 151 };

function limitOf({ service, deployment, at }: Deployed): { readonly most: number; readonly at: Location } | undefined {
  const usual = service.kind === 'datastore' ? USUAL[service.technology ?? ''] : undefined;
  if (usual === undefined) return undefined;
  for (const [index, { value, at: place }] of deployment.command.entries()) {
    const words = deployment.command.slice(index, index + 2).map(word => (word.value.kind === 'literal' ? word.value.text : ''));
    const most = /max[_-]connections[= ](\d+)/.exec(
      value.kind === 'literal' && value.text.includes('=') ? words[0]! : words.join(' '),
    )?.[1];
    if (most !== undefined) return { most: Number(most), at: place };
  }
  return { most: usual, at };
}

const clientsOf = ({ service, environment }: Deployed, system: System): readonly Deployed[] =>
  [
    ...new Set(
      system
        .edgesTo(service.id)
        .filter(({ kind }) => kind !== 'depends-on')
        .map(({ from }) => from),
    ),
  ].flatMap(id => system.service(id)?.deployed.filter(one => one.environment === environment) ?? []);

const POOL =
  /^(?:\w+_)?(?:POOL_(?:SIZE|MAX)|MAX_POOL(?:_SIZE)?|MAXIMUM_?POOL_?SIZE|DB_MAX_(?:OPEN_)?CONN(?:S|ECTIONS)|CONNECTION_LIMIT|MAX_OPEN_CONNS)$|HIKARI_MAXIMUM_?POOL_?SIZE$/;

interface Pool {
  readonly client: Deployed;
  readonly size: number;
  readonly at: Location;
  readonly replicas: number;
  readonly replicasAt?: ReturnType<typeof partEvidence>;
}

function poolOf(client: Deployed): Pool | undefined {
  const sized = [...client.variables.values()].flatMap(({ name, text = '', valueAt }) => {
    const size = POOL.test(name) ? Number(text) : Number(/[?&](?:connection_limit|pool_size|pool_max_conns)=(\d+)/.exec(text)?.[1]);
    return size > 0 ? [{ size, at: valueAt }] : [];
  });
  const [pool] = sized;
  if (!pool || sized.length > 1) return undefined;
  return { client, ...pool, ...replicasOf(client) };
}

function replicasOf({ compose, objects }: Deployed): Pick<Pool, 'replicas' | 'replicasAt'> {
  const own = entryAt(partAt(compose?.written, 'deploy'), 'replicas');
  if (own && compose) return { replicas: Number(textAt(own.value)) || 1, replicasAt: partEvidence(own, compose.file, 'so many of it run') };
  for (const { written, file } of objects) {
    const told = entryAt(partAt(written, 'spec'), 'replicas');
    if (told) return { replicas: Number(textAt(told.value)) || 1, replicasAt: partEvidence(told, file, 'so many of it run') };
  }
  return { replicas: 1 };
}
