import type { DaprComponent, DaprSubscription } from '../model/dapr-fact.ts';
import { locationOf, type Placed } from './facts-view.ts';
import { isTest } from '../model/paths.ts';
import type { Service } from './services.ts';
import { compatible, edgeKind } from './technologies.ts';
import { addressesIn } from './address.ts';
import { environmentOf, targetOf, type ScopeOf, type World } from './world.ts';

/** Dapr: an application reaches the store or broker behind each component of its scope, and receives the topics that it subscribes to. */
export function daprEdges(world: World): void {
  const applications = world.services.filter(({ deployments }) => deployments.some(({ appIds }) => appIds.length > 0));
  for (const component of world.view.all('dapr-component')) {
    if (isTest(component.file)) continue;
    const open = component.scopes.length === 0;
    for (const service of inScope(component.scopes, applications))
      if (!open || uses(component, service, world)) connect(component, service, world);
  }
  for (const subscription of world.view.all('dapr-subscription')) {
    if (isTest(subscription.file)) continue;
    for (const service of inScope(subscription.scopes, applications)) subscribe(subscription, service, world);
  }
}

/** A component without scopes is for every application. */
const inScope = (scopes: readonly string[], applications: readonly Service[]): readonly Service[] =>
  scopes.length === 0
    ? applications
    : applications.filter(({ deployments }) => deployments.some(({ appIds }) => appIds.some(id => scopes.includes(id))));

/** An open component is for whoever uses its building block: a message bus for those that publish or subscribe. */
function uses(component: Placed<DaprComponent>, service: Service, world: World): boolean {
  if (!component.type.startsWith('pubsub.'))
    return world.ownership.filesOf(service).some(({ file }) => world.view.of(file, 'application').length > 0);
  return world.ownership
    .filesOf(service)
    .some(({ file }) => world.view.of(file, 'publishes').length + world.view.of(file, 'subscribes').length > 0);
}

function connect(component: Placed<DaprComponent>, service: Service, world: World): void {
  const at = locationOf(component);
  const inChart = /(^|\/)templates\//.test(component.file);
  for (const deployment of service.deployments) {
    if (inChart && deployment.platform === 'compose') continue;
    const scope: ScopeOf = { file: component.file, service, deployment, owned: { file: component.file } };
    const targets = component.addresses.flatMap(({ value }) =>
      world.resolver
        .resolve(value, scope)
        .texts.flatMap(({ text }) => addressesIn(text))
        .map(address => targetOf(address, scope, world)?.service),
    );
    const only =
      component.protocol === undefined
        ? []
        : world.directory.ofTechnology(technology => compatible(component.protocol!, technology), deployment);
    for (const target of new Set(targets.some(found => found) ? targets : only.length === 1 ? only : [])) {
      if (!target) continue;
      world.book.add({
        from: service.id,
        to: target.id,
        kind: target.kind === 'broker' || component.type.startsWith('pubsub.') ? 'messaging' : edgeKind(component.protocol, target.kind),
        confidence: component.scopes.length > 0 ? 'certain' : component.type.startsWith('pubsub.') ? 'likely' : 'possible',
        reason: `Dapr component ${component.name} (${component.type}) is ${component.scopes.length > 0 ? 'in its scope' : 'open to every application'}.`,
        environments: environmentOf(deployment),
        evidence: [at],
      });
    }
  }
}

function subscribe(subscription: Placed<DaprSubscription>, service: Service, world: World): void {
  const at = locationOf(subscription);
  const id = world.externals.add({ id: `topic:${subscription.topic}`, name: subscription.topic, kind: 'topic' }, [at]);
  world.book.add({
    from: service.id,
    to: id,
    kind: 'subscribe',
    confidence: 'certain',
    reason: `A Dapr subscription hands it ${subscription.topic}.`,
    environments: service.deployments.map(({ environment }) => environment),
    evidence: [at],
  });
}
