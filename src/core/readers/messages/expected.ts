import { callType } from './calls.ts';
import { callAround, calleeBefore, chainStart, prefixStart } from './chains.ts';
import { type Code, isAccess, isWord, markAt } from './code.ts';
import { declarationAt } from './declarations.ts';
import { handled } from './handlers.ts';
import { httpBody } from './http-calls.ts';
import type { Inquiry, Typed } from './inquiry.ts';
import { literalType } from './literals.ts';
import { fieldType, handsOn } from './members.ts';
import { namedType } from './named-type.ts';
import { givesBack, ownParameter } from './own-parameters.ts';
import { functionAround, regionAt } from './regions.ts';
import { remote } from './rpcs.ts';
import { fieldSpelled } from './spelling.ts';
import { wantedOf } from './variables.ts';
import { words } from '../words.ts';

/** What the place of an expression asks for: the type of a parameter, of the field that it is given to, of what is returned. */
export function placeType(inquiry: Inquiry, at: number): Typed | undefined {
  const { code } = inquiry;
  const start = prefixStart(code, at);
  const before = start - 1;
  switch (markAt(code, before)) {
    case 'return':
    case 'yield':
      return returnedPlace(inquiry, before);
    case '=>':
      return code.language === 'PHP' && !regionBegins(code, before) ? entryPlace(inquiry, before) : returnedPlace(inquiry, before);
    case '->':
      return returnedPlace(inquiry, before);
    case '=':
    case ':=':
    case '+=':
      return assignedPlace(inquiry, before);
    case ':':
      return isTernary(code, before) ? inquiry.expectedAt(expressionStart(code, before)) : entryPlace(inquiry, before);
    case '?':
    case '??':
    case '||':
    case 'or':
    case 'else':
      return inquiry.expectedAt(expressionStart(code, before));
    case '(':
    case ',':
    case '[':
    case '{':
      return heldPlace(inquiry, start);
    default:
      return undefined;
  }
}

const regionBegins = (code: Code, arrow: number): boolean => regionAt(code, arrow)?.parameters[1] === arrow - 1;

/** `cond ? a : b`; and not `key: value`. */
function isTernary(code: Code, colon: number): boolean {
  for (let at = colon - 1; at > colon - 60 && at >= 0; at--) {
    const mark = markAt(code, at);
    if (/^[)\]}]$/.test(mark) && code.pairs[at]! >= 0) at = code.pairs[at]!;
    else if (mark === '?') return true;
    else if (/^[({[,;]$/.test(mark)) return false;
  }
  return false;
}

/** The first token of the expression that an operator stands in. */
function expressionStart(code: Code, operator: number): number {
  let at = operator - 1;
  for (let step = 0; step < 80 && at >= 0; step++, at--) {
    const mark = markAt(code, at);
    if (/^[)\]}]$/.test(mark) && code.pairs[at]! >= 0) at = code.pairs[at]!;
    else if (/^(?:[({[,;=]|:=|return|=>|->)$/.test(mark) || (mark === ':' && !isTernary(code, at))) return at + 1;
  }
  return at + 1;
}

/** What a function or lambda is to give. */
function returnedPlace(inquiry: Inquiry, at: number): Typed | undefined {
  const { code } = inquiry;
  const region = regionAt(code, at);
  if (region && !region.named) {
    const declared = lambdaDeclared(inquiry, region.parameters[1], at);
    if (declared) return declared;
    const call = callAround(code, region.from);
    if (call && handsOn(markAt(code, call.callee))) return inquiry.expectedAt(chainStart(code, call.callee));
    return undefined;
  }
  const own = functionAround(code, at);
  if (!own) return undefined;
  const declared = own.result && namedType(inquiry, ...own.result);
  return declared && declared.messages.length > 0 ? declared : handled(inquiry, at, 'response');
}

/** `(ad): Ad => …` */
const lambdaDeclared = (inquiry: Inquiry, close: number, at: number): Typed | undefined =>
  markAt(inquiry.code, close + 1) === ':' ? namedType(inquiry, close + 2, Math.min(at, close + 16)) : undefined;

/** `ad: Ad = …`, `order.ad = …`, `ads = […]` that goes somewhere later; a named argument. */
function assignedPlace(inquiry: Inquiry, mark: number): Typed | undefined {
  const { code } = inquiry;
  const name = mark - 1;
  const open = code.around[mark]!;
  const isArgument =
    open >= 0 &&
    (markAt(code, open) === '(' || (code.language === 'C#' && markAt(code, open) === '{' && /^[{,]$/.test(markAt(code, name - 1))));
  if (isArgument && isWord(code, name)) return entryType(literalType(inquiry, open), markAt(code, name), inquiry);
  if (isAccess(code, name - 1) || markAt(code, name) === ']') {
    const own = inquiry.typeAt(name);
    if (own) return own;
  }
  const typed = typedTarget(inquiry, mark);
  if (typed || !isWord(code, name)) return typed;
  const declared = declarationAt(code, name);
  if (declared?.kind === 'typed') return namedType(inquiry, declared.from, declared.to);
  if (code.language === 'Kotlin' && open >= 0 && !declared) return undefined;
  return implicitTarget(inquiry, name, open) ?? wantedOf(inquiry, name);
}

/** `const ads: Ad[] = …`: what stands before the mark is the end of a type. */
function typedTarget(inquiry: Inquiry, mark: number): Typed | undefined {
  const { code } = inquiry;
  for (let at = mark - 1; at > mark - 30 && at > 0; at--) {
    const text = markAt(code, at);
    if (text === ':' && isWord(code, at - 1)) return isTypedName(code, at - 1) ? namedType(inquiry, at + 1, mark) : undefined;
    if (/^(?:[;{}(,=]|:=)$/.test(text) || code.tokens[at]!.kind === 'text') return undefined;
  }
  return undefined;
}

/** `ad { text = … }` of Kotlin. */
function implicitTarget(inquiry: Inquiry, name: number, open: number): Typed | undefined {
  if (inquiry.code.language !== 'Kotlin' || open < 0) return undefined;
  return fieldType(literalType(inquiry, open), markAt(inquiry.code, name), inquiry.schema);
}

/** The value of a key: `{ ad: … }`, `Ad: …`, `'ad' => …`. */
function entryPlace(inquiry: Inquiry, mark: number): Typed | undefined {
  const { code } = inquiry;
  const key = code.tokens[mark - 1];
  const open = code.around[mark]!;
  if (!key || open < 0) return undefined;
  if (code.tokens[mark - 1]!.kind === 'word' && isTypedName(code, mark - 1)) return undefined;
  return entryType(literalType(inquiry, open), key.text, inquiry);
}

/** In a map the values have names of their own. */
function entryType(holder: Typed | undefined, key: string, inquiry: Inquiry): Typed | undefined {
  if (!holder) return undefined;
  const isField = holder.messages.some(name => {
    const message = inquiry.schema.messages.get(name);
    return message && fieldSpelled(message, key);
  });
  if (isField) return fieldType(holder, key, inquiry.schema);
  return /^(?:body|data|json|payload|content)$/.test(key) && inquiry.schema.rpcs.some(({ http }) => http) ? holder : undefined;
}

const isTypedName = (code: Code, at: number): boolean => declarationAt(code, at)?.kind === 'typed';

/** An argument of a call, an element of a list, a short entry of a literal. */
function heldPlace(inquiry: Inquiry, at: number): Typed | undefined {
  const { code } = inquiry;
  const open = code.around[at]!;
  if (open < 0) return undefined;
  const mark = markAt(code, open);
  if (mark === '[') {
    const callee = calleeBefore(code, open);
    if (callee >= 0 && code.language === 'Rust' && markAt(code, open - 1) === '!') return inquiry.expectedAt(callee);
    return callee >= 0 ? undefined : inquiry.expectedAt(open);
  }
  if (mark === '{')
    return isWord(code, at) && /^[,}]$/.test(markAt(code, at + 1))
      ? entryType(literalType(inquiry, open), markAt(code, at), inquiry)
      : literalType(inquiry, open);
  const call = callAround(code, at);
  if (!call) return calleeBefore(code, open) < 0 ? inquiry.expectedAt(open) : undefined;
  const { callee, number } = call;
  const word = markAt(code, callee);
  return (
    (number <= 1 ? remote(inquiry, callee, 'request') : undefined) ??
    httpBody(inquiry, { callee, open }, 'request') ??
    made(inquiry, callee, open) ??
    givenTo(inquiry, callee, number) ??
    answered(inquiry, callee, number) ??
    ownParameter(inquiry, word, number) ??
    (PASSES.has(word) || givesBack(inquiry, word, number) ? inquiry.expectedAt(chainStart(code, callee)) : undefined)
  );
}

const PASSES = words(`
  Some Ok Just of from resolve FromResult just listOf arrayListOf asList vec append new success box Box Arc pin into plainToInstance freeze
  defer json send stringify dumps Serialize Create HttpEntity
`);

/** `new Ad({…})`, `Ad.create({…})`, `create(AdSchema, {…})`, PHP's `new Ad([…])`. */
function made(inquiry: Inquiry, callee: number, open: number): Typed | undefined {
  const { code } = inquiry;
  const word = markAt(code, callee);
  const isMaker =
    markAt(code, chainStart(code, callee) - 1) === 'new' || /^(?:new|create|fromPartial|fromObject|fromJSON|encode|verify)$/.test(word);
  if (!isMaker || (word === 'new' && /^(?:Response|Request|Box|Arc)$/.test(markAt(code, callee - 2)))) return undefined;
  const found = callType(inquiry, callee, open);
  return found && found.messages.length > 0 ? found : undefined;
}

const ADDS = words(`
  push append Add AddRange add addAll extend insert concat unshift offer set put CopyFrom MergeFrom mergeFrom onNext send Send write write_all
  WriteAsync next complete emit yield_ push_back array_push onSuccess
`);

/** `ads.push(…)`, `builder.addAds(…)`, `observer.onNext(…)`. */
function givenTo(inquiry: Inquiry, callee: number, number: number): Typed | undefined {
  const { code, schema } = inquiry;
  if (!isAccess(code, callee - 1) || number > 1) return undefined;
  const receiver = inquiry.typeAt(callee - 2);
  const word = markAt(code, callee);
  if (!receiver || receiver.messages.length === 0) return undefined;
  const field = fieldType(receiver, word, schema);
  if (field) return field;
  if (word === 'write' && code.language === 'JavaScript') return handled(inquiry, callee, 'response') ?? receiver;
  return ADDS.has(word) ? receiver : undefined;
}

/** `callback(null, {…})` in what answers a procedure. */
function answered(inquiry: Inquiry, callee: number, number: number): Typed | undefined {
  const { code } = inquiry;
  const own = functionAround(code, callee);
  if (!own || code.language !== 'JavaScript') return undefined;
  const name = markAt(code, callee);
  const isCallback = number === 1 && /^(?:callback|cb|done|next|respond)$/i.test(name);
  return isCallback ? handled(inquiry, callee, 'response') : undefined;
}
