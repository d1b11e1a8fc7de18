import type { ContractChange } from '../../contract/change.ts';
import type { Blow, ElementChange } from '../../model/impact.ts';
import type { Occurrence } from '../../navigate/occurrence.ts';
import { together, type Concern, type Found } from '../concern.ts';
import { keysOf } from '../payload-of.ts';
import { inAfter, sidedPlace, stillThere, type Sides } from '../side.ts';
import { changesIn, elementChange, holdersOf } from '../written-contracts.ts';

/** AsyncAPI: channels and what their messages hold, against who publishes and consumes there. */
export const asyncapi: Concern = {
  name: 'asyncapi',
  run: sides => together(changesIn('asyncapi', sides).map(change => hit(change, sides))),
};

function hit(contract: ContractChange, sides: Sides): Found {
  const { element, severity } = contract;
  const { file } = sidedPlace(contract.before, contract.after);
  const providers = holdersOf(file, sides);
  const change = elementChange(contract, { kind: 'topic', providers });
  const places = severity === 'info' ? [] : speaking(addressOf(element), sides).filter(({ owner }) => !providers.includes(owner!));
  const blows = [...Map.groupBy(places, ({ owner }) => owner!)].map(([service, own]) =>
    blow({ change, contract, service, places: own, sides }),
  );
  return { changes: [change], blows };
}

/** `channel orders.created parameter.id`, `send orders.created OrderCreated.payload.total`. */
const addressOf = (element: string): string => element.split(' ')[1] ?? '';

const keyOf = (element: string): string | undefined => /\.payload\.(.+)$/.exec(element)?.[1];

const speaking = (address: string, sides: Sides): readonly Occurrence[] =>
  (sides.before.elements.get(`topic ${address}`) ?? []).filter(
    ({ role, only, owner, at }) =>
      owner !== undefined && only === undefined && (role === 'publishes' || role === 'consumes') && stillThere(at, sides),
  );

interface Speaker {
  readonly change: ElementChange;
  readonly contract: ContractChange;
  readonly service: string;
  readonly places: readonly Occurrence[];
  readonly sides: Sides;
}

function blow({ change, contract, service, places, sides }: Speaker): Blow {
  const key = keyOf(contract.element);
  const used =
    key === undefined
      ? []
      : places.flatMap(({ at, owner }) => keysOf(at, owner, sides.after).filter(({ path }) => path === key || path.startsWith(`${key}.`)));
  const isHit = contract.severity === 'error' && (key === undefined || used.length > 0);
  return {
    change,
    service,
    effect: isHit ? 'broken' : 'at-risk',
    confidence: used[0]?.confidence ?? 'likely',
    why:
      used.length > 0 ? `It uses ${key} of what ${addressOf(contract.element)} carries.` : `It speaks over ${addressOf(contract.element)}.`,
    evidence: [...inAfter(used), ...inAfter(places)],
  };
}
