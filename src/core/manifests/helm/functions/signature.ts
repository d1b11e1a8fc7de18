import { TemplateError } from '../value.ts';
import type { GoBool, GoFloat, GoFunction, GoInt, GoList, GoMap, GoString, GoValue } from '../value.ts';
import { textFrom } from './text.ts';

/** What Go's type of a parameter lets in: anything, or values of one kind only, for Go converts nothing by itself. */
interface Parameters {
  readonly any: GoValue;
  readonly bool: GoBool;
  readonly int: GoInt;
  readonly float: GoFloat | GoInt;
  readonly string: GoString;
  readonly list: GoList;
  readonly map: GoMap;
}

type Kind = keyof Parameters;
type Arguments<K extends readonly Kind[]> = { [I in keyof K]: Parameters[K[I]] };

const GO_TYPES: Readonly<Record<Kind, string>> = {
  any: 'interface {}',
  bool: 'bool',
  int: 'int',
  float: 'float64',
  string: 'string',
  list: '[]interface {}',
  map: 'map[string]interface {}',
};

/** A function with these parameters and no others. */
export function takes<const K extends readonly Kind[]>(kinds: K, body: (...args: Arguments<K>) => GoValue): GoFunction {
  return given => {
    const args = given.map((value, index) => mapOrItself(kinds[index], value));
    if (args.length !== kinds.length) throw new TemplateError(`wrong number of args: want ${kinds.length} got ${args.length}`);
    kinds.forEach((kind, index) => check(kind, args[index]!));
    return body(...(args as unknown as Arguments<K>));
  };
}

/** A function with these parameters and any number more of the kind `rest`. */
export function takesMore<const K extends readonly Kind[], R extends Kind>(
  kinds: K,
  rest: R,
  body: (more: readonly Parameters[R][], ...args: Arguments<K>) => GoValue,
): GoFunction {
  return given => {
    const args = given.map((value, index) => mapOrItself(kinds[index] ?? rest, value));
    if (args.length < kinds.length) throw new TemplateError(`wrong number of args: want at least ${kinds.length} got ${args.length}`);
    args.forEach((arg, index) => check(kinds[index] ?? rest, arg));
    const first = args.slice(0, kinds.length) as unknown as Arguments<K>;
    return body(args.slice(kinds.length) as Parameters[R][], ...first);
  };
}

/** A function that makes another text of a text. */
export const changed = (change: (text: string) => string): GoFunction => takes(['string'], text => textFrom(change(text.text), text));

/** Go takes nil for a map without entries. */
const mapOrItself = (kind: Kind | undefined, value: GoValue): GoValue =>
  kind === 'map' && value.kind === 'nil' ? { kind: 'map', entries: new Map(), origins: value.origins } : value;

function check(kind: Kind, value: GoValue): void {
  if (kind === 'any' || (kind === value.kind && !(kind === 'int' && isLong(value)))) return;
  if (kind === 'float' && value.kind === 'int') return;
  if (value.kind === 'nil') throw new TemplateError(`invalid value; expected ${GO_TYPES[kind]}, but it is nil`);
  throw new TemplateError(`wrong type for value; expected ${GO_TYPES[kind]}; got ${typeName(value)}`);
}

const isLong = (value: GoValue): boolean => value.kind === 'int' && value.long === true;

/** As `printf "%T"` names it. */
export function typeName(value: GoValue): string {
  switch (value.kind) {
    case 'nil':
      return '<nil>';
    case 'int':
      return value.long ? 'int64' : 'int';
    case 'object':
      return value.type;
    case 'bool':
    case 'float':
    case 'string':
    case 'list':
    case 'map':
      return GO_TYPES[value.kind];
  }
}

/** As Go's reflection names it. */
export function kindName(value: GoValue): string {
  switch (value.kind) {
    case 'nil':
      return 'invalid';
    case 'float':
      return 'float64';
    case 'list':
      return 'slice';
    case 'object':
      return value.type.startsWith('*') ? 'ptr' : value.type.startsWith('[]') ? 'slice' : value.type.startsWith('map[') ? 'map' : 'struct';
    case 'int':
      return typeName(value);
    case 'bool':
    case 'string':
    case 'map':
      return value.kind;
  }
}
