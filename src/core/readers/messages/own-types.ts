import type { Use, UseKind } from '../use.ts';
import { capitalized } from '../words.ts';
import { type Code, isWord, markAt, spanOf } from './code.ts';
import { isMember } from './declarations.ts';
import type { Wanted } from './field-use.ts';
import type { ContractSchema, MessageShape } from './schema.ts';
import type { ServiceCode } from './service-code.ts';
import { fieldSpelled } from './spelling.ts';

/** A type that a service writes itself for what it gets or sends as JSON. */
interface OwnType {
  readonly name: string;
  readonly message: string;
  readonly code: Code;
  readonly members: readonly Member[];
}

interface Member {
  readonly name: string;
  /** Its token. */
  readonly at: number;
}

const known = new WeakMap<ServiceCode, ReadonlyMap<string, OwnType>>();

/** Types that mirror a message of an HTTP contract: named like it, or with nothing but its fields. */
export function ownTypes(service: ServiceCode, schema: ContractSchema): ReadonlyMap<string, OwnType> {
  const found = known.get(service) ?? read(service, schema);
  known.set(service, found);
  return found;
}

const DECLARES = /\b(?:class|struct|interface|record|type|dataclass)\b/;

/** More files than that are not searched for types. */
const MOST_FILES = 400;

function read(service: ServiceCode, schema: ContractSchema): ReadonlyMap<string, OwnType> {
  const found = new Map<string, OwnType>();
  if (!schema.rpcs.some(({ http }) => http)) return found;
  const messages = [...schema.messages.values()].filter(({ fields }) => fields.length > 0);
  for (const path of service.files.slice(0, MOST_FILES)) {
    const text = service.text(path);
    if (
      text === undefined ||
      !DECLARES.test(text) ||
      !messages.some(({ fields }) => fields.some(({ json }) => text.includes(json) || text.includes(capitalized(json))))
    )
      continue;
    const code = service.code(path)!;
    for (const { name, members } of typesIn(code)) {
      const mirrored = messages.find(message => mirrors(name, members, message));
      if (mirrored) found.set(name, { name, message: mirrored.name, code, members });
    }
  }
  return found;
}

const bare = (name: string): string =>
  name.replace(/(?:Dto|DTO|Response|Request|Resource|Payload|Data|Body|Json|View)+$/, '').toLowerCase();

/** One or two fields of the same name are chance, unless the type is called so too. */
function mirrors(name: string, members: readonly Member[], message: MessageShape): boolean {
  const shared = members.filter(member => fieldSpelled(message, member.name)).length;
  const last = message.name.slice(message.name.lastIndexOf('.') + 1);
  if (bare(name) !== '' && bare(name) === bare(last)) return shared >= 1 && shared * 2 >= members.length;
  return shared >= 3 && shared === members.length && shared * 2 >= message.fields.length;
}

interface DeclaredType {
  readonly name: string;
  readonly members: readonly Member[];
}

function* typesIn(code: Code): Generator<DeclaredType> {
  for (let at = 0; at < code.tokens.length; at++) {
    if (!/^(?:class|struct|interface|record|type)$/.test(markAt(code, at))) continue;
    const name = code.language === 'Go' && markAt(code, at) === 'struct' ? at - 1 : at + 1;
    if (isWord(code, name) && markAt(code, name) !== 'class' && !isStored(code, at))
      yield { name: markAt(code, name), members: membersOf(code, at) };
  }
}

const STORES =
  /@(?:Entity|Table|Document|Schema|Column)\b|\[(?:Table|Column|Key)\b|\b(?:gorm|bson|firestore|db|sql):"|__tablename__|\bColumn\(/;

/** What is kept in a database is no body, even if it has the same fields; nor is a struct of Go that does not say its JSON. */
function isStored(code: Code, at: number): boolean {
  const opening = code.language === 'Python' ? ':' : '{';
  let open = at;
  while (open < at + 60 && markAt(code, open) !== opening) open++;
  const close = code.pairs[open]! > open ? code.tokens[code.pairs[open]!]!.end : code.tokens[at]!.end + 2_000;
  const written = code.text.slice(Math.max(0, code.tokens[at]!.start - 200), close);
  return STORES.test(written) || (code.language === 'Go' && !written.includes('json:"'));
}

/** Names in the body of a type, or in the head of a record. */
function membersOf(code: Code, at: number): readonly Member[] {
  if (code.language === 'Python') return pythonMembers(code, at);
  let open = at + 1;
  while (open < at + 30 && !/^[({;]$/.test(markAt(code, open))) open++;
  const close = code.pairs[open] ?? -1;
  if (close < 0) return [];
  const found = new Map<string, Member>();
  for (let here = open + 1; here < close; here++) {
    if (code.around[here] !== open || !isWord(code, here)) continue;
    const next = markAt(code, here + 1);
    const isHead = markAt(code, open) === '(' && /^[,):=]$/.test(next);
    const isField =
      code.language === 'Go'
        ? code.tokens[here]!.fresh
        : (isMember(code, here) && /^[;:?={]$/.test(next)) || (code.language === 'Rust' && next === ':');
    if (isHead || isField) found.set(markAt(code, here), { name: markAt(code, here), at: here });
  }
  return [...found.values()];
}

function pythonMembers(code: Code, at: number): readonly Member[] {
  const found: Member[] = [];
  for (let here = at + 2; here < code.tokens.length && found.length < 100; here++) {
    const token = code.tokens[here]!;
    if (!token.fresh) continue;
    if (code.text[token.start - 1] === '\n') break;
    if (token.kind === 'word' && /^[:=]$/.test(markAt(code, here + 1))) found.push({ name: token.text, at: here });
  }
  return found;
}

/** Where types of the service declare the field: that they have it, they get or send it. */
export function* mirroredUses(
  types: ReadonlyMap<string, OwnType>,
  code: Code,
  { wanted, how }: { readonly wanted: Wanted; readonly how: UseKind },
): Generator<Use> {
  for (const type of types.values()) {
    if (type.code !== code || type.message !== wanted.message) continue;
    for (const { name, at } of type.members)
      if (wanted.spellings.get(name) === 'member')
        yield { at: { file: code.path, span: spanOf(code, at) }, how, confidence: 'likely', why: `${type.name} mirrors ${wanted.label}` };
  }
}
