import type { ShapePair } from './changes-between.ts';
import type { Affected, ExportChange } from './export-changes.ts';
import type { Member, Shape } from './shape.ts';
import { signatureChanges } from './signature-changes.ts';
import { typeDifference } from './type-text.ts';

/** What changed in the members of one exported type, enum or object. */
export function memberChanges({ name, before, after }: ShapePair): readonly ExportChange[] {
  const renamed = renames(before, after);
  const taken = new Set(renamed.values());
  const changes: ExportChange[] = [];
  for (const member of before.members.values()) {
    const other = after.members.get(member.name);
    const rename = renamed.get(member.name);
    if (other) changes.push(...memberPair(name, member, other));
    else if (rename !== undefined) changes.push(wasRenamed(name, member, after.members.get(rename)!));
    else changes.push(wasRemoved(name, member));
  }
  for (const member of after.members.values())
    if (!before.members.has(member.name) && !taken.has(member.name)) changes.push(wasAdded(name, member, after));
  return changes;
}

const told = (symbol: string, { name }: Member): Pick<ExportChange, 'element' | 'symbol' | 'member'> => ({
  element: `${symbol}.${name}`,
  symbol,
  member: name,
});

/** Who reads a member also is who may set it in an object literal; a protected one is only seen by subclasses. */
const usersOf = ({ kind, visibility }: Member): readonly Affected[] => {
  if (visibility === 'protected') return ['implementers'];
  if (kind === 'enum-member') return ['readers'];
  return kind === 'method' ? ['callers', 'implementers'] : ['readers', 'makers', 'implementers'];
};

const wasRemoved = (symbol: string, member: Member): ExportChange => ({
  rule: 'member-removed',
  level: 'source',
  ...told(symbol, member),
  breaks: usersOf(member),
  before: member.at,
  message: `${symbol} no longer has ${member.name}.`,
});

const wasRenamed = (symbol: string, member: Member, other: Member): ExportChange => ({
  rule: 'member-renamed',
  level: 'source',
  ...told(symbol, member),
  breaks: usersOf(member),
  before: member.at,
  after: other.at,
  message: `${symbol}.${member.name} is now called ${other.name}.`,
});

/** Objects of the type that others write lack what is newly required. */
function wasAdded(symbol: string, member: Member, { kind }: Shape): ExportChange {
  const isNeeded = isRequired(member) && isWrittenByOthers(member, kind);
  const breaks: readonly Affected[] = member.isAbstract ? ['implementers'] : ['makers', 'implementers'];
  return {
    rule: isNeeded ? 'member-added-required' : 'member-added',
    level: isNeeded ? 'source' : 'safe',
    ...told(symbol, member),
    breaks: isNeeded ? breaks : [],
    after: member.at,
    message: isNeeded ? `Whoever makes a ${symbol} has to give ${member.name}, which is new.` : `${symbol} has a new ${member.name}.`,
  };
}

const isRequired = ({ isOptional, visibility, isAbstract }: Member): boolean => !isOptional && (visibility === 'public' || isAbstract);

/** A class gives its own methods, and its constructor makes the rest; objects are still written where it is only a type. */
const isWrittenByOthers = ({ kind, isAbstract }: Member, shape: Shape['kind']): boolean =>
  isAbstract || shape === 'interface' || shape === 'type' || (shape === 'class' && kind === 'property');

/** Gone, and a new one of the same kind and type at its place. */
function renames(before: Shape, after: Shape): ReadonlyMap<string, string> {
  const [from, to] = [[...before.members.values()], [...after.members.values()]];
  const found = new Map<string, string>();
  for (const [index, member] of from.entries()) {
    if (after.members.has(member.name)) continue;
    const previous = from[index - 1]?.name;
    const place = previous === undefined ? 0 : to.findIndex(({ name }) => name === (found.get(previous) ?? previous)) + 1;
    const other = place === 0 && previous !== undefined ? undefined : to[place];
    if (other && !before.members.has(other.name) && printOf(other) === printOf(member)) found.set(member.name, other.name);
  }
  return found;
}

const printOf = ({ kind, type, value, signatures, isOptional }: Member): string =>
  JSON.stringify([kind, type?.text, value, isOptional, signatures], (key, part: unknown) =>
    key === 'at' || key === 'written' ? undefined : part,
  );

function memberPair(symbol: string, before: Member, after: Member): readonly ExportChange[] {
  const common = { ...told(symbol, before), before: before.at, after: after.at };
  const element = common.element;
  const changes: ExportChange[] = [];
  const say = (rule: string, breaks: readonly Affected[], message: string): void =>
    void changes.push({ ...common, rule, level: 'source', breaks, message });
  if (before.visibility === 'public' && after.visibility === 'protected')
    say('member-hidden', ['readers', 'makers', 'callers'], `${element} is only seen by subclasses now.`);
  if (before.isOptional && !after.isOptional)
    say('member-became-required', ['makers', 'implementers'], `${element} was optional and is required.`);
  if (!before.isOptional && after.isOptional)
    say('member-became-optional', ['readers', 'callers'], `${element} was always there and may be missing now.`);
  if (!before.isReadonly && after.isReadonly) say('member-became-readonly', ['makers'], `${element} can no longer be set.`);
  if (!before.isAbstract && after.isAbstract) say('member-became-abstract', ['implementers'], `${element} has to be implemented now.`);
  if (before.kind !== after.kind)
    say('member-kind-changed', ['readers', 'callers', 'makers'], `${element} was a ${before.kind} and is a ${after.kind}.`);
  const difference = typeDifference(before.type, after.type);
  if (difference !== 'same')
    say(TYPE_RULES[difference], TYPE_BREAKS[difference], `${element} was ${before.type!.written} and is ${after.type!.written}.`);
  return [
    ...changes,
    ...valueChange(common, before, after),
    ...signatureChanges({ element, symbol, member: before.name, before: before.signatures, after: after.signatures }),
  ];
}

const TYPE_RULES = { wider: 'member-type-widened', narrower: 'member-type-narrowed', other: 'member-type-changed' } as const;

/** Who reads gets what it did not expect from a wider type; who makes gives too much for a narrower one. */
const TYPE_BREAKS = { wider: ['readers'], narrower: ['makers', 'implementers'], other: ['readers', 'makers', 'implementers'] } as const;

function valueChange(
  common: Pick<ExportChange, 'element' | 'symbol' | 'before' | 'after'>,
  before: Member,
  after: Member,
): readonly ExportChange[] {
  if (!before.value || !after.value || before.value.text === after.value.text) return [];
  const message = `${common.element} was ${before.value.written} and is ${after.value.written}.`;
  return [{ ...common, rule: 'value-changed', level: 'behaviour', breaks: ['readers'], message }];
}
