import { remembered } from '../../model/remembered.ts';
import type { UseKind } from '../use.ts';
import { capitalized } from '../words.ts';
import type { CodeLanguage } from './language.ts';
import { type EnumShape, type FieldShape, lastName, type MessageShape, type RpcShape } from './schema.ts';

/** `redirect_url` and `redirectUrl` are both `redirect`, `url`. */
const partsOfName = (name: string): readonly string[] =>
  name
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .split(/[_\-.]+/)
    .filter(part => part !== '');

const small = (word: string): string => word.charAt(0).toLowerCase() + word.slice(1);

/** As generators make it of `redirect_url`: capitals after underscores, the others as they are. */
const pascal = (name: string): string => name.split('_').map(capitalized).join('');

export const camel = (name: string): string => small(pascal(name));

const snake = (name: string): string =>
  partsOfName(name)
    .map(part => part.toLowerCase())
    .join('_');

type Access = 'member' | Extract<UseKind, 'reads' | 'sets'>;

/** How a field is written in code; `member` is read or set by what stands around it. */
/** `*` is the name in Pascal case, `~` in camel case, `__` an underscore and the name as in the contract. */
const READS = 'get* Get* has* Has* has__ get__ get*Bytes get*Value ~OrNull'.split(' ');
const SETS = 'set* Set* set__ clear* Clear* clear__ get*Builder mutable__ merge* set*Value with__'.split(' ');
const READS_MANY = 'get*List get*Count get*Map get*OrDefault get*OrThrow contains* ~Count'.split(' ');
const SETS_MANY = 'add* addAll* put* putAll* set*List add*Builder remove*'.split(' ');
const MEMBERS_MANY = ['~List', '~Map'];

export const fieldSpellings = remembered(({ name, json, repeated }: FieldShape): ReadonlyMap<string, Access> => {
  const found = new Map<string, Access>([name, json, camel(name), pascal(name), snake(name)].map(word => [word, 'member']));
  const say = (access: Access, patterns: readonly string[]): void => {
    for (const pattern of patterns)
      found.set(pattern.replace('__', `_${name}`).replace('*', pascal(name)).replace('~', camel(name)), access);
  };
  say('reads', repeated ? [...READS, ...READS_MANY] : READS);
  say('sets', repeated ? [...SETS, ...SETS_MANY] : SETS);
  if (repeated) say('member', MEMBERS_MANY);
  return found;
});

/** The field of a message that a word of code means. */
export const fieldSpelled = ({ fields }: MessageShape, word: string): FieldShape | undefined =>
  fields.find(field => field.name === word || field.json === word) ?? fields.find(field => fieldSpellings(field).has(word));

/** What a oneof is asked by: `kindCase`, `WhichOneof("kind")`. */
export const oneofSpellings = (name: string): ReadonlyMap<string, Access> =>
  new Map([
    [`${camel(name)}Case`, 'reads'],
    [`${pascal(name)}Case`, 'reads'],
    [`get${pascal(name)}Case`, 'reads'],
    [`${name}_case`, 'reads'],
    [`Get${pascal(name)}`, 'reads'],
    [`get${pascal(name)}`, 'reads'],
    [`Clear${pascal(name)}`, 'sets'],
    [`clear${pascal(name)}`, 'sets'],
    [pascal(name), 'member'],
    [camel(name), 'member'],
    [name, 'member'],
  ]);

/** How a method of a client or server is called in a language. */
export function rpcSpellings(name: string, language: CodeLanguage): readonly string[] {
  switch (language) {
    case 'Go':
    case 'PHP':
      return [pascal(name), name];
    case 'Python':
      return [name, snake(name)];
    case 'Ruby':
    case 'Rust':
      return [snake(name)];
    case 'C#':
      return [name, `${name}Async`, pascal(name), `${pascal(name)}Async`];
    case 'Java':
    case 'Kotlin':
      return [camel(name)];
    case 'JavaScript':
      return [name, camel(name), pascal(name)];
  }
}

/** The values of an enum as generators write them, with and without the enum's name before them. */
export function valueSpellings(value: string, { name }: EnumShape): ReadonlySet<string> {
  const prefix = `${snake(lastName(name)).toUpperCase()}_`;
  const bare = value.startsWith(prefix) ? value.slice(prefix.length) : value;
  const nested = name.split('.').slice(-2);
  const spelledBare = pascal(bare.toLowerCase());
  return new Set([value, bare, spelledBare, pascal(value.toLowerCase()), `${lastName(name)}_${value}`, `${nested[0]}_${value}`]);
}

/** What a word of code may call a message: `Ad`, `Outer_Inner`, `IAd`, `AdSchema`. */
export function messageNames(word: string): readonly string[] {
  const names = [word];
  const bare = word.replace(/(?:__Output|OrBuilder|Schema|_pb)$/, '');
  if (bare !== word && bare !== '') names.push(bare);
  if (/^I[A-Z][a-z]/.test(word)) names.push(word.slice(1));
  if (word.includes('_')) names.push(word.slice(word.indexOf('_') + 1));
  return names;
}

const COMMON_RPC =
  /^(?:get|list|find|create|update|delete|remove|add|save|send|check|watch|login|register|validate|search|read|write|query|run|execute|process|start|stop|post|put|all|one|by|id|ping|echo|call)+$/i;

/** A method that nothing but this contract is likely to have. */
export const isDistinctiveRpc = ({ name }: RpcShape): boolean => name.length >= 8 && !COMMON_RPC.test(name);
