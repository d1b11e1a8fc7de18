import protobuf from 'protobufjs';
import { isList, isObject, type Json, type JsonObject } from '../../core/verify/requests/json.ts';
import { SandboxError } from '../sandbox-error.ts';

/**
 * A message as people write it, for the encoder: keys in the style of JSON as well, times and durations as texts, and wrapped values bare.
 * A key that the message does not have is an error: the encoder would pass it over.
 */
export function messageObject(type: protobuf.Type, value: JsonObject): JsonObject {
  const names = new Map(type.fieldsArray.map(field => [camelCase(field.name), field]));
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      const field = type.fields[key] ?? names.get(camelCase(key));
      if (!field) throw new SandboxError(unknownKey(type, key));
      return [field.name, fieldValue(field.resolve(), inner)];
    }),
  );
}

const unknownKey = (type: protobuf.Type, key: string): string =>
  `The message ${type.fullName.replace(/^\./, '')} has no field "${key}"; it has ${Object.keys(type.fields).join(', ') || 'none'}.`;

const camelCase = (name: string): string => name.replace(/_+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

function fieldValue(field: protobuf.Field, value: Json): Json {
  if (field instanceof protobuf.MapField)
    return isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, single(field, inner)])) : value;
  if (field.repeated) return isList(value) ? value.map(item => single(field, item)) : value;
  return single(field, value);
}

function single({ resolvedType }: protobuf.Field, value: Json): Json {
  if (!(resolvedType instanceof protobuf.Type)) return value;
  const name = resolvedType.fullName.replace(/^\./, '');
  const short = bareValue(name, value);
  if (short) return short;
  return isObject(value) ? messageObject(resolvedType, value) : value;
}

/** `2024-02-29T12:00:00Z`, `1.5s`, and what a wrapper wraps. */
function bareValue(name: string, value: Json): JsonObject | undefined {
  if (isObject(value)) return undefined;
  if (name === 'google.protobuf.Timestamp' && typeof value === 'string' && !Number.isNaN(Date.parse(value))) {
    const milliseconds = Date.parse(value);
    return { seconds: String(Math.floor(milliseconds / 1000)), nanos: (((milliseconds % 1000) + 1000) % 1000) * 1_000_000 };
  }
  const [, seconds, fraction = ''] =
    name === 'google.protobuf.Duration' && typeof value === 'string' ? (/^(-?\d+)(?:\.(\d{1,9}))?s$/.exec(value) ?? []) : [];
  if (seconds !== undefined) return { seconds, nanos: Number(fraction.padEnd(9, '0')) * (seconds.startsWith('-') ? -1 : 1) };
  return /^google\.protobuf\.(String|Bytes|Bool|Double|Float|U?Int(32|64))Value$/.test(name) && value !== null ? { value } : undefined;
}
