import type { ContractChange } from '../../contract/change.ts';
import type { Blow, ElementChange, ElementKind } from '../../model/impact.ts';
import type { Confidence } from '../../model/graph.ts';
import type { FilePath, Location } from '../../model/source.ts';
import { isTest } from '../../model/paths.ts';
import { plainMethod, type Occurrence } from '../../navigate/occurrence.ts';
import { fieldUses } from '../../readers/messages/field-uses.ts';
import { schemaOf } from '../../readers/messages/protobuf-schema.ts';
import type { ContractSchema, RpcShape } from '../../readers/messages/schema.ts';
import { carriersOf, counterpartOf } from '../carriers.ts';
import { together, type Concern, type Found } from '../concern.ts';
import type { ContractUser } from '../contract-users.ts';
import { filesFor } from '../service-files.ts';
import { afterAt, inAfter, nameOf, sidedPlace, stillThere, type Sides } from '../side.ts';
import { changesIn, elementChange } from '../written-contracts.ts';
import { protoContract, protosNear, rebuilt, type ProtoContract } from '../proto-contract.ts';

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

/** A contract's file with what many of its changes are asked about. */
interface Written extends ProtoContract {
  readonly schema: ContractSchema;
  readonly sides: Sides;
}

interface Hit extends Written {
  readonly change: ElementChange;
  readonly contract: ContractChange;
}

function hit(contract: ContractChange, written: Written): Found {
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

function blowsOf(hit: Hit): Blow[] {
  const { rule } = hit.contract;
  if (rule.startsWith('RPC_')) return [...rpcUsers(hit, element => element.endsWith(rpcElement(hit.contract.element)))];
  if (rule.endsWith('SERVICE_NO_DELETE'))
    return [...rpcUsers(hit, element => element.startsWith(`rpc ${lastName(hit.contract.element).toLowerCase()}/`))];
  if (rule.startsWith('RESERVED_')) return [];
  if (hit.change.kind === 'message') return elementUsers(hit);
  return rule === 'FILE_SAME_PACKAGE' || rule.endsWith('FILE_NO_DELETE') || rule === 'PACKAGE_NO_DELETE'
    ? everyone(hit, 'broken')
    : everyone(hit, 'at-risk');
}

const lastName = (name: string): string => name.slice(name.lastIndexOf('.') + 1);

/** `shop.Orders.Place` as navigation names it: services by their last name. */
function rpcElement(element: string): string {
  const [method = '', service = ''] = element.split('.').toReversed();
  return `rpc ${service.toLowerCase()}/${plainMethod(method)}`;
}

/** Callers and handlers of an rpc that is not there any more, or not as it was. */
function* rpcUsers({ change, sides }: Hit, isMeant: (element: string) => boolean): Generator<Blow> {
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

/** A part of a message or enum: who reads or sets it breaks, who only exchanges the message is at risk. */
function elementUsers(hit: Hit): Blow[] {
  const { contract, schema } = hit;
  const isType = schema.messages.has(contract.element) || schema.enums.has(contract.element);
  const type = isType ? contract.element : contract.element.slice(0, contract.element.lastIndexOf('.'));
  const field = isType ? undefined : lastName(contract.element);
  const exchanged = exchanges(carriersOf(type, schema), hit.sides);
  return hit.users.flatMap(user => userBlow({ ...hit, user, type, field, calls: exchanged.get(user.service.id) ?? [] }));
}

/** Where services call or answer any of the rpcs, by service. */
function exchanges(rpcs: readonly RpcShape[], { before }: Sides): ReadonlyMap<string, readonly Occurrence[]> {
  const places = rpcs.flatMap(
    ({ service, name }) => before.elements.get(`rpc ${lastName(service).toLowerCase()}/${plainMethod(name)}`) ?? [],
  );
  return Map.groupBy(
    places.filter(({ role, owner }) => owner !== undefined && (role === 'calls' || role === 'answers')),
    ({ owner }) => owner!,
  );
}

interface UserHit extends Hit {
  readonly user: ContractUser;
  readonly type: string;
  readonly field: string | undefined;
  readonly calls: readonly Occurrence[];
}

function userBlow(hit: UserHit): Blow[] {
  const { change, contract, user, calls, sides } = hit;
  const isCopy = user.copies.length > 0;
  // What only the source of the contract tells, a copy does not notice.
  if (isCopy && (contract.level !== 'wire' || calls.length === 0)) return [];
  const asked = isCopy ? inCopy(hit) : { schema: hit.schema, message: hit.type, ...(hit.field !== undefined && { field: hit.field }) };
  const uses = asked
    ? fieldUses(asked, filesFor(user.service, sides.after), sides.after.texts).uses.filter(({ how }) => how !== 'imports')
    : [];
  const declared = isCopy && asked?.at ? [afterAt(asked.at)] : [];
  const evidence = [...inAfter(uses), ...inAfter(calls), ...declared];
  const name = nameOf(user.service.id, sides.after);
  const isSure = uses.some(({ confidence }) => confidence !== 'possible');
  if (uses.length > 0)
    return [
      {
        change,
        service: user.service.id,
        effect: isSure ? 'broken' : 'at-risk',
        confidence: best(uses.map(({ confidence }) => confidence)),
        why: `${name} ${isSure ? '' : 'possibly '}${deeds(uses.map(({ how }) => how))} ${change.element}.`,
        evidence,
      },
    ];
  if (calls.length === 0) return [];
  if (isCopy && asked && handsOn(asked, hit))
    return [
      {
        change,
        service: user.service.id,
        effect: 'broken',
        confidence: 'likely',
        why: `${name} reads no part of the answer itself; it hands on what it gets, and ${change.element} is not in it any more.`,
        evidence,
      },
    ];
  return [
    {
      change,
      service: user.service.id,
      effect: 'at-risk',
      confidence: 'likely',
      why: `It exchanges ${hit.type}; no use of ${change.element} was found in its code.`,
      evidence,
    },
  ];
}

/** A caller that reads none of the fields of an answer gives it to somebody else whole. */
function handsOn(
  { schema, message }: { readonly schema: ContractSchema; readonly message: string },
  { user, calls, sides }: UserHit,
): boolean {
  const answers = schema.rpcs.some(({ response }) => response === message);
  const fields = schema.messages.get(message)?.fields ?? [];
  const files = filesFor(user.service, sides.after);
  return (
    answers &&
    calls.some(({ role }) => role === 'calls') &&
    fields.every(({ name }) => fieldUses({ schema, message, field: name }, files, sides.after.texts).uses.length === 0)
  );
}

const deeds = (hows: readonly string[]): string => {
  const [reads, sets] = [hows.includes('reads'), hows.includes('sets') || hows.includes('constructs')];
  return reads && sets ? 'reads and sets' : sets ? 'sets' : reads ? 'reads' : 'uses';
};

const RANK: Readonly<Record<Confidence, number>> = { certain: 0, likely: 1, possible: 2 };
const best = (all: readonly Confidence[]): Confidence => all.toSorted((a, b) => RANK[a] - RANK[b])[0] ?? 'possible';

/** The same field, by its number, in the copy that a service keeps. */
function inCopy({
  schema,
  type,
  field,
  user,
  sides,
}: UserHit): { schema: ContractSchema; message: string; field?: string; at?: Location } | undefined {
  const sources = user.copies.flatMap(path => ({ path, text: sides.after.texts.read(path) ?? '' }));
  const copy = schemaOf(sources);
  const message = counterpartOf(type, schema, copy);
  if (message === undefined) return undefined;
  if (field === undefined) return { schema: copy, message };
  const number = schema.messages.get(type)?.fields.find(({ name }) => name === field)?.number;
  const same = copy.messages.get(message)?.fields.find(other => other.number === number);
  if (!same) return undefined;
  const at = declaration(same.name, number, sources);
  return { schema: copy, message, field: same.name, ...(at && { at }) };
}

function declaration(
  name: string,
  number: number | undefined,
  sources: readonly { readonly path: FilePath; readonly text: string }[],
): Location | undefined {
  for (const { path, text } of sources) {
    const found = new RegExp(`\\b${name}\\s*=\\s*${number}\\b`).exec(text);
    if (found) return { file: path, span: [found.index, found.index + name.length] };
  }
  return undefined;
}

function everyone({ change, users }: Hit, effect: 'broken' | 'at-risk'): Blow[] {
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
