import type { ContractChange } from '../../contract/change.ts';
import type { Blow, ElementChange, ElementKind } from '../../model/impact.ts';
import { isTest } from '../../model/paths.ts';
import type { FilePath } from '../../model/source.ts';
import { plainMethod } from '../../navigate/occurrence.ts';
import { lastName } from '../../readers/messages/schema.ts';
import { together, type Concern, type Found } from '../concern.ts';
import { messageUsers } from '../message-users.ts';
import { protoContract, protosNear, rebuilt } from '../proto-contract.ts';
import type { ProtoHit, WrittenProto } from '../proto-hit.ts';
import { afterAt, inAfter, sidedPlace, stillThere } from '../side.ts';
import { changesIn, elementChange } from '../written-contracts.ts';

/** Protobuf: what buf's rules say of a change, against the code that calls, answers, reads and sets. */
export const protobuf: Concern = {
  name: 'protobuf',
  run: sides => {
    const changes = changesIn('protobuf', sides);
    const protos = [...sides.changed].filter(isProto);
    const changedFiles = new Set(changes.map(({ before, after }) => sidedPlace(before, after).file));
    const contracts = new Map([...changedFiles, ...protos].map(file => [file, protoContract(file, sides)]));
    const schemas = new Map([...changedFiles].map(file => [file, protosNear(file, sides)]));
    const found = changes.map(change => {
      const { file } = sidedPlace(change.before, change.after);
      return hit(change, { ...contracts.get(file)!, schema: schemas.get(file)!, sides });
    });
    return together([...found, ...protos.map(file => rebuilt(contracts.get(file)!, sides))]);
  },
};

const isProto = (file: FilePath): boolean => file.endsWith('.proto') && !isTest(file);

/** What rule ids speak of. */
const SPEAKS: readonly (readonly [RegExp, ElementKind])[] = [
  [/^RPC_/, 'rpc'],
  [/^(FIELD|ENUM_VALUE|ONEOF|MESSAGE|ENUM|EXTENSION|PACKAGE_MESSAGE|PACKAGE_ENUM)_/, 'message'],
];

const kindOf = ({ rule, element }: ContractChange): ElementKind =>
  element.endsWith('.proto') ? 'contract' : (SPEAKS.find(([ids]) => ids.test(rule))?.[1] ?? 'contract');

function hit(contract: ContractChange, written: WrittenProto): Found {
  const kind = kindOf(contract);
  const change: ElementChange = {
    ...elementChange(contract, { kind, providers: written.providers }),
    ...(kind === 'message' && { searched: written.searched }),
  };
  const blows = blowsOf({ ...written, change, contract });
  return { changes: [change], blows: contract.severity === 'error' ? blows : blows.map(mild) };
}

/** What no rule calls breaking makes nobody worse than wary. */
const mild = (blow: Blow): Blow => (blow.effect === 'broken' ? { ...blow, effect: 'at-risk' } : blow);

function blowsOf(hit: ProtoHit): Blow[] {
  const { rule } = hit.contract;
  if (rule.startsWith('RPC_')) return [...rpcUsers(hit, element => element.endsWith(rpcElement(hit.contract.element)))];
  if (rule.endsWith('SERVICE_NO_DELETE'))
    return [...rpcUsers(hit, element => element.startsWith(`rpc ${lastName(hit.contract.element).toLowerCase()}/`))];
  if (rule.startsWith('RESERVED_')) return [];
  if (hit.change.kind === 'message') return messageUsers(hit);
  return rule === 'FILE_SAME_PACKAGE' || rule.endsWith('FILE_NO_DELETE') || rule === 'PACKAGE_NO_DELETE'
    ? everyone(hit, 'broken')
    : everyone(hit, 'at-risk');
}

/** `shop.Orders.Place` as navigation names it: services by their last name. */
function rpcElement(element: string): string {
  const [method = '', service = ''] = element.split('.').toReversed();
  return `rpc ${service.toLowerCase()}/${plainMethod(method)}`;
}

/** Callers and handlers of an rpc that is not there any more, or not as it was. */
function* rpcUsers({ change, sides }: ProtoHit, isMeant: (element: string) => boolean): Generator<Blow> {
  const places = [...sides.before.elements].filter(([element]) => isMeant(element)).flatMap(([, own]) => own);
  const speaking = places.filter(({ role, at }) => (role === 'calls' || role === 'answers') && stillThere(at, sides));
  for (const [service, own] of Map.groupBy(speaking, ({ owner }) => owner ?? '')) {
    if (service === '') continue;
    const calling = own.some(({ role }) => role === 'calls');
    yield {
      change,
      service,
      effect: 'broken',
      confidence: own.some(({ doubt }) => doubt === undefined) ? 'certain' : 'likely',
      why: calling ? `It calls ${change.element}.` : `It answers ${change.element}, which is not in the contract as it was.`,
      evidence: inAfter(own),
    };
  }
}

function everyone({ change, users }: ProtoHit, effect: 'broken' | 'at-risk'): Blow[] {
  return users
    .filter(({ copies }) => copies.length === 0)
    .map(({ service, at }) => ({
      change,
      service: service.id,
      effect,
      confidence: 'likely',
      why: `It is built against ${change.element}.`,
      evidence: at.map(afterAt),
    }));
}
