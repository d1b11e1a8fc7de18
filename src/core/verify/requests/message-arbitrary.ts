import {
  type Arbitrary,
  array,
  base64String,
  bigInt,
  boolean,
  constant,
  constantFrom,
  dictionary,
  integer,
  noBias,
  oneof,
  record,
  string,
} from 'fast-check';
import type { Field } from '../../contract/protobuf/fields.ts';
import type { Mode } from './arbitrary.ts';
import type { Json, JsonObject } from './json.ts';
import { wellKnown } from './message-example.ts';
import type { ProtoContract } from './proto-contract.ts';

/** Below it, messages hold no messages but those that they require. */
const DEEP = 3;
const DEEPEST = 12;

const USUAL_FOR_EACH_EDGE = 4;

/** Messages that fit, most of them as users send them, a bounded share at the edge: zeroes, the largest numbers, nothing set. */
export const messageArbitrary = (message: string, contract: ProtoContract): Arbitrary<JsonObject> =>
  oneof(
    { arbitrary: messages({ contract, mode: 'usual', made: new Map() })(message, 0), weight: USUAL_FOR_EACH_EDGE },
    { arbitrary: messages({ contract, mode: 'edge', made: new Map() })(message, 0), weight: 1 },
  );

interface Making {
  readonly contract: ProtoContract;
  readonly mode: Mode;
  readonly made: Map<string, Arbitrary<JsonObject>>;
}

type Messages = (name: string, depth: number) => Arbitrary<JsonObject>;

function messages({ contract, mode, made }: Making): Messages {
  const fresh: Messages = (name, depth) => {
    const fields = contract.fields(name);
    if (!fields || depth > DEEPEST) return constant(wellKnown(name));
    const wanted = fields.filter(field => depth < DEEP || field.cardinality === 'required' || !isMessage(field));
    const parts = Object.fromEntries(wanted.map(field => [field.name, valuesOf(field, depth)]));
    const needed = wanted.filter(
      ({ cardinality, syntax }) => cardinality === 'required' || (mode === 'usual' && syntax.oneof === undefined),
    );
    return record(parts, { requiredKeys: needed.map(({ name }) => name), noNullPrototype: true }).map(value =>
      oneEach(value as JsonObject, fields),
    );
  };
  const known: Messages = (name, depth) => {
    const key = `${depth} ${name}`;
    const found = made.get(key) ?? fresh(name, depth);
    made.set(key, found);
    return found;
  };
  const valuesOf = (field: Field, depth: number): Arbitrary<Json> => {
    if (field.cardinality === 'repeated') return array(single(field, depth), { maxLength: 3 });
    if (field.cardinality !== 'map') return single(field, depth);
    const [key, value] = contract.fields(field.type ?? '') ?? [];
    if (!key || !value) return constant({});
    return dictionary(scalars(key, mode).map(String), single(value, depth), { maxKeys: 3, noNullPrototype: true }) as Arbitrary<Json>;
  };
  const single = (field: Field, depth: number): Arbitrary<Json> =>
    isMessage(field) ? known(field.type ?? '', depth + 1) : scalars(field, mode);
  return known;
}

const isMessage = ({ kind }: Field): boolean => kind === 'message' || kind === 'group';

/** A oneof holds one field at most. */
function oneEach(value: JsonObject, fields: readonly Field[]): JsonObject {
  const taken = new Set<string>();
  const excluded = fields.filter(({ name, syntax: { oneof } }) => {
    if (oneof === undefined || value[name] === undefined) return false;
    const isLater = taken.has(oneof);
    taken.add(oneof);
    return isLater;
  });
  const left = new Set(excluded.map(({ name }) => name));
  return Object.fromEntries(Object.entries(value).filter(([name]) => !left.has(name)));
}

const SMALL = 1000;

function scalars({ kind, enum: values }: Field, mode: Mode): Arbitrary<Json> {
  switch (kind) {
    case 'string':
      return mode === 'usual' ? words() : oneof(constant(''), string({ unit: 'grapheme' }));
    case 'bytes':
      return base64String();
    case 'bool':
      return boolean();
    case 'enum':
      return constantFrom(...(values?.syntax.values.map(({ name }) => name) ?? [0]));
    case 'float':
    case 'double':
      return mode === 'usual' ? cents() : constantFrom(0, -1.5, 1e30);
    case 'message':
    case 'group':
    case 'unknown':
      return constant({});
    case 'int64':
    case 'sint64':
    case 'sfixed64':
      return mode === 'usual' ? small().map(String) : bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String);
    case 'uint64':
    case 'fixed64':
      return mode === 'usual' ? small().map(String) : bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(String);
    case 'uint32':
    case 'fixed32':
      return mode === 'usual' ? small() : constantFrom(0, 2 ** 32 - 1);
    case 'int32':
    case 'sint32':
    case 'sfixed32':
      return mode === 'usual' ? small() : constantFrom(0, -1, 2 ** 31 - 1, -(2 ** 31));
  }
}

const small = (): Arbitrary<number> => noBias(integer({ min: 0, max: SMALL }));
const cents = (): Arbitrary<number> => noBias(integer({ min: 0, max: SMALL * 4 })).map(quarters => quarters / 4);
const words = (): Arbitrary<string> =>
  string({ minLength: 1, maxLength: 12, unit: constantFrom(...'abcdefghijklmnopqrstuvwxyz0123456789') });
