import { surestFirst } from '../model/confidence.ts';
import type { Blow, ElementChange } from '../model/impact.ts';
import type { FilePath, Location } from '../model/source.ts';
import { plainMethod, type Occurrence } from '../navigate/occurrence.ts';
import { fieldUses } from '../readers/messages/field-uses.ts';
import { schemaOf } from '../readers/messages/protobuf-schema.ts';
import { lastName, type ContractSchema, type RpcShape } from '../readers/messages/schema.ts';
import type { Use } from '../readers/use.ts';
import { carriersOf, counterpartOf } from './carriers.ts';
import type { ContractUser } from './contract-users.ts';
import type { ProtoHit } from './proto-hit.ts';
import { filesFor } from './service-files.ts';
import { afterAt, inAfter, nameOf, type Sides } from './side.ts';

/** A part of a message or enum: who reads or sets it breaks, who only exchanges the message is at risk. */
export function messageUsers(hit: ProtoHit): Blow[] {
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

interface UserHit extends ProtoHit {
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
  const blow = (said: Pick<Blow, 'effect' | 'confidence' | 'why'>): Blow[] => [
    { change, service: user.service.id, ...said, evidence: [...inAfter(uses), ...inAfter(calls), ...declared] },
  ];
  const name = nameOf(user.service.id, sides.after);
  if (uses.length > 0) return blow(used(uses, name, change));
  if (calls.length === 0) return [];
  if (isCopy && asked && handsOn(asked, hit))
    return blow({
      effect: 'broken',
      confidence: 'likely',
      why: `${name} reads no part of the answer itself; it hands on what it gets, and ${change.element} is not in it any more.`,
    });
  return blow({
    effect: 'at-risk',
    confidence: 'likely',
    why: `It exchanges ${hit.type}; no use of ${change.element} was found in its code.`,
  });
}

function used(uses: readonly Use[], name: string, { element }: ElementChange): Pick<Blow, 'effect' | 'confidence' | 'why'> {
  const isSure = uses.some(({ confidence }) => confidence !== 'possible');
  return {
    effect: isSure ? 'broken' : 'at-risk',
    confidence: uses.toSorted(surestFirst)[0]!.confidence,
    why: `${name} ${isSure ? '' : 'possibly '}${deeds(uses.map(({ how }) => how))} ${element}.`,
  };
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
