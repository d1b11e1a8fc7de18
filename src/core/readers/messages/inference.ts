import { callType } from './calls.ts';
import { calleeBefore } from './chains.ts';
import { type Code, isAccess, isWord, markAt } from './code.ts';
import { placeType } from './expected.ts';
import { type Inquiry, NO_MESSAGE, type Typed, weakened } from './inquiry.ts';
import { memberType } from './members.ts';
import { namedMessage, namedType } from './named-type.ts';
import { fieldNamed } from './own-fields.ts';
import type { ContractSchema } from './schema.ts';
import type { ServiceCode } from './service-code.ts';
import { valueType } from './values.ts';
import { variableType } from './variables.ts';

/** Questions lead to questions; so far. */
const DEEPEST = 40;

/** So many of them are asked about one service; what is not known then stays unknown. */
const MOST_QUESTIONS = 60_000;

interface Budget {
  depth: number;
  left: number;
}

/** Asks about the files of one service, and remembers every answer. */
export function inquirer(schema: ContractSchema, service: ServiceCode): (code: Code) => Inquiry {
  const budget: Budget = { depth: 0, left: MOST_QUESTIONS };
  const known = new Map<Code, Inquiry>();
  const of = (code: Code): Inquiry => {
    const found = known.get(code);
    if (found) return found;
    const inquiry: Inquiry = {
      schema,
      code,
      service,
      of,
      typeAt: asked(budget, end => endType(inquiry, end)),
      expectedAt: asked(budget, start => placeType(inquiry, start)),
    };
    known.set(code, inquiry);
    return inquiry;
  };
  return of;
}

/** Each question once; while it is open, it answers itself with nothing. */
function asked(budget: Budget, answer: (at: number) => Typed | undefined): (at: number) => Typed | undefined {
  const known = new Map<number, Typed | undefined>();
  return at => {
    if (at < 0 || known.has(at)) return known.get(at);
    if (budget.depth >= DEEPEST || budget.left <= 0) return undefined;
    known.set(at, undefined);
    budget.depth++;
    budget.left--;
    const found = answer(at);
    budget.depth--;
    known.set(at, found);
    return found;
  };
}

/** What the expression that ends with a token carries. */
function endType(inquiry: Inquiry, end: number): Typed | undefined {
  const { code } = inquiry;
  switch (markAt(code, end)) {
    case ')':
      return closedType(inquiry, end);
    case ']':
      return indexedType(inquiry, end);
    case '}':
      return literalEnd(inquiry, end);
    default:
      return isWord(code, end) ? wordType(inquiry, end) : undefined;
  }
}

function closedType(inquiry: Inquiry, end: number): Typed | undefined {
  const { code } = inquiry;
  const open = code.pairs[end]!;
  if (open < 0) return undefined;
  const callee = calleeBefore(code, open);
  // `value.(*pb.Ad)` says what a value is.
  if (callee < 0 && markAt(code, open - 1) === '.') return namedType(inquiry, open + 1, end);
  if (code.language === 'Go' && /^(?:new|make)$/.test(markAt(code, open - 1))) return namedType(inquiry, open + 1, end);
  if (callee < 0) return castType(inquiry, open, end) ?? valueType(inquiry, open + 1);
  return isWord(code, callee) ? callType(inquiry, callee, open) : undefined;
}

/** `((Ad) value)`, `(value as Ad)`, `(<Ad>value)`. */
function castType(inquiry: Inquiry, open: number, end: number): Typed | undefined {
  const { code } = inquiry;
  if (markAt(code, open + 1) === '(' && code.pairs[open + 1]! < end - 1 && isWord(code, open + 2))
    return namedType(inquiry, open + 2, code.pairs[open + 1]!);
  const as = end - 2;
  return markAt(code, as) === 'as' ? namedType(inquiry, as + 1, end) : undefined;
}

/** One of a list or map; a member by its name. */
function indexedType(inquiry: Inquiry, end: number): Typed | undefined {
  const { code, schema } = inquiry;
  const open = code.pairs[end]!;
  if (open < 0) return undefined;
  const callee = calleeBefore(code, open);
  if (callee < 0) return valueType(inquiry, open + 1);
  const holder = inquiry.typeAt(callee);
  const key = code.tokens[open + 1];
  if (!holder || key?.kind !== 'text' || open + 2 !== end) return holder;
  return memberType(holder, key.text, schema) ?? holder;
}

/** `pb.Ad{…}`, `new Ad {…}`, `ads.map { … }`. */
function literalEnd(inquiry: Inquiry, end: number): Typed | undefined {
  const { code } = inquiry;
  const open = code.pairs[end]!;
  if (open <= 0) return undefined;
  if (!isWord(code, open - 1)) return markAt(code, open - 1) === ')' ? inquiry.typeAt(open - 1) : undefined;
  if (code.language === 'Kotlin' || code.language === 'Ruby')
    return isAccess(code, open - 2) ? callType(inquiry, open - 1, open) : namedMessage(inquiry, open - 1);
  return namedMessage(inquiry, open - 1) ?? NO_MESSAGE;
}

function wordType(inquiry: Inquiry, at: number): Typed | undefined {
  const { code, schema } = inquiry;
  const word = markAt(code, at);
  if (!isAccess(code, at - 1)) return variableType(inquiry, at);
  if (/^(?:this|self)$/.test(markAt(code, at - 2)) && !isAccess(code, at - 3)) return fieldNamed(inquiry, word, at);
  const receiver = inquiry.typeAt(at - 2);
  if (receiver && receiver.messages.length > 0) return memberType(receiver, word, schema) ?? (CARRIES.test(word) ? receiver : undefined);
  return weakened(fieldNamed(inquiry, word, at), 'likely') ?? (receiver && NO_MESSAGE);
}

/** What a wrapper around a message calls it, as `ConsumeContext<Order>` does: the message's own fields come first. */
const CARRIES = /^(?:Message|Value|Body|Data|Payload|Content|Event)$/;
