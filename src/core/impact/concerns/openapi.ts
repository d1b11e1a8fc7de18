import type { ContractChange } from '../../contract/change.ts';
import type { Blow, ElementChange } from '../../model/impact.ts';
import type { Occurrence } from '../../navigate/occurrence.ts';
import type { Key } from '../../readers/payload/payload-keys.ts';
import type { Use } from '../../readers/use.ts';
import { bodyUses, type BodyUses } from '../body-uses.ts';
import { together, type Concern, type Found } from '../concern.ts';
import { operationCallers, type Operation, type OperationCallers } from '../operation-callers.ts';
import { keysOf } from '../payload-of.ts';
import { inAfter, sidedPlace, type Sides } from '../side.ts';
import { changesIn, elementChange, holdersOf } from '../written-contracts.ts';

/** OpenAPI: what oasdiff's checks say of a change, against who calls the operation and which keys they send and read. */
export const openapi: Concern = {
  name: 'openapi',
  run: sides => {
    const asked: Asked = { sides, callers: operationCallers(sides), uses: bodyUses(sides) };
    return together(changesIn('openapi', sides).map(change => hit(change, asked)));
  },
};

/** Both versions, and what many changes are asked about. */
interface Asked {
  readonly sides: Sides;
  readonly callers: OperationCallers;
  readonly uses: BodyUses;
}

function hit(contract: ContractChange, asked: Asked): Found {
  const { sides, callers } = asked;
  const { element, severity } = contract;
  const { file } = sidedPlace(contract.before, contract.after);
  const providers = holdersOf(file, sides);
  const change = elementChange(contract, { kind: 'operation', providers });
  if (severity === 'info') return { changes: [change], blows: [] };
  const part = partOf(element);
  const calls = part ? callers(part, file).filter(({ owner }) => owner !== undefined && !providers.includes(owner)) : [];
  return {
    changes: [change],
    blows: [...Map.groupBy(calls, ({ owner }) => owner!)].map(([service, own]) =>
      blow({ change, contract, part: part!, service, calls: own, asked }),
    ),
  };
}

/** `POST /orders/{id} response.200.body.total` in its parts. */
interface Part extends Operation {
  readonly side?: 'request' | 'response';
  /** `total`, `items[].sku`; absent for the body whole, a header, a parameter. */
  readonly key?: string;
}

function partOf(element: string): Part | undefined {
  const [, method, path, inside = ''] = /^([A-Z]+) (\/\S*)(?: (.*))?$/.exec(element) ?? [];
  if (method === undefined || path === undefined) return undefined;
  const side = /^(request|response)/.exec(inside)?.[1] as Part['side'];
  const key = /\bbody\.(.+)$/.exec(inside)?.[1];
  return { method, path, ...(side && { side }), ...(key !== undefined && { key }) };
}

interface Call {
  readonly change: ElementChange;
  readonly contract: ContractChange;
  readonly part: Part;
  readonly service: string;
  readonly calls: readonly Occurrence[];
  readonly asked: Asked;
}

function blow(call: Call): Blow {
  const { change, contract, part, service, calls } = call;
  const used = usesOf(call);
  const isHit = contract.severity === 'error' && (isForEveryCaller(contract, part) || used.length > 0);
  const evidence = [...inAfter(used), ...inAfter(calls)];
  const operation = `${part.method} ${part.path}`;
  return {
    change,
    service,
    effect: isHit ? 'broken' : 'at-risk',
    confidence: used.length > 0 ? used[0]!.confidence : isHit ? 'certain' : 'likely',
    why:
      used.length > 0
        ? `It ${part.side === 'request' ? 'sends' : 'reads'} ${part.key} of ${operation}.`
        : isHit
          ? `It calls ${operation}. ${change.message}`
          : `It calls ${operation}; no use of what changed was found in its code.`,
    evidence,
  };
}

/** An operation that is gone, and what every request has to bring from now on. */
const isForEveryCaller = ({ rule }: ContractChange, { side, key }: Part): boolean =>
  key === undefined || (side === 'request' && /required/.test(rule) && !/not-required|optional/.test(rule));

/** Followed from the calls; where that finds nothing of what breaks, by the types and clients that are made after the contract. */
function usesOf({ contract, part, service, calls, asked }: Call): readonly (Key | Use)[] {
  const { side, key } = part;
  const { before, after } = asked.sides;
  const keys = keysUsed(part, calls, after);
  const caller = before.world.services.find(({ id }) => id === service);
  if (keys.length > 0 || contract.severity !== 'error' || side === undefined || key === undefined || !caller) return keys;
  const { file } = sidedPlace(contract.before, contract.after);
  return asked.uses({ ...part, side, key }, file, caller);
}

function keysUsed({ side, key }: Part, calls: readonly Occurrence[], after: Sides['after']): readonly Key[] {
  if (key === undefined) return [];
  const wanted = key.replaceAll('/', '.').replace(/\.items(?=\.|$)/g, '[]');
  return calls.flatMap(({ at, owner }) =>
    keysOf(at, owner, after).filter(
      ({ path, how }) =>
        how === (side === 'request' ? 'sets' : 'reads') &&
        (path === wanted || path.startsWith(`${wanted}.`) || path.startsWith(`${wanted}[]`)),
    ),
  );
}
