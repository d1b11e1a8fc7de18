import type { ContractChange } from '../../contract/change.ts';
import { isFor } from '../../elements/consumers.ts';
import type { Blow, ElementChange } from '../../model/impact.ts';
import type { FilePath } from '../../model/source.ts';
import type { Occurrence } from '../../navigate/occurrence.ts';
import type { Key } from '../../readers/payload/payload-keys.ts';
import { together, type Concern, type Found } from '../concern.ts';
import { keysOf } from '../payload-of.ts';
import { inAfter, sidedPlace, stillThere, type Sides } from '../side.ts';
import { changesIn, elementChange, holdersOf } from '../written-contracts.ts';

/** OpenAPI: what oasdiff's checks say of a change, against who calls the operation and which keys they send and read. */
export const openapi: Concern = {
  name: 'openapi',
  run: sides => together(changesIn('openapi', sides).map(change => hit(change, sides))),
};

function hit(contract: ContractChange, sides: Sides): Found {
  const { element, severity } = contract;
  const { file } = sidedPlace(contract.before, contract.after);
  const providers = holdersOf(file, sides);
  const change = elementChange(contract, { kind: 'operation', providers });
  if (severity === 'info') return { changes: [change], blows: [] };
  const part = partOf(element);
  const calls = part ? callsOf(part, file, sides).filter(({ owner }) => owner !== undefined && !providers.includes(owner)) : [];
  return {
    changes: [change],
    blows: [...Map.groupBy(calls, ({ owner }) => owner!)].map(([service, own]) =>
      blow({ change, contract, part: part!, service, calls: own, sides }),
    ),
  };
}

/** `POST /orders/{id} response.200.body.total` in its parts. */
interface Part {
  readonly method: string;
  readonly path: string;
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

/** Calls by methods of generated clients, and requests that fit a route of the operation. */
function callsOf({ method, path }: Part, file: FilePath, sides: Sides): readonly Occurrence[] {
  const { world, elements } = sides.before;
  const ids = world.view
    .of(file, 'contract')
    .flatMap(({ operations }) => operations.filter(one => one.method === method && one.path === path).flatMap(({ id }) => id ?? []));
  const generated = ids.flatMap(id => elements.get(`operation ${file} ${id}`) ?? []);
  const routed = [...elements].flatMap(([element, places]) => {
    const [, verb, served] = / ([A-Z*]+) (\/.*)$/.exec(element) ?? [];
    return element.startsWith('route ') && verb !== undefined && isFor(`${verb} ${served}`, { method, path }) ? places : [];
  });
  return [...generated, ...routed].filter(
    ({ role, only, guess, at }) => role === 'calls' && only === undefined && !guess && stillThere(at, sides),
  );
}

interface Call {
  readonly change: ElementChange;
  readonly contract: ContractChange;
  readonly part: Part;
  readonly service: string;
  readonly calls: readonly Occurrence[];
  readonly sides: Sides;
}

function blow({ change, contract, part, service, calls, sides }: Call): Blow {
  const used = keysUsed(part, calls, sides);
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

function keysUsed({ side, key }: Part, calls: readonly Occurrence[], { after }: Sides): readonly Key[] {
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
