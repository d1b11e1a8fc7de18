import { chainEnd, chainStart, partsOf, valueStart } from './chains.ts';
import { type Code, isAccess, isWord, markAt } from './code.ts';
import { httpBody } from './http-calls.ts';
import { importsOf } from './imports.ts';
import { type Inquiry, NO_MESSAGE, type Typed, weakened } from './inquiry.ts';
import { calledMember, transforms } from './members.ts';
import { namedMessage, namedType } from './named-type.ts';
import { regionAt } from './regions.ts';
import { remote } from './rpcs.ts';
import { words } from '../words.ts';

/** What a call gives: the result of a remote procedure, a new message, a member of one, what an own function returns. */
export function callType(inquiry: Inquiry, callee: number, open: number): Typed | undefined {
  const { code, schema } = inquiry;
  const word = markAt(code, callee);
  const made = construction(inquiry, callee);
  if (made) return made;
  const generic = open > callee + 2 ? namedType(inquiry, callee + 1, open) : undefined;
  if (generic && generic.messages.length > 0) return generic;
  const receiver = isAccess(code, callee - 1) ? inquiry.typeAt(callee - 2) : undefined;
  const given = isAccess(code, callee - 1) && transforms(word) ? lambdaResult(inquiry, open) : undefined;
  if (given) return given;
  if (receiver && receiver.messages.length > 0) {
    if (transforms(word)) return undefined;
    const member = calledMember(receiver, word, schema);
    if (member) return member;
  }
  return (
    remote(inquiry, callee, 'response') ??
    httpBody(inquiry, { callee, open }, 'response') ??
    ownResult(inquiry, callee) ??
    wrapped(inquiry, callee, open) ??
    (markAt(code, chainStart(code, callee) - 1) === 'new' ? NO_MESSAGE : undefined)
  );
}

const MAKES = words(`
  new newBuilder create fromPartial fromObject fromJSON fromJson decode deserializeBinary parseFrom ParseFrom FromString from_bytes default
  getDefaultInstance builder Builder verify encode decode_message Parse
`);

/** `new Ad(…)`, `demo_pb2.Ad(…)`, `Ad.new(…)`, `Ad.newBuilder()`, `create(AdSchema, …)`. */
function construction(inquiry: Inquiry, callee: number): Typed | undefined {
  const { code } = inquiry;
  const word = markAt(code, callee);
  if (/^[A-Z]/.test(word)) {
    const named = namedMessage(inquiry, callee);
    if (named && isConstructor(code, callee)) return named;
  }
  if (MAKES.has(word) && isAccess(code, callee - 1) && isWord(code, callee - 2)) {
    const isParser = /^[pP]arser$/.test(markAt(code, callee - 2)) && isAccess(code, callee - 3);
    const named = namedMessage(inquiry, isParser ? callee - 4 : callee - 2);
    if (named) return named;
  }
  if (word === 'create' || word === 'newMessage') return isWord(code, callee + 2) ? namedMessage(inquiry, callee + 2) : undefined;
  return undefined;
}

/** A call of a type by its name makes one, save in languages that need a word for it. */
function isConstructor(code: Code, callee: number): boolean {
  switch (code.language) {
    case 'Python':
    case 'Kotlin':
    case 'Go':
      return true;
    default:
      return markAt(code, chainStart(code, callee) - 1) === 'new';
  }
}

/** What an own function of the name returns: as it is declared, else as its body says. */
function ownResult(inquiry: Inquiry, callee: number): Typed | undefined {
  for (const { code: other, own } of meantFunctions(inquiry, callee)) {
    const there = inquiry.of(other);
    if (own.result) {
      const declared = namedType(there, ...own.result);
      if (declared) return declared;
    }
    const returned = returnedType(there, own.body);
    if (returned) return returned;
  }
  return undefined;
}

/** Functions of the called name; of several, those in the file that the receiver is imported from. */
function meantFunctions({ code, service }: Inquiry, callee: number): ReturnType<Inquiry['service']['functions']> {
  const found = service.functions(markAt(code, callee), code.path);
  const source = found.length > 1 ? importsOf(code).named.get(markAt(code, chainStart(code, callee))) : undefined;
  const file = source?.replace(/^.*[/.:\\](?=\w+(?:\.\w+)?$)/, '');
  const imported = file === undefined ? [] : found.filter(({ code: { path } }) => path.slice(path.lastIndexOf('/') + 1).includes(file));
  return imported.length > 0 ? imported : found;
}

/** The first `return` of a body that is known to give a message. */
function returnedType(inquiry: Inquiry, [from, to]: readonly [number, number]): Typed | undefined {
  const { code } = inquiry;
  const opening = markAt(code, from);
  if (opening === '=' || opening === '=>') return inquiry.typeAt(chainEnd(code, valueStart(code, from + 1)));
  let asked = 0;
  for (const at of code.places.get('return') ?? []) {
    if (at < from || at > to) continue;
    if (++asked > 6) return undefined;
    const found = inquiry.typeAt(chainEnd(code, valueStart(code, at + 1)));
    if (found && found.messages.length > 0) return found;
  }
  return undefined;
}

/** What the lambda in a call gives. */
function lambdaResult(inquiry: Inquiry, open: number): Typed | undefined {
  const { code } = inquiry;
  const region = regionAt(code, open + 1);
  if (!region || region.from <= open || region.named) return undefined;
  const body = region.parameters[1] + 1;
  const first = /^(?:=>|->)$/.test(markAt(code, body)) ? body + 1 : body;
  if (markAt(code, first) === '{') return returnedType(inquiry, [first, region.to]);
  const start = markAt(code, first) === '(' && markAt(code, first + 1) === '{' ? first + 1 : valueStart(code, first);
  return start <= region.to ? inquiry.typeAt(chainEnd(code, start)) : undefined;
}

const WRAPS = words(`
  firstValueFrom lastValueFrom from of all any Some Ok Just await list tuple sorted set iter reversed enumerate next filter append asList
  listOf arrayListOf setOf Arrays Clone clone structuredClone resolve just FromResult ofNullable Optional max min Values Keys Reverse
  array_filter array_values current reset iterator_to_array plainToInstance plainToClass toObject MessageToDict toRaw ref reactive freeze
  assign ReadAllAsync copy deepcopy Request Response ensureArray ToSlice
`);

/** `firstValueFrom(ads)`, `Some(ad)`, `sorted(ads)`: what is handed in. */
function wrapped(inquiry: Inquiry, callee: number, open: number): Typed | undefined {
  const { code } = inquiry;
  const word = markAt(code, callee);
  const isNew = word === 'new' && isAccess(code, callee - 1) && /^(?:Request|Response)$/.test(markAt(code, callee - 2));
  if (!WRAPS.has(word) && !isNew) return undefined;
  for (const start of partsOf(code, open).slice(0, 3)) {
    const found = inquiry.typeAt(chainEnd(code, valueStart(code, start)));
    if (found && found.messages.length > 0) return weakened(found, 'certain');
  }
  return undefined;
}
