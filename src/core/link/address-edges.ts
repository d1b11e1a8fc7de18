import type { MentionsAddress, Protocol, ReadsEnv, UsesAddress } from '../model/fact.ts';
import { ADDRESS_NAME, NOT_CALLED_NAME } from '../model/address.ts';
import type { Confidence } from '../model/graph.ts';
import type { Location } from '../model/source.ts';
import type { Value } from '../model/value.ts';
import { addressesIn, HOLE, isLocal } from './address.ts';
import { operationOf } from './operations.ts';
import { isTest } from './paths.ts';
import type { Resolved } from './resolve.ts';
import type { Service } from './services.ts';
import { compatible, edgeKind, isBroker, isObservability, isStore, kindOfRole } from './technologies.ts';
import { environmentOf, externalTarget, scopes, targetOf, type ScopeOf, type Target, type World } from './world.ts';

/** Calls, connections, variables that are read, and addresses in texts: from the code of each service to who answers. */
export function addressEdges(world: World): void {
  namedCallers(world);
  for (const service of world.services) {
    for (const owned of world.ownership.filesOf(service)) {
      const facts = world.view.files.get(owned.file) ?? [];
      for (const scope of scopes(service, owned)) {
        for (const fact of facts) {
          if (!world.ownership.runs(service, owned.file, fact.at)) continue;
          if (fact.kind === 'uses-address') {
            if (fact.caller === undefined && runsProgram(fact, service, world)) uses(fact, scope, world);
          } else if (fact.kind === 'reads-env') reads(fact, scope, world);
          else if (fact.kind === 'mentions-address') mentioned(fact, scope, world);
        }
      }
    }
  }
}

/** Facts that say who connects count wherever they stand: an Aspire app host composes services that it does not contain, and a product's configuration is for whoever runs it. */
function namedCallers(world: World): void {
  for (const fact of world.view.all('uses-address')) {
    if (isTest(fact.file) || (fact.caller === undefined && fact.program === undefined)) continue;
    const mounted = fact.caller?.startsWith('configmap:') ? mounting(fact.caller.slice('configmap:'.length), world) : [];
    for (const service of mounted) for (const scope of scopes(service, { file: fact.file })) uses(fact, scope, world);
    const service = fact.caller === undefined ? onlyRunner(fact, world) : world.directory.named(fact.caller);
    if (!service || (fact.caller === undefined && world.ownership.ownersOf(fact.file).some(owner => runsProgram(fact, owner, world))))
      continue;
    for (const scope of scopes(service, { file: fact.file })) uses(fact, scope, world);
  }
}

const mounting = (name: string, world: World): readonly Service[] =>
  world.services.filter(({ deployments }) => deployments.some(({ configMaps }) => configMaps?.includes(name)));

/** Configuration of a product that some other service here runs is not the configuration of the folder that it lies in. */
function runsProgram(fact: UsesAddress, service: Service, world: World): boolean {
  return (
    fact.program === undefined || service.programs.has(fact.program) || !world.services.some(({ programs }) => programs.has(fact.program!))
  );
}

function onlyRunner(fact: UsesAddress, world: World): Service | undefined {
  const runners = world.services.filter(({ programs }) => programs.has(fact.program!));
  return runners.length === 1 ? runners[0] : undefined;
}

interface Seen {
  readonly text: Resolved;
  readonly scope: ScopeOf;
  readonly at: Location;
  readonly protocol?: Protocol | undefined;
  readonly confidence: Confidence;
  readonly reason: string;
  readonly operation?: string | undefined;
}

function uses(fact: UsesAddress, scope: ScopeOf, world: World): void {
  if (!classpathHolds(fact, scope, world)) return;
  const at: Location = { file: scope.file, span: fact.at };
  if (!fact.target) return withoutAddress(fact, scope, { world, at });
  const resolution = world.resolver.resolve(fact.target, scope);
  const path = fact.path && world.resolver.resolve(fact.path, scope).texts[0]?.text;
  let found = false;
  for (const written of resolution.texts) {
    const text = invoked(written, path);
    const operation = operationOf(fact, text.text, { caller: scope, world });
    const reason = `${fact.via} is given ${shown(text.text)}${text.isFallback ? ', the fallback in code' : ''}.`;
    found =
      seen(
        {
          text,
          scope,
          at,
          protocol: fact.protocol,
          confidence: text.isFallback && text.proofs.length > 2 ? 'likely' : 'certain',
          reason,
          operation,
        },
        world,
      ) || found;
  }
  if (found) world.book.settle(scope.service.id, at);
  if (
    found ||
    resolution.texts.some(({ text }) =>
      addressesIn(text).some(({ host, port }) => isLocal(host) && world.directory.listens(scope.service, port)),
    )
  )
    return;
  if (isStore(fact.protocol) || isBroker(fact.protocol)) return withoutAddress(fact, scope, { world, at });
  world.book.leaveOpen({ node: scope.service.id, what: fact.via, why: whyUnresolved(resolution), at });
}

/** A call of Dapr's sidecar, `/v1.0/invoke/orders/method/…`, is a call of the application that it names. */
function invoked(text: Resolved, path: string | undefined): Resolved {
  const [, application] =
    /\/v1\.0\/invoke\/([^/\u0000]+)\/method/.exec(text.text) ?? /\/v1\.0\/invoke\/([^/\u0000]+)\/method/.exec(path ?? '') ?? [];
  return application === undefined ? text : { ...text, text: `http://${application}` };
}

function whyUnresolved({ texts, unknown }: { texts: readonly Resolved[]; unknown: readonly string[] }): string {
  if (unknown[0]) return `The address is not known: ${unknown[0]}.`;
  const hosts = texts.flatMap(({ text }) => addressesIn(text)).map(({ host }) => host.replaceAll(HOLE, '…'));
  return hosts[0] ? `Nothing in the workspace answers to ${hosts[0]}.` : 'The address is not known: it is no address by itself.';
}

const shown = (text: string): string =>
  text
    .replaceAll(HOLE, '…')
    .replace(/\/\/[^/@]*@/, '//')
    .slice(0, 120);

/** A shared configuration counts only for a program that has the library: `requires` names parts of its artifacts. */
function classpathHolds(fact: UsesAddress, scope: ScopeOf, world: World): boolean {
  const { requires } = fact;
  if (!requires || requires.length === 0) return true;
  const manifests = world.ownership.filesOf(scope.service).flatMap(({ file }) => world.view.of(file, 'package'));
  return (
    manifests.length === 0 ||
    manifests.some(({ dependencies }) => dependencies.some(({ name }) => requires.some(part => name.includes(part))))
  );
}

/** A client with no address that we can read talks to the only store of its kind that its environment runs. */
function withoutAddress(fact: UsesAddress, scope: ScopeOf, { world, at }: { world: World; at: Location }): void {
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
    { id: `external:${fact.protocol}`, name: fact.protocol, kind: 'external', technology: fact.protocol },
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

/** A variable whose value is an address of somebody here: code that reads it depends on them. */
function reads(fact: ReadsEnv, scope: ScopeOf, world: World): void {
  if (fact.handedOut || NOT_CALLED_NAME.test(fact.name)) return;
  const value: Value = { kind: 'env', name: fact.name, ...(fact.fallback && { fallback: fact.fallback }) };
  const at: Location = { file: scope.file, span: fact.at };
  for (const text of world.resolver.resolve(value, scope).texts) {
    if (!isAddressFor(fact.name, text.text)) continue;
    const reason = text.isFallback
      ? `The code falls back to ${shown(text.text)} where ${fact.name} is not set.`
      : `${fact.name} is ${shown(text.text)}, and the code reads it.`;
    seen({ text, scope, at, confidence: 'likely', reason }, world);
  }
}

/** A bare word is a host only under a name that says so; a URL or `host:port` is an address under any. */
function isAddressFor(name: string, text: string): boolean {
  if (/:\/\/|^jdbc:|^[^\s/]+:\d{2,5}(\/|,|$)|(^|;)\s*(server|host|data source)\s*=/i.test(text)) return true;
  return ADDRESS_NAME.test(name);
}

function mentioned(fact: MentionsAddress, scope: ScopeOf, world: World): void {
  if (/\.(http|rest)$/.test(scope.file) || (fact.name !== undefined && NOT_CALLED_NAME.test(fact.name))) return;
  if (isShared(scope, world) && !world.readNames(scope.service).has((fact.name ?? '').toLowerCase())) return;
  const at: Location = { file: scope.file, span: fact.at };
  for (const text of world.resolver.resolve(fact.value, scope).texts) {
    if (!isAddressFor(fact.name ?? '', text.text)) continue;
    seen({ text, scope, at, confidence: 'likely', reason: `The code holds the address ${shown(text.text)}.` }, world);
  }
}

/** A configuration file that several services hold says what there is; what each of them uses, its code says by reading the key. */
const isShared = (scope: ScopeOf, world: World): boolean =>
  /\.(json|ya?ml|toml|ini|properties|cfg|conf|xml)$/i.test(scope.file) && world.ownership.ownersOf(scope.file).length > 1;

/** Writes a sighting for every address in a text that leads somewhere. Only a client or a variable makes an external node. */
function seen(found: Seen, world: World): boolean {
  let any = false;
  for (const address of addressesIn(found.text.text)) {
    const evidence = [found.at, ...found.text.proofs];
    const environment = found.scope.deployment?.environment;
    const isClient = found.protocol !== undefined && found.confidence === 'certain';
    const target =
      targetOf(address, found.scope, world) ??
      (isClient
        ? externalTarget(address, found.protocol, { world, at: evidence, ...(environment !== undefined && { environment }) })
        : undefined);
    if (!target) continue;
    any = true;
    if (target.service === found.scope.service) continue;
    world.book.add({
      from: found.scope.service.id,
      to: target.id,
      ...kindFor(found.protocol, target),
      confidence: isLocal(address.host) ? 'likely' : found.confidence,
      reason: found.reason,
      environments: environmentOf(found.scope.deployment),
      operation: found.operation,
      evidence,
    });
  }
  return any;
}

export function kindFor(protocol: Protocol | undefined, target: Target): { kind: ReturnType<typeof edgeKind>; guessedKind?: boolean } {
  if (target.service?.deployments.some(({ image }) => image !== undefined && isObservability(image)))
    return { kind: 'telemetry', guessedKind: true };
  const role = target.service && kindOfRole(target.service.units.flatMap(({ roles }) => roles));
  if (role !== undefined && (protocol === undefined || protocol === 'http')) return { kind: role, guessedKind: true };
  const spoken =
    target.protocol && target.protocol !== 'http' && target.protocol !== 'tcp' ? target.protocol : (protocol ?? target.protocol);
  if (target.kind === 'broker') return { kind: 'messaging' };
  const kind = edgeKind(spoken, target.kind);
  return protocol === undefined && target.kind !== 'datastore' && (target.protocol === undefined || target.protocol === 'http')
    ? { kind, guessedKind: true }
    : { kind };
}
