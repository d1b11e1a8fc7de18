import type { UsesAddress } from '../model/talk-fact.ts';
import type { Location } from '../model/source.ts';
import { addressesIn, HOLE, isLocal } from './address.ts';
import { operationOf } from './operations.ts';
import type { Resolution, Resolved } from './resolve.ts';
import { seen, shown } from './sightings.ts';
import { isBroker, isStore } from './technologies.ts';
import { withoutAddress } from './unaddressed-clients.ts';
import type { ScopeOf, World } from './world.ts';

/** A client and whom it talks to in one scope; an end that is not known is left open. */
export function uses(fact: UsesAddress, scope: ScopeOf, world: World): void {
  if (!classpathHolds(fact, scope, world)) return;
  const at: Location = { file: scope.file, span: fact.at };
  if (!fact.target) return withoutAddress(fact, scope, { world, at });
  const resolution = world.resolver.resolve(fact.target, scope);
  const path = fact.path && world.resolver.resolve(fact.path, scope).texts[0]?.text;
  let found = false;
  for (const written of resolution.texts) {
    const text = invoked(written, path);
    const confidence = text.isFallback && text.proofs.length > 2 ? 'likely' : 'certain';
    const operation = operationOf(fact, text.text, { caller: scope, world });
    const reason = `${fact.via} is given ${shown(text.text)}${text.isFallback ? ', the fallback in code' : ''}.`;
    found = seen({ text, scope, at, protocol: spoken(fact), confidence, reason, operation }, world) || found;
  }
  if (found) world.book.settle(scope.service.id, at);
  if (found || callsItself(resolution, scope, world)) return;
  if (isStore(fact.protocol) || isBroker(fact.protocol)) return withoutAddress(fact, scope, { world, at });
  world.book.leaveOpen({ node: scope.service.id, what: fact.via, why: whyUnresolved(resolution), at });
}

/** A reference of an app host says who is needed, not how they talk. */
const spoken = ({ via, protocol }: UsesAddress): UsesAddress['protocol'] | undefined =>
  via.startsWith('Aspire') && protocol === 'http' ? undefined : protocol;

/** A health check of its own port leads nowhere else. */
const callsItself = ({ texts }: Resolution, scope: ScopeOf, world: World): boolean =>
  texts.some(({ text }) => addressesIn(text).some(({ host, port }) => isLocal(host) && world.directory.listens(scope.service, port)));

/** A call of Dapr's sidecar, `/v1.0/invoke/orders/method/…`, is a call of the application that it names. */
function invoked(text: Resolved, path: string | undefined): Resolved {
  const [, application] =
    /\/v1\.0\/invoke\/([^/\uF8FF]+)\/method/.exec(text.text) ?? /\/v1\.0\/invoke\/([^/\uF8FF]+)\/method/.exec(path ?? '') ?? [];
  return application === undefined ? text : { ...text, text: `http://${application}` };
}

function whyUnresolved({ texts, unknown }: Resolution): string {
  if (unknown[0]) return `The address is not known: ${unknown[0]}.`;
  const hosts = texts.flatMap(({ text }) => addressesIn(text)).map(({ host }) => host.replaceAll(HOLE, '…'));
  return hosts[0] ? `Nothing in the workspace answers to ${hosts[0]}.` : 'The address is not known: it is no address by itself.';
}

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
