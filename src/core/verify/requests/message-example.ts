import type { Field } from '../../contract/protobuf/fields.ts';
import type { Json, JsonObject } from './json.ts';
import type { ProtoContract } from './proto-contract.ts';

const LARGEST = 500;

/** A message with every field set, the same one every time; of a oneof the first. Keys are the fields' names as they are written. */
export function exampleMessage(message: string, contract: ProtoContract): JsonObject {
  const budget = { left: LARGEST };
  const build = (name: string, within: readonly string[]): JsonObject => {
    const known = contract.fields(name);
    if (!known) return wellKnown(name);
    const set = oneEach(known).filter(field => field.cardinality === 'required' || !leadsBack(field, [...within, name], contract));
    return Object.fromEntries(set.map(field => [field.name, value(field, [...within, name])]));
  };
  const value = (field: Field, within: readonly string[]): Json => {
    if (field.cardinality !== 'map') return field.cardinality === 'repeated' ? [single(field, within)] : single(field, within);
    const [key, inner] = contract.fields(field.type ?? '') ?? [];
    return key && inner ? { [String(scalarExample(key))]: single(inner, within) } : {};
  };
  const single = (field: Field, within: readonly string[]): Json => {
    if (field.kind !== 'message' && field.kind !== 'group') return scalarExample(field);
    return budget.left-- > 0 || field.cardinality === 'required' ? build(field.type ?? '', within) : {};
  };
  return build(message, []);
}

/** A field that is part of a oneof excludes the others. */
function oneEach(fields: readonly Field[]): readonly Field[] {
  const taken = new Set<string>();
  return fields.filter(({ syntax: { oneof } }) => {
    if (oneof === undefined) return true;
    const isFirst = !taken.has(oneof);
    taken.add(oneof);
    return isFirst;
  });
}

/** Whether a field holds a message that is being built already; of a map, its values. */
function leadsBack({ type, cardinality }: Field, within: readonly string[], contract: ProtoContract): boolean {
  const held = cardinality === 'map' ? contract.fields(type ?? '')?.[1]?.type : type;
  return (held !== undefined && within.includes(held)) || within.length > 24;
}

function scalarExample({ kind, enum: values }: Field): Json {
  switch (kind) {
    case 'string':
      return 'text';
    case 'bytes':
      return 'dGV4dA==';
    case 'bool':
      return true;
    case 'float':
    case 'double':
      return 1.5;
    case 'enum':
      return (values?.syntax.values.find(({ number }) => number !== 0) ?? values?.syntax.values[0])?.name ?? 0;
    case 'int64':
    case 'uint64':
    case 'sint64':
    case 'fixed64':
    case 'sfixed64':
      return '1';
    case 'message':
    case 'group':
    case 'unknown':
      return {};
    case 'int32':
    case 'uint32':
    case 'sint32':
    case 'fixed32':
    case 'sfixed32':
      return 1;
  }
}

const WELL_KNOWN: Readonly<Record<string, JsonObject>> = {
  Timestamp: { seconds: '1709208000', nanos: 0 },
  Duration: { seconds: '1', nanos: 0 },
  FieldMask: { paths: [] },
  Struct: { fields: { key: { stringValue: 'text' } } },
  Value: { stringValue: 'text' },
  StringValue: { value: 'text' },
  BytesValue: { value: 'dGV4dA==' },
  BoolValue: { value: true },
  DoubleValue: { value: 1.5 },
  FloatValue: { value: 1.5 },
  Int32Value: { value: 1 },
  UInt32Value: { value: 1 },
  Int64Value: { value: '1' },
  UInt64Value: { value: '1' },
};

/** Messages that come with every compiler; what no file declares is empty. */
export const wellKnown = (name: string): JsonObject => (name.startsWith('google.protobuf.') ? (WELL_KNOWN[name.slice(16)] ?? {}) : {});
