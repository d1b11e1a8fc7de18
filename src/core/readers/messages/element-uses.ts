import type { Use, UseKind } from '../use.ts';
import { isAccess, isWord, markAt, spanOf } from './code.ts';
import { functionsOf } from './functions.ts';
import type { Inquiry } from './inquiry.ts';
import { meansShape, namedMessage } from './named-type.ts';
import { type EnumShape, lastName } from './schema.ts';
import { valueSpellings } from './spelling.ts';

/** Where code names a message: as a type, or to make one. */
export function* messageUses(inquiry: Inquiry, message: string): Generator<Use> {
  const { code } = inquiry;
  for (let at = 0; at < code.tokens.length; at++) {
    if (!isWord(code, at)) continue;
    const found = namedMessage(inquiry, at);
    if (!found?.messages.includes(message)) continue;
    const how = isMade(inquiry, at) ? 'constructs' : 'names';
    yield {
      at: { file: code.path, span: spanOf(code, at) },
      how,
      confidence: found.confidence,
      why: `${how === 'names' ? 'it names' : 'it makes'} a ${message}: ${found.why}`,
    };
  }
}

/** `new Ad(`, `pb.Ad{`, `Ad.newBuilder()`, `demo_pb2.Ad(`. */
function isMade({ code }: Inquiry, at: number): boolean {
  const next = markAt(code, at + 1);
  if (next === '{') return /^(?:Go|Rust|C#)$/.test(code.language) && !functionsOf(code).some(({ body }) => body[0] === at + 1);
  if (next === '(') return true;
  return isAccess(code, at + 1) && /^(?:new|newBuilder|create|fromPartial|build|builder)$/.test(markAt(code, at + 2));
}

/** Where code names an enum, or one of its values. */
export function* enumUses(inquiry: Inquiry, shape: EnumShape, value: string | undefined): Generator<Use> {
  const { code } = inquiry;
  const spellings = value === undefined ? undefined : valueSpellings(value, shape);
  for (let at = 0; at < code.tokens.length; at++) {
    const { kind, text } = code.tokens[at]!;
    const confidence =
      spellings === undefined
        ? kind === 'word' && text === lastName(shape.name)
          ? meansShape(inquiry, at, shape)
          : undefined
        : spellings.has(text)
          ? valueConfidence(inquiry, at, { shape, value: value! })
          : undefined;
    if (!confidence) continue;
    yield {
      at: { file: code.path, span: spanOf(code, at) },
      how: value === undefined ? 'names' : valueUse(inquiry, at),
      confidence,
      why: `it names ${value === undefined ? '' : `${value} of `}${shape.name}`,
    };
  }
}

interface EnumValue {
  readonly shape: EnumShape;
  readonly value: string;
}

/** `Kind.BIG`, `pb.Kind_BIG`, `demo_pb2.BIG`, `'KIND_BIG'`, `:KIND_BIG`. */
function valueConfidence(inquiry: Inquiry, at: number, { shape, value }: EnumValue): Use['confidence'] | undefined {
  const { code } = inquiry;
  const { kind, text } = code.tokens[at]!;
  const isLong = text === value && value.length >= 5 && value.includes('_');
  if (kind === 'text') return isLong ? 'likely' : undefined;
  if (isAccess(code, at - 1)) {
    if (markAt(code, at - 2) === lastName(shape.name)) return meansShape(inquiry, at - 2, shape);
    const isJoined = text.includes('_') && text !== value;
    return isJoined || isLong ? (meansShape(inquiry, at, shape) ?? 'likely') : undefined;
  }
  return isLong ? 'likely' : undefined;
}

function valueUse({ code }: Inquiry, at: number): UseKind {
  let start = at;
  while (isAccess(code, start - 1) && isWord(code, start - 2)) start -= 2;
  const [before, after] = [markAt(code, start - 1), markAt(code, at + 1)];
  if (/^(?:===?|!==?|case|when|is|in|not)$/.test(before) || /^(?:===?|!==?|=>|->)$/.test(after)) return 'reads';
  return /^(?:=|:=|:|return)$/.test(before) ? 'sets' : 'names';
}
