import { NOT_CALLED_NAME, ADDRESS_NAME } from '../model/address.ts';
import type { Location } from '../model/source.ts';
import type { Value } from '../model/value.ts';
import { addressesIn, isLocal } from './address.ts';
import { kindFor } from './edge-kinds.ts';
import type { Deployment } from './deployment.ts';
import { locationOf } from './facts-view.ts';
import type { Service } from './services.ts';
import { siblingTarget } from './siblings.ts';
import { environmentOf, targetOf, type ScopeOf, type Target, type World } from './world.ts';

/** What deployment files alone say: start order, commands, variables of programs whose code is not here, and routes of gateways. */
export function deploymentEdges(world: World): void {
  for (const service of world.services) {
    for (const deployment of service.deployments) {
      startOrder(service, deployment, world);
      commands(service, deployment, world);
      variables(service, deployment, world);
    }
  }
  routes(world);
}

function startOrder(service: Service, deployment: Deployment, world: World): void {
  for (const { name, at, origins, linked } of deployment.dependsOn) {
    const target = world.directory.find(name, deployment);
    if (!target) continue;
    world.book.add({
      from: service.id,
      to: target.id,
      kind: 'depends-on',
      confidence: 'certain',
      reason: `${service.name} starts after ${target.name}.`,
      environments: [deployment.environment],
      evidence: origins ?? [at],
    });
    // A link makes a host reachable by name; where no code can be read, it is all that tells who talks to whom.
    if (linked && !hasCode(service, world))
      world.book.add({
        from: service.id,
        to: target.id,
        ...kindFor(undefined, { id: target.id, kind: target.kind, service: target, address: { host: name } }),
        confidence: 'possible',
        reason: `${service.name} is linked to ${target.name}, and its code is not in the workspace.`,
        environments: [deployment.environment],
        evidence: origins ?? [at],
      });
  }
}

const hasCode = (service: Service, world: World): boolean =>
  world.ownership.filesOf(service).some(({ file }) => world.view.holds(file, ['imports', 'application']));

/** Commands that only wait for somebody to be up. */
const WAITS = /wait[-_]?for|dockerize|wait-on|wait4|until|nc$|pg_isready|ping|healthcheck/i;

function commands(service: Service, deployment: Deployment, world: World): void {
  if (deployment.command.some(({ value }) => value.kind === 'literal' && WAITS.test(value.text))) return;
  for (const word of deployment.command) {
    sight(service, { ...word, deployment, name: 'command', reason: 'The command names its address.' }, world);
  }
}

/** Settings that frameworks read without being named in code: .NET's binder (`__`), Spring's relaxed binding, and libraries with documented variables of their own. */
const BOUND_BY_FRAMEWORK = /__|^SPRING_|^QUARKUS_|^MP_|^EUREKA_|^ZIPKIN_|^OTEL_|^CELERY_|^FLAGD_/;

function variables(service: Service, deployment: Deployment, world: World): void {
  const coded = hasCode(service, world);
  for (const [name, settings] of deployment.variables) {
    const setting = settings.at(-1);
    if (!setting?.value || NOT_CALLED_NAME.test(name)) continue;
    if (coded && !BOUND_BY_FRAMEWORK.test(name)) continue;
    // A file of variables that many containers share says nothing of any one of them.
    if (!coded && /(^|\/)[^/]*\.?env[^/]*$/i.test(setting.at.file) && !/\.ya?ml$/.test(setting.at.file)) continue;
    sight(
      service,
      {
        value: setting.value,
        at: setting.at,
        ...(setting.origins && { origins: setting.origins }),
        deployment,
        name,
        reason: `${name} is its address, and the program's code is ${coded ? 'bound to it by its framework' : 'not in the workspace'}.`,
      },
      world,
    );
  }
}

interface Written {
  readonly value: Value;
  readonly at: Location;
  readonly origins?: readonly Location[];
  readonly deployment: Deployment;
  readonly name: string;
  readonly reason: string;
}

function sight(service: Service, written: Written, world: World): void {
  const scope: ScopeOf = {
    file: written.at.file,
    service,
    deployment: written.deployment,
    owned: { file: written.at.file },
    interpolating: written.name !== 'command',
  };
  for (const text of world.resolver.resolve(written.value, scope).texts) {
    for (const argument of text.text.split(/\s+/)) {
      const candidate = argument.replace(/^--?[a-z][\w.-]*=/i, '');
      if (!/:\/\/|:\d{2,5}\b|^jdbc:/.test(candidate) && !ADDRESS_NAME.test(written.name)) continue;
      for (const address of addressesIn(candidate)) {
        // A program is told its own host and port in commands far more often than its neighbour's.
        if (isLocal(address.host)) continue;
        const evidence = [...(written.origins ?? [written.at]), ...text.proofs];
        const target =
          targetOf(address, scope, world) ?? siblingTarget(address, { world, at: evidence, environment: written.deployment.environment });
        if (!target || target.service === service) continue;
        world.book.add({
          from: service.id,
          to: target.id,
          ...plainKind(target),
          confidence: 'likely',
          reason: written.reason,
          environments: environmentOf(written.deployment),
          evidence: target.pinned ? [...evidence, target.pinned] : evidence,
        });
      }
    }
  }
}

/** Without a scheme and without code, `host:port` may speak any protocol. */
function plainKind(target: Target): ReturnType<typeof kindFor> {
  const found = kindFor(undefined, target);
  return found.kind === 'http' && target.address.scheme === undefined ? { kind: 'tcp', guessedKind: true } : found;
}

/** Routes of an ingress: from the gateway to the service behind it. A gateway that is not deployed here stands for the world outside. */
function routes(world: World): void {
  for (const route of world.routes) {
    // Routes inside the mesh say how calls travel, not who makes them.
    if (route.target.kind === 'unknown' || route.gateway === 'mesh') continue;
    const at = locationOf(route);
    const known = world.directory.named(route.gateway);
    const deployment = world.services
      .flatMap(({ deployments }) => deployments)
      .find(({ platform }) => platform === 'kubernetes' || platform === 'helm');
    const probe = known ?? world.services[0];
    if (!probe) continue;
    const scope: ScopeOf = { file: route.file, service: probe, owned: { file: route.file }, ...(deployment && { deployment }) };
    for (const text of world.resolver.resolve(route.target, scope).texts) {
      const target = world.directory.find(addressesIn(text.text)[0]?.host ?? '', deployment);
      if (!target) continue;
      const from =
        known?.id ??
        world.externals.add({ id: `external:${route.gateway}`, name: route.gateway, kind: 'external', technology: route.gatewayKind }, [
          at,
        ]);
      world.book.add({
        from,
        to: target.id,
        kind: 'http',
        confidence: 'certain',
        reason: `${route.gatewayKind} ${route.gateway} routes ${route.host ?? ''}${route.path ?? '/'} to it.`,
        environments: target.deployments.map(({ environment }) => environment).slice(0, 1),
        operation: route.path,
        evidence: [at],
      });
    }
  }
}
