import type { Call, Expression } from '../../extract/code/syntax.ts';
import { valueOf } from '../../extract/code/value.ts';
import { folderOf } from '../../model/paths.ts';
import type { Location, Source, Span } from '../../model/source.ts';
import type { Value } from '../../model/value.ts';
import { meaningOf, typeOfName } from '../payload/bound.ts';
import { bareType } from '../payload/fields.ts';
import { COMMON_NAMES } from '../payload/handed-on.ts';
import { classNamed, functionsNamed, programOf, type Program } from '../payload/program.ts';
import { childrenOf, isConstructor, scopeAt, unitOf, within, type Scope, type Unit } from '../payload/unit.ts';
import type { Texts } from '../use.ts';
import { callersOf } from './callers.ts';

/** A value that somebody gives to a name, and where. */
export interface ToldValue {
  readonly value: Value;
  readonly at: Location;
  /** A caller gave it: a function's argument, an option, what a constructor is handed. */
  readonly handed: boolean;
}

/** Where a name stands, and what else may be looked into. */
interface Place {
  readonly unit: Unit;
  readonly scope: Scope;
  readonly program: Program;
  readonly steps: number;
  readonly handed: boolean;
}

const MOST_STEPS = 9;
const MOST_VALUES = 12;

/**
 * What a name at a place of a file can be, followed backwards through variables, fields, parameters, constructors and options, within and across files.
 * Pure and total, once the grammars of the texts' languages are loaded.
 */
export function toldValues(
  source: Source,
  { path, at }: { readonly path: readonly string[]; readonly at: Span },
  texts: Texts,
): readonly ToldValue[] {
  const program = programOf(texts);
  const known = program.unit(source.path);
  const unit = known?.source.text === source.text ? known : unitOf(source);
  if (!unit) return [];
  const found = given({ kind: 'name', path, span: at }, { unit, scope: scopeAt(unit.scopes, at), program, steps: 0, handed: false });
  return distinct(found).slice(0, MOST_VALUES);
}

function distinct(values: readonly ToldValue[]): readonly ToldValue[] {
  const handed = values.filter(value => value.handed);
  // What stands there by default holds only where nobody gives anything else.
  return [...new Map((handed.length > 0 ? handed : values).map(one => [`${one.at.file} ${one.at.span[0]}`, one])).values()];
}

function given(expression: Expression, place: Place): readonly ToldValue[] {
  if (place.steps > MOST_STEPS) return [];
  const next = { ...place, steps: place.steps + 1 };
  const value = valueOf(expression, place.unit.language);
  if (isTold(value)) return [{ value, at: { file: place.unit.source.path, span: expression.span }, handed: place.handed }];
  if (value.kind === 'name' && expression.kind !== 'call') return named(value.path, expression, next);
  if (expression.kind === 'choice' || expression.kind === 'other' || expression.kind === 'list')
    return childrenOf(expression).flatMap(child => given(child, next));
  if (expression.kind !== 'call') return [];
  const found = returned(expression, next);
  return found.length > 0 ? found : accessor(expression, next);
}

/** `properties.ordersQueue()`, of a record whose fields configuration fills. */
function accessor(call: Call, { unit, scope, handed }: Place): readonly ToldValue[] {
  const [receiver, name] = call.path.filter(part => part !== 'this');
  const type = receiver === undefined || call.arguments.length > 0 ? '' : bareType(typeOfName(receiver, scope, unit) ?? '');
  if (name === undefined || type === '') return [];
  return [{ value: { kind: 'name', path: [type, name] }, at: { file: unit.source.path, span: call.span }, handed }];
}

function isTold(value: Value): boolean {
  if (value.kind === 'literal') return value.text !== '';
  if (value.kind === 'env') return true;
  return value.kind === 'join' && value.parts.every(isTold);
}

function named(path: readonly string[], expression: Expression, place: Place): readonly ToldValue[] {
  const [first = '', ...rest] = path;
  return rest.length === 0 ? variable(first, expression, place) : member(path, expression, place);
}

/** A variable, a parameter, or a field that the language names without its owner. */
function variable(name: string, { span }: Expression, place: Place): readonly ToldValue[] {
  const { unit, scope } = place;
  const { bindings, parameterOf } = meaningOf(name, scope, unit);
  const own = bindings.flatMap(({ value, item, scope: within_ }) =>
    value && !item && !within(span, value.span) ? given(value, { ...place, scope: within_ }) : [],
  );
  if (parameterOf) return [...own, ...handedTo(name, parameterOf, place)];
  if (own.length > 0) return own;
  const maker = unit.scopes.find(one => isConstructor(one) && one.parameters.some(parameter => parameter.name === name));
  return maker ? handedTo(name, maker, place) : fieldsNamed(name, [unit], place);
}

/** A field of something: whatever is given to a field of that name where its type is declared. */
function member(path: readonly string[], { span }: Expression, place: Place): readonly ToldValue[] {
  const { unit, scope, program } = place;
  const name = path.at(-1)!;
  const type = bareType(typeOfName(path.at(-2)!, scope, unit) ?? '');
  const home = type === '' ? undefined : classNamed(type, unit, program);
  const units = home ? [...new Set([home.unit, ...besides(home.unit, name, program)])] : [unit, ...besides(unit, name, program)];
  const found = fieldsNamed(name, units, place);
  if (found.length > 0 || path.length < 3) return found;
  // Nobody gives it anything: it may be read from a configuration file under its own name.
  return [{ value: { kind: 'name', path }, at: { file: unit.source.path, span }, handed: place.handed }];
}

/** A Go package is a folder. */
const besides = (unit: Unit, name: string, program: Program): readonly Unit[] =>
  unit.language === 'Go'
    ? program.mentioning([name], unit.source.path).filter(other => folderOf(other.source.path) === folderOf(unit.source.path))
    : [];

function fieldsNamed(name: string, units: readonly Unit[], place: Place): readonly ToldValue[] {
  return units.flatMap(unit => {
    const assigned = unit.bindings.filter(({ target, value }) => value && target.length > 1 && target.at(-1) === name);
    const declared = unit.bindings.filter(
      ({ target, value, scope }) => value && scope.kind === 'class' && target.length === 1 && target[0] === name,
    );
    const made = unit.calls.flatMap(({ call, scope }) =>
      call.constructs ? call.named.filter(({ key }) => key === name).map(({ value }) => ({ value, scope })) : [],
    );
    return [...[...assigned, ...declared].map(({ value, scope }) => ({ value: value!, scope })), ...made].flatMap(({ value, scope }) =>
      given(value, { ...place, unit, scope }),
    );
  });
}

/** What callers give to a parameter. */
function handedTo(name: string, callee: Scope, place: Place): readonly ToldValue[] {
  const standing = callee.parameters.find(parameter => parameter.name === name)?.default;
  const found = callersOf(name, callee, place).flatMap(({ value, unit, scope }) => given(value, { ...place, unit, scope, handed: true }));
  return found.length > 0 || !standing ? found : given(standing, { ...place, scope: callee });
}

/** What a function of this program gives back. */
function returned({ path, constructs }: Call, place: Place): readonly ToldValue[] {
  const name = path.at(-1) ?? '';
  if (constructs || name === '' || COMMON_NAMES.has(name)) return [];
  return functionsNamed({ name }, place.unit, place.program).flatMap(({ unit, node }) =>
    unit.returns.filter(({ scope }) => scope === node).flatMap(({ expression, scope }) => given(expression, { ...place, unit, scope })),
  );
}
