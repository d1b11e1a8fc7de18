import type { Publishes, Subscribes } from '../model/talk-fact.ts';
import type { Technology } from '../model/technology.ts';
import type { Location } from '../model/source.ts';
import { HOLE } from './address.ts';
import type { Service } from './services.ts';
import { compatible } from './technologies.ts';
import { environmentOf, scopes, type ScopeOf, type SeeingWorld } from './world.ts';

/** Topics, queues and subjects: publishers and subscribers meet at a topic, which lives on a broker. */
export function topicEdges(world: SeeingWorld): void {
  for (const service of world.services) {
    for (const owned of world.ownership.filesOf(service)) {
      const facts = [...world.view.of(owned.file, 'publishes'), ...world.view.of(owned.file, 'subscribes')].filter(({ at }) =>
        world.ownership.runs(service, owned, at),
      );
      if (facts.length === 0) continue;
      for (const scope of scopes(service, owned)) for (const fact of facts) topic(fact, scope, world);
    }
  }
}

function topic(fact: Publishes | Subscribes, scope: ScopeOf, world: SeeingWorld): void {
  const at: Location = { file: scope.file, span: fact.at };
  const broker = brokerOf(fact.system, scope, world);
  // Without a broker, patterns and events of an unknown kind are calls over TCP or stay inside the process. Dapr's broker is behind its sidecar.
  if (!broker && fact.system === undefined && !/dapr/i.test(fact.via)) return;
  const kind = fact.kind === 'publishes' ? 'publish' : 'subscribe';
  const environments = environmentOf(scope.deployment);
  if (broker) {
    world.book.add({
      from: scope.service.id,
      to: broker.id,
      kind,
      confidence: 'likely',
      reason: `${fact.via}; ${broker.name} is the ${broker.technology ?? 'broker'} here.`,
      environments,
      evidence: [at],
    });
  }
  const names = topicNames(fact, scope, world);
  if (names.length === 0)
    world.book.leaveOpen({ node: scope.service.id, what: fact.via, why: 'The topic is not known: it is computed.', at });
  for (const { name, proofs } of names) {
    const id = world.externals.add(
      { id: `topic:${name}`, name, kind: 'topic', ...(fact.system && { technology: fact.system }) },
      [at],
      scope.deployment?.environment,
    );
    world.book.add({
      from: scope.service.id,
      to: id,
      kind,
      confidence: 'certain',
      reason: `${fact.via} names it.`,
      environments,
      evidence: [at, ...proofs],
    });
    if (broker)
      world.book.add({
        from: id,
        to: broker.id,
        kind: 'hosted-on',
        confidence: 'likely',
        reason: `${broker.name} is the broker of ${scope.service.name}.`,
        environments,
        evidence: [at],
      });
  }
}

/** Texts of the topic; a class or enum member that has no text is a topic by its own name. */
function topicNames(fact: Publishes | Subscribes, scope: ScopeOf, world: SeeingWorld): { name: string; proofs: readonly Location[] }[] {
  const { texts } = world.resolver.resolve(fact.topic, scope);
  const named = texts
    .filter(({ text }) => text !== '' && !text.includes(HOLE) && text.length < 200)
    .map(({ text, proofs }) => ({ name: text, proofs }));
  if (named.length > 0) return named;
  const last = fact.topic.kind === 'name' ? fact.topic.path.at(-1) : undefined;
  return last && /^[A-Z]/.test(last) ? [{ name: last, proofs: [] }] : [];
}

/** The broker of a service: of the client's technology, the one that it is connected to, else the only one. */
function brokerOf(system: Technology | undefined, scope: ScopeOf, world: SeeingWorld): Service | undefined {
  const candidates = world.directory
    .ofTechnology(
      technology => (system === undefined || system === 'messaging' ? compatible('messaging', technology) : compatible(system, technology)),
      scope.deployment,
    )
    .filter(candidate => candidate !== scope.service);
  if (candidates.length <= 1) return candidates[0];
  const connected = candidates.filter(candidate => world.book.has(scope.service.id, candidate.id));
  return connected.length === 1 ? connected[0] : undefined;
}
