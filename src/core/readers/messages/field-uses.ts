import type { FilePath } from '../../model/source.ts';
import type { Texts, Use, Uses } from '../use.ts';
import type { Code } from './code.ts';
import { enumUses, messageUses } from './element-uses.ts';
import { useAt, type Wanted } from './field-use.ts';
import { inquirer } from './inference.ts';
import type { Inquiry } from './inquiry.ts';
import { lexisOf } from './language.ts';
import { mirroredUses, ownTypes } from './own-types.ts';
import { type ContractSchema, type FieldQuestion, type FieldShape, lastName, type MessageShape } from './schema.ts';
import { serviceCode, type ServiceCode } from './service-code.ts';
import { camel, fieldSpellings, oneofSpellings, rpcSpellings, valueSpellings } from './spelling.ts';
import { templateUses } from './template-uses.ts';
import { isTemplate } from './template-words.ts';

/** A page of a person is smaller. */
const MOST_TEMPLATE = 500_000;

/** More uses than anybody reads. */
const MOST_USES = 2_000;

/** Where the code of one service, in these files, reads or sets a part of a contract. Pure and total. */
export function fieldUses(question: FieldQuestion, files: readonly FilePath[], texts: Texts): Uses {
  const service = serviceCode(files, texts);
  const asked = askedFor(question);
  const templates = files.filter(isTemplate);
  const uses: Use[] = [];
  if (asked && knowsContract(question, service)) {
    const inquiryOf = inquirer(question.schema, service);
    for (const code of codeWith(asked.words, service)) {
      for (const use of asked.uses(inquiryOf(code))) if (uses.length < MOST_USES) uses.push(use);
    }
    const { wanted } = asked;
    for (const path of wanted ? templates : []) {
      const text = texts.read(path);
      if (text === undefined || text.length > MOST_TEMPLATE || !holdsOne(text, asked.words)) continue;
      const known = new Set(uses.flatMap(({ at }) => (at.file === path ? at.span[0] : [])));
      for (const use of templateUses(path, text, { schema: question.schema, service, inquiryOf, wanted: wanted! }))
        if (!known.has(use.at.span[0])) uses.push(use);
    }
  }
  const searched = [...new Set([...service.files, ...templates])];
  return { uses, searched: { files: searched.length, languages: [...new Set(searched.map(languageOf))].toSorted() } };
}

const languageOf = (path: FilePath): string => (/\.[cm]?tsx?$/.test(path) ? 'TypeScript' : (lexisOf(path)?.language ?? 'templates'));

interface Asked {
  /** A file without any of these is not looked into. */
  readonly words: readonly string[];
  readonly uses: (inquiry: Inquiry) => Iterable<Use>;
  /** Of a field. */
  readonly wanted?: Wanted;
}

function askedFor(question: FieldQuestion): Asked | undefined {
  const { schema, message, field } = question;
  const values = schema.enums.get(message);
  if (values)
    return {
      words: field === undefined ? [lastName(message)] : [...valueSpellings(field, values)],
      uses: inquiry => enumUses(inquiry, values, field),
    };
  if (field === undefined)
    return schema.messages.has(message) ? { words: [lastName(message)], uses: inquiry => messageUses(inquiry, message) } : undefined;
  const wanted = wantedOf(question);
  return wanted && { words: [...wanted.spellings.keys()], uses: inquiry => usesIn(inquiry, wanted, holdersOf(schema, message)), wanted };
}

function* codeWith(words: readonly string[], service: ServiceCode): Generator<Code> {
  for (const path of service.files) {
    const text = service.text(path);
    const code = text !== undefined && holdsOne(text, words) ? service.code(path) : undefined;
    if (code) yield code;
  }
}

const holdsOne = (text: string, words: readonly string[]): boolean => words.some(word => text.includes(word));

function* usesIn(inquiry: Inquiry, wanted: Wanted, holders: ReadonlySet<string>): Generator<Use> {
  const { tokens } = inquiry.code;
  const how = inquiry.schema.rpcs.some(({ response }) => holders.has(response)) ? 'reads' : 'sets';
  yield* mirroredUses(ownTypes(inquiry.service, inquiry.schema), inquiry.code, { wanted, how });
  for (let at = 0; at < tokens.length; at++) {
    if (!wanted.spellings.has(tokens[at]!.text)) continue;
    const use = useAt(inquiry, at, wanted);
    if (use) yield use;
  }
}

function wantedOf({ schema, message, field }: FieldQuestion): Wanted | undefined {
  const shape = schema.messages.get(message);
  if (!shape || field === undefined) return undefined;
  const label = `${field} of ${message}`;
  const found = shape.fields.find(({ name, json }) => name === field || json === field);
  if (found) return { message, label, spellings: fieldSpellings(found), isDistinctive: isDistinctive(found, schema) };
  const parts = shape.fields.filter(({ oneof }) => oneof === field);
  if (parts.length === 0) return undefined;
  const spellings = new Map([...oneofSpellings(field), ...parts.flatMap(part => [...fieldSpellings(part)])]);
  return { message, label, spellings, isDistinctive: false };
}

/** Of one message only, and long enough that nothing else is called so by chance. */
function isDistinctive(field: FieldShape, schema: ContractSchema): boolean {
  if (field.name.replace(/_/g, '').length < 6 || !/_|[a-z][A-Z]/.test(field.name)) return false;
  let holders = 0;
  for (const { fields } of schema.messages.values()) if (fields.some(({ name }) => plain(name) === plain(field.name))) holders++;
  return holders <= 1;
}

const plain = (name: string): string => name.replace(/_/g, '').toLowerCase();

/** Whether code of the service names the message, or asks or answers a procedure with a message that holds it. */
function knowsContract({ schema, message }: FieldQuestion, service: ServiceCode): boolean {
  const holders = holdersOf(schema, message);
  const words = new Set([message, ...holders].map(lastName).flatMap(name => [name, camel(name)]));
  for (const rpc of schema.rpcs)
    if (!rpc.http && (holders.has(rpc.request) || holders.has(rpc.response)))
      for (const language of ['Go', 'Java', 'Ruby'] as const) for (const word of rpcSpellings(rpc.name, language)) words.add(word);
  for (const { http, request, response } of schema.rpcs)
    if (http && (holders.has(request) || holders.has(response))) words.add(longestWord(http.path));
  return [...words].some(word => service.filesWith(word).length > 0);
}

const longestWord = (path: string): string => path.split(/\/|\{[^}]*\}/).toSorted((a, b) => b.length - a.length)[0] ?? path;

/** The message and all that hold it, at any depth. */
function holdersOf(schema: ContractSchema, message: string): ReadonlySet<string> {
  const found = new Set([message]);
  for (const held of found)
    for (const { name, fields } of schema.messages.values() as Iterable<MessageShape>)
      if (fields.some(({ type }) => type === held)) found.add(name);
  return found;
}
