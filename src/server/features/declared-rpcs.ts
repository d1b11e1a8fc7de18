import type { System } from '../../core/elements/system.ts';
import { remembered } from '../../core/model/remembered.ts';
import { rpcElement } from './speakers.ts';

/** An rpc as its contract writes it. */
interface DeclaredRpc {
  readonly contract: string;
  readonly service: string;
  readonly rpc: string;
}

const declared = remembered(({ facts }: System): ReadonlyMap<string, DeclaredRpc> => {
  const found = new Map<string, DeclaredRpc>();
  for (const own of facts.values())
    for (const fact of own)
      if (fact.kind === 'contract')
        for (const { name: service, rpcs } of fact.services)
          for (const { name: rpc } of rpcs) found.set(rpcElement(service, rpc), { contract: fact.name, service, rpc });
  return found;
});

/** What an element of jumps is called by those who wrote it. */
export const declaredRpc = (element: string, system: System): DeclaredRpc | undefined => declared(system).get(element);
