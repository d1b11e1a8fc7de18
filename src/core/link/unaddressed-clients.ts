import type { UsesAddress } from '../model/talk-fact.ts';
import type { Location } from '../model/source.ts';
import { addressesIn } from './address.ts';
import { compatible, edgeKind, isBroker } from './technologies.ts';
import { environmentOf, type ScopeOf, type World } from './world.ts';

/** A client with no address that we can read talks to the only store of its kind that its environment runs. */
export function withoutAddress(fact: UsesAddress, scope: ScopeOf, { world, at }: { world: World; at: Location }): void {
  const candidates = world.directory
    .ofTechnology(technology => compatible(fact.protocol, technology), scope.deployment)
    .filter(candidate => candidate !== scope.service);
  const awaited = scope.deployment?.dependsOn.map(({ name }) => name.toLowerCase()) ?? [];
  const preferred = candidates.filter(candidate => [...candidate.hosts].some(host => awaited.includes(host)));
  const mentionedHosts = candidates.filter(candidate => variablesNaming(scope, candidate.hosts));
  const chosen =
    candidates.length === 1 ? candidates : mentionedHosts.length === 1 ? mentionedHosts : preferred.length === 1 ? preferred : [];
  for (const target of chosen) {
    world.book.add({
      from: scope.service.id,
      to: target.id,
      kind: target.kind === 'broker' ? 'messaging' : edgeKind(fact.protocol, target.kind),
      confidence: 'likely',
      reason: `${fact.via} has no address of its own here, and ${target.name} is the only ${target.technology ?? 'one'} that fits.`,
      environments: environmentOf(scope.deployment),
      evidence: [at],
    });
  }
  if (candidates.length === 0) notHere(fact, scope, { world, at });
  if (chosen.length === 0 && fact.target)
    world.book.leaveOpen({
      node: scope.service.id,
      what: fact.via,
      why:
        candidates.length > 1
          ? `${candidates.length} data stores or brokers fit, and no address tells which.`
          : 'The address is not known, and the workspace runs nothing of this kind.',
      at,
    });
}

/** Technologies that name one product; a JDBC or SQL client may speak to any. */
const NAMED_PRODUCT: ReadonlySet<string> = new Set([
  'postgres',
  'mysql',
  'mariadb',
  'mongodb',
  'redis',
  'memcached',
  'elasticsearch',
  'cassandra',
  'sqlserver',
  'neo4j',
  'dynamodb',
  'kafka',
  'rabbitmq',
  'nats',
  'activemq',
  'pulsar',
]);

/** A store or broker that nobody here runs: the client says what it is, and where it is stays open. */
function notHere(fact: UsesAddress, scope: ScopeOf, { world, at }: { world: World; at: Location }): void {
  if (!NAMED_PRODUCT.has(fact.protocol)) return;
  const id = world.externals.add(
    { id: `external:${fact.protocol}`, name: fact.protocol, kind: 'external', technology: `${fact.protocol}, address not known` },
    [at],
    scope.deployment?.environment,
  );
  const kind = isBroker(fact.protocol) ? 'messaging' : 'stores-in';
  world.book.add({
    from: scope.service.id,
    to: id,
    kind,
    confidence: 'possible',
    reason: `${fact.via} is a client of ${fact.protocol}; the workspace does not say where that runs.`,
    environments: environmentOf(scope.deployment),
    evidence: [at],
  });
}

function variablesNaming(scope: ScopeOf, hosts: ReadonlySet<string>): boolean {
  for (const settings of scope.deployment?.variables.values() ?? []) {
    const value = settings.at(-1)?.value;
    if (value?.kind === 'literal' && addressesIn(value.text).some(({ host }) => hosts.has(host))) return true;
  }
  return false;
}
