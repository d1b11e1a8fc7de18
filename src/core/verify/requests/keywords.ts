import { isList, isObject, type Json, type JsonObject } from './json.ts';

const isText = (value: Json): boolean => typeof value === 'string';
const isNumber = (value: Json): boolean => typeof value === 'number';
const isCount = (value: Json): boolean => Number.isInteger(value) && (value as number) >= 0;
const isTexts = (value: Json): boolean => isList(value) && value.every(isText);
const isFlag = (value: Json): boolean => typeof value === 'boolean';
const isAnything = (): boolean => true;

const TYPES = new Set(['null', 'boolean', 'integer', 'number', 'string', 'array', 'object']);

const named = (names: string, fits: (value: Json) => boolean): readonly (readonly [string, (value: Json) => boolean])[] =>
  names.split(' ').map(name => [name, fits]);

/** Keywords with no schema in them, and the values that mean something; of any other value nobody can say what it means. */
const KEYWORDS = new Map<string, (value: Json) => boolean>([
  ...named('minimum maximum', isNumber),
  ...named('exclusiveMinimum exclusiveMaximum', value => isNumber(value) || isFlag(value)),
  ...named('multipleOf', value => isNumber(value) && (value as number) > 0),
  ...named('minLength maxLength minItems maxItems minProperties maxProperties minContains maxContains', isCount),
  ...named('pattern', value => isText(value) && isPattern(value as string)),
  ...named('required', isTexts),
  ...named('enum', value => isList(value) && value.length > 0),
  ...named('uniqueItems readOnly writeOnly', isFlag),
  ...named('format', isText),
  ...named('examples', isList),
  ...named('dependentRequired', value => isObject(value) && Object.values(value).every(isTexts)),
  ...named('const default example', isAnything),
]);

/** The keyword, if it is one that counts and its value means something. */
export function kept(key: string, value: Json): JsonObject {
  if (key === 'type') return typed(value);
  return KEYWORDS.get(key)?.(value) === true ? { [key]: value } : {};
}

function typed(value: Json): JsonObject {
  if (value === 'file') return { type: 'string', format: 'binary' };
  if (isList(value)) {
    const known = value.filter(type => TYPES.has(String(type ?? 'null'))).map(type => type ?? 'null');
    return known.length > 0 ? { type: known } : {};
  }
  return TYPES.has(String(value ?? 'null')) ? { type: value ?? 'null' } : {};
}

/** Patterns are written for many languages; what this one does not read, or reads otherwise, is passed over. */
function isPattern(pattern: string): boolean {
  if (/\\[pP]\{/.test(pattern)) return false;
  try {
    return new RegExp(pattern) instanceof RegExp;
  } catch {
    return false;
  }
}
