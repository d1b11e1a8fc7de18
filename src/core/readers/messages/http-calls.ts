import { type Code, isWord, markAt } from './code.ts';
import { declarationAt } from './declarations.ts';
import { expressionEnd } from './functions.ts';
import type { Inquiry, Typed } from './inquiry.ts';
import type { RpcShape } from './schema.ts';
import { words } from '../words.ts';

/** The name and the bracket of a call. */
interface CallPlace {
  readonly callee: number;
  readonly open: number;
}

/** What an HTTP call to an operation of the contract sends or gets, if its address and method are one's. */
export function httpBody(inquiry: Inquiry, place: CallPlace, side: 'request' | 'response'): Typed | undefined {
  const called = operationCalled(inquiry, place);
  const message = called?.[side];
  if (!called || message === undefined || !inquiry.schema.messages.has(message)) return undefined;
  return { messages: [message], confidence: 'certain', why: `it is the ${side} of ${called.name}` };
}

const CALLS = words(`
  fetch $fetch ofetch axios request get post put patch delete del head Get Post Put Patch Delete Do do send Send exchange uri url open
  getForObject getForEntity postForObject postForEntity patchForObject GetAsync PostAsync PutAsync PatchAsync DeleteAsync GetFromJsonAsync
  PostAsJsonAsync PutAsJsonAsync PatchAsJsonAsync GetStringAsync SendAsync NewRequest NewRequestWithContext Request httpGet ajax GET POST PUT
  PATCH DELETE useFetch useQuery useSWR got ky superagent getJSON
`);

function operationCalled({ code, schema }: Inquiry, { callee, open }: CallPlace): RpcShape | undefined {
  const name = markAt(code, callee);
  if (!CALLS.has(name) || !schema.rpcs.some(({ http }) => http)) return undefined;
  const close = code.pairs[open]!;
  if (close < 0) return undefined;
  const method = methodOf(code, name, open);
  let best: { rpc: RpcShape; weight: number } | undefined;
  for (const text of textsIn(code, open, close))
    for (const rpc of schema.rpcs) {
      const weight = rpc.http && (method === undefined || rpc.http.method === method) ? fit(text, rpc.http.path) : 0;
      if (weight > (best?.weight ?? 0)) best = { rpc, weight };
    }
  return best?.rpc;
}

/** By the function's name, or as it is handed in; calls that say nothing get. */
function methodOf(code: Code, name: string, open: number): string | undefined {
  const [, verb] = /^(get|post|put|patch|delete|del|head)/i.exec(name) ?? [];
  if (verb !== undefined) return verb.toLowerCase() === 'del' ? 'DELETE' : verb.toUpperCase();
  for (let at = open; at < code.pairs[open]!; at++) {
    const { kind, text } = code.tokens[at]!;
    const [, method] = /^(?:Method)?(GET|POST|PUT|PATCH|DELETE|HEAD|Get|Post|Put|Patch|Delete)$/.exec(text) ?? [];
    if (method !== undefined && (kind === 'text' || kind === 'word')) return method.toUpperCase();
  }
  return /^(?:fetch|\$fetch|ofetch|axios|useFetch|useSWR|useQuery|getJSON|got|ky)$/.test(name) ? 'GET' : undefined;
}

/** So many texts of one call may be its address. */
const MOST_TEXTS = 6;

/** The texts among the arguments, and those that their variables were made of. */
function textsIn(code: Code, open: number, close: number): readonly string[] {
  const found: string[] = [];
  for (let at = open + 1; at < close && found.length < MOST_TEXTS; at++) {
    const token = code.tokens[at]!;
    if (token.kind === 'text' && token.text.includes('/')) found.push(followedBy(code, at, token.text));
    else if (isWord(code, at) && /^[(,]$/.test(markAt(code, at - 1)) && /^[,)]$/.test(markAt(code, at + 1)))
      found.push(...madeOf(code, at));
  }
  return found;
}

/** `"/orders/" + id` */
const followedBy = (code: Code, at: number, text: string): string =>
  text.endsWith('/') && markAt(code, at + 1) === '+' ? `${text}{}` : text;

function madeOf(code: Code, use: number): readonly string[] {
  const places = code.places.get(markAt(code, use)) ?? [];
  for (let index = places.length - 1; index >= 0; index--) {
    const place = places[index]!;
    const declared = place < use ? declarationAt(code, place) : undefined;
    const value = declared?.kind === 'value' || declared?.kind === 'typed' ? declared.value : undefined;
    if (value === undefined) continue;
    const found: string[] = [];
    for (let at = value; at <= expressionEnd(code, value) && found.length < MOST_TEXTS; at++) {
      const { kind, text } = code.tokens[at]!;
      if (kind === 'text' && text.includes('/')) found.push(followedBy(code, at, text));
    }
    return found;
  }
  return [];
}

const HOLE = /\$\{[^}]*\}|#\{[^}]*\}|\{[^}]*\}|%[svdw]|:\w+/g;

/** How many words of an operation's path an address ends with; 0 where it is another's. What stands before may be where the service is. */
export function fit(address: string, path: string): number {
  const asked = segments(address.replace(/^https?:\/\/[^/]*/i, '').replace(HOLE, '{}'));
  const known = segments(path.replace(HOLE, '{}'));
  if (known.length === 0 || known.length > asked.length) return 0;
  const tail = asked.slice(-known.length);
  let words = 0;
  for (const [index, segment] of known.entries()) {
    if (segment === '{}') continue;
    if (tail[index] !== segment) return 0;
    words++;
  }
  return words;
}

const segments = (path: string): readonly string[] =>
  path
    .replace(/[?#].*$/, '')
    .split('/')
    .map(segment => (segment.includes('{}') ? '{}' : segment))
    .filter(segment => segment !== '');
