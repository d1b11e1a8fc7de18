import { callType } from './calls.ts';
import { calleeBefore, chainStart } from './chains.ts';
import { isAccess, isWord, markAt } from './code.ts';
import { httpBody } from './http-calls.ts';
import { type Inquiry, NO_MESSAGE, type Typed } from './inquiry.ts';
import { namedMessage, namedType } from './named-type.ts';
import { remote } from './rpcs.ts';
import { lastName } from './schema.ts';
import { camel } from './spelling.ts';

/** The message whose literal, call or builder block a bracket opens. */
export function literalType(inquiry: Inquiry, open: number): Typed | undefined {
  const { code } = inquiry;
  const mark = markAt(code, open);
  if (mark === '(') return calledWith(inquiry, open);
  if (mark === '{') return bracedType(inquiry, open);
  return calleeBefore(code, open) >= 0 && code.language !== 'PHP' ? undefined : inquiry.expectedAt(open);
}

function calledWith(inquiry: Inquiry, open: number): Typed | undefined {
  const { code } = inquiry;
  const callee = calleeBefore(code, open);
  if (callee < 0 || !isWord(code, callee)) return undefined;
  const word = markAt(code, callee);
  if (word === 'dict' || word === 'array' || word === 'Hash') return inquiry.expectedAt(chainStart(code, callee));
  const request = remote(inquiry, callee, 'request') ?? httpBody(inquiry, { callee, open }, 'request');
  if (request) return request;
  if (/^[A-Z]/.test(word)) return callType(inquiry, callee, open) ?? NO_MESSAGE;
  return /^(?:new|create|copy|build|with)$/.test(word) ? callType(inquiry, callee, open) : undefined;
}

function bracedType(inquiry: Inquiry, open: number): Typed | undefined {
  const { code } = inquiry;
  const before = open - 1;
  if (code.language === 'Go') {
    if (isWord(code, before)) return namedMessage(inquiry, before) ?? NO_MESSAGE;
    return /^[{,:]$/.test(markAt(code, before)) ? inquiry.expectedAt(open) : undefined;
  }
  if (code.language === 'Rust') return isWord(code, before) ? (namedMessage(inquiry, before) ?? NO_MESSAGE) : undefined;
  if (code.language === 'C#') return initialized(inquiry, before);
  if (code.language === 'Kotlin') return built(inquiry, before);
  return code.language === 'JavaScript' || code.language === 'Python' || code.language === 'Ruby' ? inquiry.expectedAt(open) : undefined;
}

/** `new Ad {`, `new Ad() {`, `new() {`, `Ads = {`. */
function initialized(inquiry: Inquiry, before: number): Typed | undefined {
  const { code } = inquiry;
  if (markAt(code, before) === '=') return inquiry.expectedAt(before + 1);
  const at = markAt(code, before) === ')' && code.pairs[before]! >= 0 ? code.pairs[before]! - 1 : before;
  if (markAt(code, at) === 'new') return inquiry.expectedAt(at);
  const isMade = isWord(code, at) && markAt(code, chainStart(code, at) - 1) === 'new';
  if (isMade) return namedMessage(inquiry, at) ?? NO_MESSAGE;
  const close = markAt(code, at) === '>' ? at : -1;
  return close > 0 ? namedType(inquiry, close - 3, close) : undefined;
}

/** `ad {`, `Ad.newBuilder().apply {`, `ad.copy {`. */
function built(inquiry: Inquiry, before: number): Typed | undefined {
  const { code, schema } = inquiry;
  if (!isWord(code, before)) return undefined;
  const word = markAt(code, before);
  if (/^(?:apply|also|copy|run|with)$/.test(word) && isAccess(code, before - 1)) return inquiry.typeAt(before - 2);
  const found = [...schema.messages.values()].filter(({ name }) => camel(lastName(name)) === word);
  if (found.length === 0 || /^(?:fun|val|var)$/.test(markAt(code, before - 1))) return undefined;
  return {
    messages: found.map(({ name }) => name),
    confidence: found.length > 1 ? 'possible' : 'certain',
    why: `${word} builds a ${found[0]!.name}`,
  };
}
