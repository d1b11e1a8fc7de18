import type { Field } from '../../contract/protobuf/fields.ts';
import type { ProtoContract } from './proto-contract.ts';

/** How a field is written: as a number of varying length, eight bytes, bytes with their length, between tags, four bytes. */
type WireType = 0 | 1 | 2 | 3 | 5;

const WIRE_TYPES: Readonly<Record<Field['kind'], WireType>> = {
  int32: 0,
  int64: 0,
  uint32: 0,
  uint64: 0,
  sint32: 0,
  sint64: 0,
  bool: 0,
  enum: 0,
  double: 1,
  fixed64: 1,
  sfixed64: 1,
  string: 2,
  bytes: 2,
  message: 2,
  unknown: 2,
  group: 3,
  float: 5,
  fixed32: 5,
  sfixed32: 5,
};

const END_OF_GROUP = 4;
const DEEPEST = 100;

class Bytes {
  at = 0;
  private readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.at >= this.bytes.length;
  }

  /** Undefined where the bytes end before the number does. Beyond 53 bits only its end is exact, which no length or tag needs. */
  varint(): number | undefined {
    let value = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      const byte = this.bytes[this.at++];
      if (byte === undefined) return undefined;
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
    return undefined;
  }

  take(length: number): Uint8Array | undefined {
    const end = this.at + length;
    if (end > this.bytes.length) return undefined;
    const taken = this.bytes.subarray(this.at, end);
    this.at = end;
    return taken;
  }
}

/** Where bytes are no message of this type, in words that follow its name; undefined where they are. Fields that nobody knows are passed over. */
export const wireMisfit = (bytes: Uint8Array, message: string, contract: ProtoContract): string | undefined =>
  messageMisfit(new Bytes(bytes), message, { contract, depth: 0 });

interface Reading {
  readonly contract: ProtoContract;
  readonly depth: number;
  /** Ends with the tag of this group, not with the bytes. */
  readonly group?: number;
}

const TORN = 'ends in the middle of a field';

function messageMisfit(bytes: Bytes, message: string, reading: Reading): string | undefined {
  const fields = reading.depth < DEEPEST ? reading.contract.fields(message) : undefined;
  const numbered = new Map(fields?.map(field => [field.number, field]));
  const seen = new Set<number>();
  while (!bytes.isAtEnd) {
    const tag = bytes.varint();
    if (tag === undefined) return TORN;
    const [number, wireType] = [Math.floor(tag / 8), tag % 8];
    if (wireType === END_OF_GROUP) return number === reading.group ? missing(fields, seen, message) : `ends a group that never began`;
    seen.add(number);
    const field = numbered.get(number);
    const wrong = field ? fieldMisfit(bytes, { field, wireType }, reading) : skipped(bytes, { number, wireType }, reading.depth);
    if (wrong !== undefined) return wrong;
  }
  return reading.group === undefined ? missing(fields, seen, message) : TORN;
}

function missing(fields: readonly Field[] | undefined, seen: ReadonlySet<number>, message: string): string | undefined {
  const field = fields?.find(({ cardinality, number }) => cardinality === 'required' && !seen.has(number));
  return field && `lacks ${message}.${field.name}, which is required`;
}

function fieldMisfit(bytes: Bytes, { field, wireType }: { field: Field; wireType: number }, reading: Reading): string | undefined {
  const expected = WIRE_TYPES[field.kind];
  const isPacked = wireType === 2 && field.cardinality === 'repeated' && expected !== 2 && expected !== 3;
  if (wireType !== expected && !isPacked)
    return `has ${WRITTEN[wireType] ?? 'something unreadable'} where ${field.fullName} is ${article(field.kind)}`;
  if (expected === 3) return messageMisfit(bytes, field.type ?? '', { ...reading, depth: reading.depth + 1, group: field.number });
  if (wireType !== 2) return skipped(bytes, { number: field.number, wireType }, reading.depth);
  const length = bytes.varint();
  const content = length === undefined ? undefined : bytes.take(length);
  if (!content) return TORN;
  if (isPacked) return packedMisfit(new Bytes(content), field, expected);
  if (field.kind === 'string') return isUtf8(content) ? undefined : `has no text in ${field.fullName}, which is a string`;
  return field.kind === 'message'
    ? messageMisfit(new Bytes(content), field.type ?? '', { contract: reading.contract, depth: reading.depth + 1 })
    : undefined;
}

const WRITTEN: Readonly<Record<number, string>> = {
  0: 'a number',
  1: 'eight bytes',
  2: 'bytes with a length',
  3: 'a group',
  5: 'four bytes',
};

const article = (kind: string): string => `${/^[aeiou]/.test(kind) && !kind.startsWith('u') ? 'an' : 'a'} ${kind}`;

function packedMisfit(bytes: Bytes, field: Field, wireType: WireType): string | undefined {
  while (!bytes.isAtEnd)
    if (skipped(bytes, { number: field.number, wireType }, 0) !== undefined) return `has a torn list in ${field.fullName}`;
  return undefined;
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** Goes on behind a field; a sentence where it does not end. */
function skipped(bytes: Bytes, { number, wireType }: { number: number; wireType: number }, depth: number): string | undefined {
  if (wireType === 0) return bytes.varint() === undefined ? TORN : undefined;
  if (wireType === 1 || wireType === 5) return bytes.take(wireType === 1 ? 8 : 4) ? undefined : TORN;
  if (wireType === 2) {
    const length = bytes.varint();
    return length !== undefined && bytes.take(length) ? undefined : TORN;
  }
  if (wireType !== 3 || depth >= DEEPEST) return 'is no protobuf message';
  for (;;) {
    const tag = bytes.varint();
    if (tag === undefined) return TORN;
    if (tag % 8 === END_OF_GROUP) return Math.floor(tag / 8) === number ? undefined : 'ends a group that never began';
    const wrong = skipped(bytes, { number: Math.floor(tag / 8), wireType: tag % 8 }, depth + 1);
    if (wrong !== undefined) return wrong;
  }
}
