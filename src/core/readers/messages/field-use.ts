import type { Confidence } from '../../model/graph.ts';
import type { Use, UseKind } from '../use.ts';
import { calleeBefore } from './chains.ts';
import { isAccess, isWord, markAt, spanOf } from './code.ts';
import { isMember, isPattern } from './declarations.ts';
import type { Inquiry, Typed } from './inquiry.ts';
import { literalType } from './literals.ts';
import { namedMessage } from './named-type.ts';
import { walkedType } from './schema-path.ts';
import { patternType } from './patterns.ts';

/** What one looks for in the words of code. */
export interface Wanted {
  /** Full name. */
  readonly message: string;
  readonly label: string;
  /** How the field is written, and what each way says of its use. */
  readonly spellings: ReadonlyMap<string, 'member' | 'reads' | 'sets'>;
  /** No other message has it, and no other code is likely to. */
  readonly isDistinctive: boolean;
}

/** The use of the field at a word that spells it; undefined where something else is meant, or where nothing says what is. */
export function useAt(inquiry: Inquiry, at: number, wanted: Wanted): Use | undefined {
  const access = wanted.spellings.get(inquiry.code.tokens[at]!.text);
  if (!access) return undefined;
  const found = isWord(inquiry.code, at) ? wordUse(inquiry, at, access) : textUse(inquiry, at);
  if (!found) return undefined;
  const { typed, how } = found;
  const place = { file: inquiry.code.path, span: spanOf(inquiry.code, at) };
  if (typed) {
    if (!typed.messages.includes(wanted.message)) return undefined;
    return { at: place, how, confidence: typed.confidence, why: `${verb(how)} ${wanted.label}: ${typed.why}` };
  }
  const confidence = found.isPlain ? nameAlone(inquiry, at, wanted) : undefined;
  return confidence && { at: place, how, confidence, why: `${verb(how)} ${wanted.label}, by its name: no other message has such a field` };
}

/** What a name tells by itself: nothing where types of the service have it as well, and would be known. */
function nameAlone({ code, service }: Inquiry, at: number, { isDistinctive }: Wanted): Confidence | undefined {
  if (!isDistinctive) return undefined;
  if (!service.declaresMember(code.tokens[at]!.text)) return 'likely';
  return UNTYPED.test(code.language) ? 'possible' : undefined;
}

const verb = (how: UseKind): string => (how === 'sets' ? 'it sets' : 'it reads');

interface Found {
  readonly typed: Typed | undefined;
  readonly how: UseKind;
  /** Written as a member: the name alone may tell. */
  readonly isPlain: boolean;
}

function wordUse(inquiry: Inquiry, at: number, access: 'member' | 'reads' | 'sets'): Found | undefined {
  const { code } = inquiry;
  if (isAccess(code, at - 1)) return memberUse(inquiry, at, access);
  const open = code.around[at]!;
  if (open < 0) return undefined;
  const before = markAt(code, at - 1);
  const next = markAt(code, at + 1);
  const isEntry = /^[{(,]$/.test(before) || code.tokens[at]!.fresh;
  if (isEntry && isKey(inquiry, at, next)) return keyUse(inquiry, at, open);
  if (isEntry && /^[,}=]$/.test(next) && markAt(code, open) === '{') return shortUse(inquiry, at, open);
  return before === ':' && markAt(code, at - 2) === '(' ? undefined : symbolUse(inquiry, at, before);
}

/** `Text:` of Go, JavaScript, Ruby; `Text =` of C#; `text=` of Python; `text =` in Kotlin's builders. */
function isKey({ code }: Pick<Inquiry, 'code'>, at: number, next: string): boolean {
  const mark = markAt(code, code.around[at]!);
  switch (code.language) {
    case 'Go':
    case 'Rust':
      return mark === '{' && next === ':';
    case 'JavaScript':
      return mark === '{' && next === ':' && !isMember(code, at);
    case 'Ruby':
      return next === ':' || next === '=>';
    case 'Python':
      return mark === '(' && next === '=';
    case 'C#':
      return mark === '{' && next === '=';
    case 'Kotlin':
      return (next === '=' || next === '+=') && (mark === '(' || mark === '{');
    case 'Java':
    case 'PHP':
      return code.language === 'PHP' && mark === '(' && next === ':';
  }
}

function keyUse(inquiry: Inquiry, at: number, open: number): Found {
  const { code } = inquiry;
  if ((code.language === 'JavaScript' || code.language === 'Rust') && isPattern(code, open))
    return { typed: patternType(inquiry, open), how: 'reads', isPlain: true };
  return { typed: literalType(inquiry, open), how: 'sets', isPlain: code.language !== 'Kotlin' };
}

/** `{ text }`: takes it out of a message, or puts it in. */
function shortUse(inquiry: Inquiry, at: number, open: number): Found | undefined {
  const { code } = inquiry;
  if (code.language !== 'JavaScript' && code.language !== 'Rust') return undefined;
  if (isPattern(code, open)) return { typed: patternType(inquiry, open), how: 'reads', isPlain: true };
  return markAt(code, at + 1) === '=' ? undefined : { typed: literalType(inquiry, open), how: 'sets', isPlain: false };
}

/** `ads.map(&:text)`. */
function symbolUse(inquiry: Inquiry, at: number, before: string): Found | undefined {
  const { code } = inquiry;
  if (code.language !== 'Ruby' || before !== ':' || markAt(code, at - 2) !== '&') return undefined;
  const open = code.around[at]!;
  const callee = open < 0 ? -1 : calleeBefore(code, open);
  return callee > 0 && isAccess(code, callee - 1) ? { typed: inquiry.typeAt(callee - 2), how: 'reads', isPlain: true } : undefined;
}

function memberUse(inquiry: Inquiry, at: number, access: 'member' | 'reads' | 'sets'): Found | undefined {
  const { code } = inquiry;
  const isOwn = /^(?:this|self|super|cls)$/.test(markAt(code, at - 2)) && !isAccess(code, at - 3);
  // Within a builder's block, Kotlin calls the message itself so.
  if (isOwn)
    return code.language === 'Kotlin' && written(inquiry, at) === 'sets'
      ? { typed: blockType(inquiry, at), how: 'sets', isPlain: false }
      : undefined;
  const how = access === 'member' ? written(inquiry, at) : access;
  const receiver = inquiry.typeAt(at - 2) ?? (markAt(code, at - 1) === '::' ? methodReference(inquiry, at) : undefined);
  return { typed: receiver ?? walkedReceiver(inquiry, at - 2), how, isPlain: !isCalledAsOwn(inquiry, at) };
}

/** Of a longer way, the end is enough. */
const MOST_WORDS = 8;

/** Where nothing has types, the names themselves may lead through the contract: `answer.order.shipping_cost.units`. */
function walkedReceiver({ code, schema }: Inquiry, end: number): Typed | undefined {
  const words: string[] = [];
  if (!UNTYPED.test(code.language)) return undefined;
  for (let at = end; isWord(code, at) && words.length < MOST_WORDS; at -= 2) {
    words.unshift(markAt(code, at));
    if (!isAccess(code, at - 1)) break;
  }
  return walkedType(words, schema);
}

const UNTYPED = /^(?:JavaScript|Python|Ruby|PHP)$/;

/** The message that a block around builds, however deep it stands. */
function blockType(inquiry: Inquiry, at: number): Typed | undefined {
  const { code } = inquiry;
  for (let open = code.around[at]!; open >= 0; open = code.around[open]!) {
    const found = markAt(code, open) === '{' ? literalType(inquiry, open) : undefined;
    if (found) return found;
  }
  return undefined;
}

/** A function of the service's own is called so. */
const isCalledAsOwn = ({ code, service }: Inquiry, at: number): boolean =>
  markAt(code, at + 1) === '(' && service.functions(markAt(code, at), code.path).length > 0;

/** `Ad::getText`. */
const methodReference = (inquiry: Inquiry, at: number): Typed | undefined =>
  isWord(inquiry.code, at - 2) ? namedMessage(inquiry, at - 2) : undefined;

const CHANGES = /^(?:push|append|Add|AddRange|add|addAll|extend|insert|unshift|CopyFrom|MergeFrom|clear|Clear|replace|push_back|<<)$/;

function written({ code }: Inquiry, at: number): UseKind {
  let after = at + 1;
  if (markAt(code, after) === '[' && code.pairs[after]! > 0) after = code.pairs[after]! + 1;
  const mark = markAt(code, after);
  if (/^(?:=|\+=|-=|\*=|\+\+|--|\?\?=|\|\|=)$/.test(mark)) return 'sets';
  if (mark === ',' && isAssignedList({ code }, after)) return 'sets';
  return isAccess(code, after) && CHANGES.test(markAt(code, after + 1)) && markAt(code, after + 2) === '(' ? 'sets' : 'reads';
}

/** `ad.Text, err = …` */
function isAssignedList({ code }: Pick<Inquiry, 'code'>, comma: number): boolean {
  if (code.language !== 'Go' && code.language !== 'Python') return false;
  return (
    isWord(code, comma + 1) && markAt(code, comma + 2) === '=' && !(code.around[comma]! >= 0 && markAt(code, code.around[comma]!) === '(')
  );
}

/** `ad['text']`, `'text' => …`, `"text": …`, `getattr(ad, 'text')`. */
function textUse(inquiry: Inquiry, at: number): Found | undefined {
  const { code } = inquiry;
  const open = code.around[at]!;
  if (open < 0) return undefined;
  const next = markAt(code, at + 1);
  if (markAt(code, open) === '[' && code.pairs[open] === at + 1) {
    const callee = calleeBefore(code, open);
    const how = markAt(code, at + 2) === '=' ? 'sets' : 'reads';
    return callee < 0 ? undefined : { typed: inquiry.typeAt(callee), how, isPlain: false };
  }
  if (next === '=>' || (next === ':' && markAt(code, open) === '{')) {
    const holder = literalType(inquiry, open);
    return holder && { typed: holder, how: 'sets', isPlain: false };
  }
  return undefined;
}
