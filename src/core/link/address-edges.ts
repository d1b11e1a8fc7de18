import { NOT_CALLED_NAME } from '../model/address.ts';
import type { MentionsAddress } from '../model/talk-fact.ts';
import type { ReadsEnv } from '../model/variable-fact.ts';
import type { Location } from '../model/source.ts';
import type { Value } from '../model/value.ts';
import { uses } from './client-edges.ts';
import { namedCallers, runsProgram } from './configured-programs.ts';
import type { AddressFact } from './facts-table.ts';
import { isAddressFor, seen, shown } from './sightings.ts';
import { scopes, type ScopeOf, type World } from './world.ts';

/** Calls, connections, variables that are read, and addresses in texts: from the code of each service to who answers. */
export function addressEdges(world: World): void {
  namedCallers(world);
  for (const service of world.services) {
    for (const owned of world.ownership.filesOf(service)) {
      const facts = world.view.addressesIn(owned.file).filter(({ at }) => world.ownership.runs(service, owned, at));
      if (facts.length === 0) continue;
      for (const scope of scopes(service, owned)) for (const fact of facts) follow(fact, scope, world);
    }
  }
}

function follow(fact: AddressFact, scope: ScopeOf, world: World): void {
  if (fact.kind === 'reads-env') reads(fact, scope, world);
  else if (fact.kind === 'mentions-address') mentioned(fact, scope, world);
  else if (fact.caller === undefined && runsProgram(fact, scope.service, world)) uses(fact, scope, world);
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

/** An address in a text of the code, where no client is seen: strong only where somebody here answers to it. */
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
