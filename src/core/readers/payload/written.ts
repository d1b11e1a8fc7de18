import type { Call, Expression } from '../../extract/code/syntax.ts';
import { weaker } from '../../model/confidence.ts';
import type { Confidence } from '../../model/graph.ts';
import type { Span } from '../../model/source.ts';
import { meaningOf, membersGiven, ownersOf, typeOfName } from './bound.ts';
import type { Naming } from './fields.ts';
import { bareType, fieldsOf, isMany, nameIn } from './fields.ts';
import { receiverOf, writtenBy } from './formats.ts';
import type { Key } from './key.ts';
import { pathOf } from './key.ts';
import { functionsElsewhere, functionsNamed, type Found, type Program } from './program.ts';
import type { Scope, Unit } from './unit.ts';
import { childrenOf, within } from './unit.ts';
import { COMMON_NAMES, GIVES_ITSELF, TAKES_IN, wraps } from './handed-on.ts';

/** Where an expression stands, and what is written around it. */
export interface Place {
  readonly unit: Unit;
  readonly scope: Scope;
  readonly program: Program;
  readonly naming: Naming;
  readonly prefix: readonly string[];
  readonly confidence: Confidence;
  readonly steps: number;
}

const MOST_STEPS = 14;
const MOST_PATH = 5;

/** The keys that a value has when it is written as text. Pure and total: what is not known has none. */
export function keysOf(expression: Expression, place: Place): readonly Key[] {
  if (place.steps > MOST_STEPS || place.prefix.length > MOST_PATH) return [];
  const next = { ...place, steps: place.steps + 1 };
  switch (expression.kind) {
    case 'object':
      return [...expression.entries.flatMap(entry => keyed(entry, next)), ...spread(expression, next)];
    case 'list':
      return expression.items.slice(0, 3).flatMap(item => keysOf(item, { ...next, prefix: [...next.prefix, '[]'] }));
    case 'name':
      return ofName(expression, next);
    case 'call':
      return ofCall(expression, next);
    case 'choice':
    case 'other':
      return childrenOf(expression).flatMap(child => keysOf(child, next));
    case 'index':
      // `jsonify(order).data`
      return expression.object.kind === 'call' && writtenBy(expression.object) ? ofCall(expression.object, next) : [];
    case 'text':
    case 'number':
    case 'join':
    case 'function':
      return [];
  }
}

function keyed(
  { key, value, span }: { readonly key: string; readonly value: Expression; readonly span: Span },
  place: Place,
): readonly Key[] {
  const prefix = [...place.prefix, key];
  return [set(prefix, nameIn(place.unit.source.text, span, key), place), ...keysOf(value, { ...place, prefix })];
}

const set = (path: readonly string[], span: Span, { unit, confidence }: Place): Key => ({
  path: pathOf(path),
  at: { file: unit.source.path, span },
  how: 'sets',
  confidence,
});

const SPREAD = /(?:\.\.\.|\*\*)\s*([A-Za-z_$][\w$]*)/g;

/** The tree leaves out `...order` and `**order`: they are read from the text between the entries. */
function spread({ entries, span: [start, end] }: Extract<Expression, { kind: 'object' }>, place: Place): readonly Key[] {
  const text = place.unit.source.text.slice(start, Math.min(end, start + 5000));
  return [...text.matchAll(SPREAD)].flatMap(found => {
    const from = start + found.index;
    const span: Span = [from, from + found[0].length];
    if (entries.some(entry => within(span, entry.span))) return [];
    return keysOf({ kind: 'name', path: [found[1]!], span }, place);
  });
}

function ofName({ path, span }: Extract<Expression, { kind: 'name' }>, place: Place): readonly Key[] {
  const [name = '', ...rest] = path;
  const { unit, scope, program } = place;
  if (rest.length > 0) return ofType(typeOfName(path.at(-1)!, scope, unit), place);
  const { bindings, parameterOf } = meaningOf(name, scope, unit);
  const given = bindings.flatMap(({ value, item, scope }) =>
    value && !item && !within(span, value.span) ? keysOf(value, { ...place, scope }) : [],
  );
  const members = membersGiven(name, scope, unit).flatMap(({ target, value, span, scope }) => {
    if (ASIDE.test(target[1]!) || (value && [value, ...childrenOf(value)].some(({ kind }) => kind === 'function'))) return [];
    const prefix = [...place.prefix, memberKey(target[1]!, typeOfName(name, scope, unit), place)];
    return [set(prefix, nameIn(unit.source.text, span, target[1]!), place), ...(value ? keysOf(value, { ...place, prefix, scope }) : [])];
  });
  const direct = [...given, ...members, ...changed(name, place)];
  const typed = ofType(typeOfName(name, scope, unit), place).filter(key => direct.every(({ path }) => path !== key.path));
  const found = [...direct, ...typed];
  return found.length > 0 || !parameterOf ? found : fromCallers(name, parameterOf, { ...place, program });
}

/** What an answer has beside its body. */
const ASIDE = /^(status_code|headers|mimetype|content_type|statusCode|StatusCode|cache_control)$/;

/** A member under the name that its type gives it in a text. */
function memberKey(member: string, type: string | undefined, { unit, program, naming }: Place): string {
  const field = type === undefined ? undefined : fieldsOf({ type, unit, naming }, program).find(field => field.member === member);
  return field?.key ?? member;
}

const PUTS = /^(put|set|Add|TryAdd|add|addProperty|setdefault|insert|putString|append|store)$/;

/** `order.put("id", 1)`, `order.update({…})`, `order.merge!(…)`: what is done to a map after it was made. */
function changed(name: string, place: Place): readonly Key[] {
  const { unit } = place;
  const own = ownersOf(name, place.scope, unit);
  return unit.calls.flatMap(({ call, scope }) => {
    if (call.path.length !== 2 || call.path[0] !== name || ownersOf(name, scope, unit) !== own) return [];
    const [first, second] = call.arguments;
    if (PUTS.test(call.path[1]!) && first?.kind === 'text' && second)
      return keyed({ key: first.text, value: second, span: first.span }, { ...place, scope });
    if (TAKES_IN.test(call.path[1]!) && first && first.kind !== 'text' && !second)
      return keysOf(first, { ...place, scope, prefix: [...place.prefix, '[]'] });
    return /^(update|putAll|merge!?|assign)$/.test(call.path[1]!) && first ? keysOf(first, { ...place, scope }) : [];
  });
}

/** Every field that a type has; it is not seen whether each is given a value. */
function ofType(type: string | undefined, place: Place): readonly Key[] {
  if (type === undefined || place.prefix.length > MOST_PATH) return [];
  const { unit, program, naming } = place;
  return fieldsOf({ type, unit, naming }, program).flatMap(({ key, at, type: inner }) => {
    const prefix = [...place.prefix, key];
    const own: Key = { path: pathOf(prefix), at, how: 'sets', confidence: weaker(place.confidence, 'likely') };
    if (inner === undefined || bareType(inner) === bareType(type) || prefix.length > 2) return [own];
    const owner = program.unit(at.file) ?? unit;
    return [own, ...ofType(inner, { ...place, unit: owner, prefix: isMany(inner) ? [...prefix, '[]'] : prefix })];
  });
}

function ofCall(call: Call, place: Place): readonly Key[] {
  const serialized = writtenBy(call);
  if (serialized) return keysOf(serialized, place);
  const name = call.path.at(-1) ?? '';
  const maps = mapOf(call, place);
  if (maps.length > 0) return maps;
  const typed = made(call, place);
  if (typed.length > 0) return typed;
  const returned = call.constructs ? [] : returnedBy(call, place);
  if (returned.length > 0) return returned;
  if (wraps(name) && (call.arguments.length > 0 || call.named.length > 0)) {
    const inner = [...call.arguments, ...call.named.map(({ value }) => value)].flatMap(argument => keysOf(argument, place));
    if (inner.length > 0) return inner;
  }
  if (name === 'map' || name === 'Select') return mapped(call, place);
  if (name === 'append' && call.path.length === 1)
    return call.arguments.slice(1).flatMap(argument => keysOf(argument, { ...place, prefix: [...place.prefix, '[]'] }));
  const receiver = receiverOf(call);
  return receiver && GIVES_ITSELF.has(name) ? keysOf(receiver, place) : [];
}

/** `rows.map(row => ({ id: row.id }))` writes what its function gives, once for each. */
function mapped(call: Call, place: Place): readonly Key[] {
  const [made] = call.arguments;
  if (made?.kind !== 'function') return [];
  const prefix = [...place.prefix, '[]'];
  return made.body.flatMap(statement =>
    statement.kind === 'return' && statement.value ? keysOf(statement.value, { ...place, prefix }) : [],
  );
}

/** `Map.of("id", 1)`, `mapOf("id" to 1)`, `dict(id=1)`, `gin.H{"id": 1}`. */
function mapOf(call: Call, place: Place): readonly Key[] {
  const name = call.path.at(-1) ?? '';
  if (/^(dict|H|Map|M|D|Hash)$/.test(name) && call.named.length > 0) return call.named.flatMap(entry => keyed(entry, place));
  const listed = call.path.join('.');
  if (!/(^|\.)(Map\.of|ImmutableMap\.of|mapOf|mutableMapOf|hashMapOf|Map\.entry)$/.test(listed)) return [];
  const values = call.arguments.filter(argument => argument.kind !== 'name' || argument.path[0] !== 'to');
  return values.flatMap((key, at) => {
    const value = values[at + 1];
    return at % 2 === 0 && key.kind === 'text' && value ? keyed({ key: key.text, value, span: key.span }, place) : [];
  });
}

/** What a construction, struct literal or builder has: the fields of its type, each where it is given or else declared. */
function made(call: Call, place: Place): readonly Key[] {
  const builder = call.path.findIndex(part => /^(builder|newBuilder|Builder)$/.test(part));
  const type = builder > 0 ? call.path[builder - 1]! : call.path.at(-1);
  if (type === undefined || !(call.constructs || builder > 0 || /^[A-Z]/.test(type))) return [];
  const all = ofType(type, place);
  const fields = fieldsOf({ type, unit: place.unit, naming: place.naming }, place.program);
  const given = call.named.flatMap(({ key, value, span }) => {
    const field = fields.find(({ member }) => member === key);
    if (!field && (fields.length > 0 || !call.constructs)) return [];
    const prefix = [...place.prefix, field?.key ?? key];
    return [set(prefix, nameIn(place.unit.source.text, span, key), place), ...keysOf(value, { ...place, prefix })];
  });
  if (fields.length === 0 && wraps(type)) return [];
  // Where there are as many arguments as fields, each is the one in its place.
  const placed = call.arguments.length === fields.length ? call.arguments : [];
  const inside = placed.flatMap((value, at) =>
    keysOf(value, { ...place, prefix: [...place.prefix, fields[at]!.key], confidence: 'likely' }),
  );
  return [...given, ...all, ...inside];
}

/** What a function of this program gives back. */
function returnedBy({ path, span }: Call, place: Place): readonly Key[] {
  const name = path.at(-1) ?? '';
  if (name === '' || place.steps > MOST_STEPS / 2 || COMMON_NAMES.has(name)) return [];
  const type = path.length > 1 ? typeOfName(path.at(-2)!, place.scope, place.unit) : undefined;
  const owner = type === undefined ? undefined : bareType(type);
  const isAround = ({ unit, node }: Found<Scope>): boolean => unit === place.unit && within(span, node.span);
  const found = functionsNamed({ name, owner }, place.unit, place.program);
  // A handler that asks a store for what it is itself called: `def contacts(): return db.contacts()`.
  const meant = path.length > 1 && found.every(isAround) ? functionsElsewhere({ name, owner }, place.unit, place.program) : found;
  return meant.flatMap(({ unit, node }) => {
    if (isAround({ unit, node })) return [];
    const inside = { ...place, unit, confidence: weaker(place.confidence, 'likely') } as const;
    return unit.returns.filter(({ scope }) => scope === node).flatMap(({ expression, scope }) => keysOf(expression, { ...inside, scope }));
  });
}

/** What callers give to a parameter: here, and in the files that name the function. */
function fromCallers(name: string, callee: Scope, place: Place): readonly Key[] {
  const at = callee.parameters.findIndex(parameter => parameter.name === name);
  if (callee.name === '' || at < 0 || place.steps > MOST_STEPS - 4) return [];
  const owner = callee.parent?.kind === 'class' ? callee.parent.name : undefined;
  const givenIn = (unit: Unit): readonly Key[] =>
    unit.calls.flatMap(({ call, scope }) => {
      if (call.path.at(-1) !== callee.name || call.constructs || (scope === callee && unit === place.unit)) return [];
      const given = call.named.find(({ key }) => key === name)?.value ?? call.arguments[at];
      const confidence = unit === place.unit ? place.confidence : weaker(place.confidence, 'likely');
      return given ? keysOf(given, { ...place, unit, scope, confidence }) : [];
    });
  const own = givenIn(place.unit);
  if (own.length > 0) return own;
  const words = [callee.name, owner ?? moduleName(place.unit.source.path)];
  return place.program.mentioning(words, place.unit.source.path).flatMap(givenIn);
}

/** How other files name a file: by its own name, or its folder's where it is an index. */
const moduleName = (path: string): string => {
  const parts = path.replace(/\.[^./]+$/, '').split('/');
  const last = parts.at(-1)!;
  return /^(index|main|mod|__init__)$/.test(last) ? (parts.at(-2) ?? last) : last;
};
