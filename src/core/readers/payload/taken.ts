import type { Call, Expression } from '../../extract/code/syntax.ts';
import { weaker } from '../../model/confidence.ts';
import type { Span } from '../../model/source.ts';
import { meaningOf } from './bound.ts';
import { bareType, fieldsOf, isMany, nameIn, type Naming } from './fields.ts';
import { parsedBy, receiverOf } from './formats.ts';
import { pathOf, type Key } from './key.ts';
import { accessed, keyTaken, type Origin } from './origin.ts';
import type { Entrances, Origins } from './origins.ts';
import type { Program } from './program.ts';
import { within, type Scope, type Unit } from './unit.ts';

export interface Asked {
  readonly program: Program;
  readonly naming: Naming;
  /** Only what is taken inside these counts. */
  readonly within?: readonly Scope[] | undefined;
  readonly depth?: number;
}

/** What stands inside the functions that were asked about, or in those that they hand something on to. */
export const counts = (scope: Scope, { within: scopes }: Asked, { parameters }: Entrances): boolean =>
  !scopes || scopes.some(outer => within(scope.span, outer.span)) || parameters.has(scope);

/** What came into a file: where, and what it was followed to. */
interface CameIn {
  readonly origins: Origins;
  readonly entrances: Entrances;
}

/** Every key that a file takes from what came in. */
export function taken(unit: Unit, came: CameIn, asked: Asked): readonly Key[] {
  const { origins, entrances } = came;
  const keys: Key[] = [];
  for (const { expression, scope } of unit.accesses) {
    if (!counts(scope, asked, entrances)) continue;
    for (const part of partsOf(expression)) {
      const origin = origins.of(part, scope);
      if (origin?.state !== 'value' || !names(part, origin)) continue;
      keys.push(read(origin, spanOfKey(part, origin, unit), { unit, asked }));
    }
    if (expression.kind === 'call') keys.push(...ofCall(expression, scope, { unit, origins, asked }));
  }
  return [...keys, ...[...typesOf(unit, came, asked)].flatMap(([type, origin]) => declared({ ...origin, type }, unit, asked))];
}

/** The types that a whole text is read into. */
function typesOf(unit: Unit, { origins, entrances }: CameIn, asked: Asked): ReadonlyMap<string, Origin> {
  const types = new Map<string, Origin>();
  const add = (origin: Origin | undefined): void => {
    if (origin?.type !== undefined && origin.path.length === 0) types.set(origin.type, origin);
  };
  const addValue = (origin: Origin | undefined): void => add(origin?.state === 'value' ? origin : undefined);
  for (const { expression, scope } of unit.accesses) if (counts(scope, asked, entrances)) addValue(origins.of(expression, scope));
  for (const [scope, given] of entrances.parameters) if (counts(scope, asked, entrances)) for (const origin of given.values()) add(origin);
  for (const { target, scope } of unit.bindings)
    if (target.length === 1 && counts(scope, asked, entrances)) addValue(origins.variable(target[0]!, scope));
  return types;
}

/** Whether an expression takes the last part of a path, or only hands it on: `order.get("id").asText()`. */
function names(part: Expression, { path }: Origin): boolean {
  const key = path.at(-1);
  if (key === undefined || key === '[]') return false;
  return part.kind !== 'call' || (keyTaken(part) ?? accessed(part)) === key;
}

/** A call's receiver is no expression of its own where it is only a name; `items.length` reads items. */
function partsOf(expression: Expression): readonly Expression[] {
  if (expression.kind === 'name' && expression.path.length > 2 && /^(length|Length|Count|size)$/.test(expression.path.at(-1)!))
    return [{ ...expression, path: expression.path.slice(0, -1) }];
  if (expression.kind !== 'call') return [expression];
  const receiver = expression.on ? undefined : receiverOf(expression);
  const own =
    keyTaken(expression) !== undefined || accessed(expression) !== expression.path.at(-1) || expression.arguments.length === 0
      ? [expression]
      : [];
  return receiver?.kind === 'name' && receiver.path.length > 1 ? [...own, receiver] : own;
}

export interface Reading {
  readonly unit: Unit;
  readonly origins: Origins;
  readonly asked: Asked;
}

/** Definitions that a parser is given, names that take its value apart. */
function ofCall(call: Call, scope: Scope, { unit, origins, asked }: Reading): readonly Key[] {
  const origin = parsedBy(call) && origins.of(call, scope);
  if (origin?.state !== 'value') return [];
  const definition = call.path.at(-1) === 'DeserializeAnonymousType' ? call.arguments[1] : undefined;
  return [...(definition ? defined(definition, scope, { unit, origin, asked }) : []), ...takenApart(call.span, { unit, origin, asked })];
}

interface From {
  readonly unit: Unit;
  readonly origin: Origin;
  readonly asked: Asked;
}

function defined(definition: Expression, scope: Scope, from: From): readonly Key[] {
  const given = definition.kind === 'name' ? meaningOf(definition.path.at(-1)!, scope, from.unit).bindings[0]?.value : definition;
  if (given?.kind !== 'object') return [];
  return given.entries.flatMap(entry => {
    const origin = { ...from.origin, path: [...from.origin.path, entry.key] };
    return [read(origin, nameIn(from.unit.source.text, entry.span, entry.key), from), ...defined(entry.value, scope, { ...from, origin })];
  });
}

const PATTERN = /\{([^{}]{1,400})\}\s*(?::\s*[\w<>[\]| ]{1,60})?=\s*(?:await\s+|\(\s*)*$/;

/** `const { id, name: label = '' } = JSON.parse(text)`: the tree keeps only what is taken apart. */
function takenApart([start]: Span, from: From): readonly Key[] {
  const before = from.unit.source.text.slice(Math.max(0, start - 500), start);
  const pattern = PATTERN.exec(before);
  if (!pattern) return [];
  const open = start - before.length + pattern.index + 1;
  return [...pattern[1]!.matchAll(/(?:^|,)\s*(?:'([^']+)'|"([^"]+)"|([A-Za-z_$][\w$]*))/g)].map(found => {
    const key = found[1] ?? found[2] ?? found[3] ?? '';
    const at = open + found.index + found[0].indexOf(key);
    return read({ ...from.origin, path: [...from.origin.path, key] }, [at, at + key.length], from);
  });
}

const read = (origin: Origin, span: Span, { unit, asked }: { readonly unit: Unit; readonly asked: Asked }): Key => ({
  path: pathOf(inText(origin, unit, asked)),
  at: { file: unit.source.path, span },
  how: 'reads',
  confidence: origin.confidence,
});

/** Members under the names that their types give them in a text. */
function inText({ path, type }: Origin, unit: Unit, { program, naming }: Asked): readonly string[] {
  let owner: { readonly type: string; readonly unit: Unit } | undefined = type === undefined ? undefined : { type, unit };
  return path.map(part => {
    if (part === '[]' || !owner) return part;
    const field = fieldsOf({ ...owner, naming }, program).find(
      ({ member }) => member === part || member.toLowerCase() === part.toLowerCase(),
    );
    const inner = field?.type;
    owner = field && inner !== undefined ? { type: inner, unit: program.unit(field.at.file) ?? owner.unit } : undefined;
    return field?.key ?? part;
  });
}

/** Of `order.items`, items; of what a pattern takes apart only the last name is written. */
function lastOf(path: readonly string[], start: number, text: string): Span {
  let from = 0;
  path.forEach((part, index) => {
    const found = text.indexOf(part, from);
    if (found >= 0) from = index === path.length - 1 ? found : found + part.length;
  });
  return [start + from, start + from + path.at(-1)!.length];
}

/** The name of the key itself: the last part of what is written. */
function spanOfKey(expression: Expression, origin: Origin, { source }: Unit): Span {
  const [start, end] = expression.span;
  const text = source.text.slice(start, end);
  if (expression.kind === 'name') return lastOf(expression.path, start, text);
  const key = origin.path.at(-1)!;
  const name = expression.kind === 'call' && keyTaken(expression) === undefined ? (expression.path.at(-1) ?? key) : key;
  const at = text.lastIndexOf(name);
  return at < 0 ? [start, end] : [start + at, start + at + name.length];
}

type TypedOrigin = Origin & {
  readonly type: string;
  /** The keys that it stands under; none at the top. */
  readonly below?: readonly string[];
};

/** The fields of a type that something is read into, each where it is declared. */
export function declared(origin: TypedOrigin, unit: Unit, asked: Asked): readonly Key[] {
  const { type: holder, below = [] } = origin;
  return fieldsOf({ type: holder, unit, naming: asked.naming }, asked.program).flatMap(({ key, at, type }): readonly Key[] => {
    const path = [...below, key];
    const own: Key = { path: pathOf(path), at, how: 'reads', confidence: weaker(origin.confidence, 'likely'), declared: true };
    if (type === undefined || below.length > 2 || bareType(type) === bareType(holder)) return [own];
    const owner = asked.program.unit(at.file) ?? unit;
    return [own, ...declared({ ...origin, type, below: isMany(type) ? [...path, '[]'] : path }, owner, asked)];
  });
}
