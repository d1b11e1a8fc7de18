import type { Confidence } from '../../model/graph.ts';
import type { Span } from '../../model/source.ts';
import { capitalized } from '../words.ts';
import type { Exercised } from './element.ts';

/** Where a text mentions something, and why we say so. */
interface Mention {
  readonly span: Span;
  readonly confidence: Confidence;
  readonly why: string;
}

/** The most telling mention in the text of a test. */
export function mentionOf(text: string, what: Exercised): Mention | undefined {
  switch (what.kind) {
    case 'operation':
      return operationIn(text, what);
    case 'symbol':
      return symbolIn(text, what);
    case 'name': {
      const span = wordIn(text, [what.name]);
      return span && { span, confidence: 'likely', why: `the test names ${what.name}` };
    }
  }
}

/** Those that are no other words of code. */
const VERBS = ['get', 'put', 'post', 'patch', 'delete'];
/** Requests and their verbs stand at most so many lines apart. */
const NEAR = 2;

function operationIn(text: string, { method, path, part }: Extract<Exercised, { kind: 'operation' }>): Mention | undefined {
  const asked = method.toLowerCase();
  const rated = requestsIn(text, path).flatMap((span): Mention[] => {
    if (method === '*' || names(linesAround(text, span, NEAR), asked))
      return [{ span, confidence: 'likely', why: `the test asks ${method} ${path}` }];
    const line = linesAround(text, span, 0);
    if (VERBS.some(verb => names(line, verb))) return [];
    return [{ span, confidence: 'possible', why: `the test names ${path}, with a verb that is not seen` }];
  });
  const best = rated.find(({ confidence }) => confidence === 'likely') ?? rated[0];
  if (!best || part === undefined || wordIn(text, spellings(part))) return best;
  return { ...best, confidence: 'possible', why: `${best.why}, and does not name ${part}` };
}

/** `post(`, `POST`, `MethodPost`, `PostAsync`, `postForEntity`; never `posted` or `compost`. */
const names = (text: string, verb: string): boolean =>
  /^[a-z]+$/.test(verb) && new RegExp(`(?<![A-Za-z])${verb}(?![a-z])|${capitalized(verb)}(?![a-z])|\\b${verb.toUpperCase()}\\b`).test(text);

function linesAround(text: string, [start, end]: Span, lines: number): string {
  let from = start;
  let to = end;
  for (let line = 0; line <= lines; line++) {
    from = from === 0 ? 0 : Math.max(0, text.lastIndexOf('\n', from - 1));
    const next = text.indexOf('\n', to + 1);
    to = next < 0 ? text.length : next;
  }
  return text.slice(Math.max(from, start - FAR), Math.min(to, end + FAR));
}

const FAR = 400;

/** A value between slashes: `7`, `{id}`, `:id`, `%s`, `${order.id}`; or `/" + id`, and on with the text after it. */
const VALUE = /\/(?:["'`]\s{0,20}\+[^"'`\n]{0,200}(?:["'`](?=\/))?|(?:\$?\{[^}\n]{0,200}\}|[^/"'`\s?#{},()$]{1,200}|\$(?!\{)){1,20})/y;
/** The path ends here: nothing of it follows. */
const END = /(?![\w-])(?!\/(?:[\w{:$%<-]|["'`]\s{0,20}\+))/y;
/** What servers and gateways put before the paths that a contract writes, and tests leave to a base address. */
const PREFIX = /^\/(?:api|rest|v\d+)(?=\/)/;

/** Where a path is asked, whatever stands before it. */
function requestsIn(text: string, path: string): readonly Span[] {
  const found = occurrences(text, path);
  const shorter = path.replace(PREFIX, '');
  return found.length > 0 || shorter === path ? found : requestsIn(text, shorter);
}

function occurrences(text: string, path: string): readonly Span[] {
  const parts = path.split('/').filter(part => part !== '');
  const first = parts.findIndex(part => !isParameter(part));
  if (first < 0) return [];
  const found: Span[] = [];
  const start = `/${parts[first]!}`;
  for (let at = text.indexOf(start); at >= 0 && found.length < MOST; at = text.indexOf(start, at + 1)) {
    const end = pathEnd(text, at, parts.slice(first));
    if (end !== undefined) found.push([at, end]);
  }
  return found;
}

const MOST = 200;

const isParameter = (part: string): boolean => /[{}<>*]|^:/.test(part);

function pathEnd(text: string, start: number, parts: readonly string[]): number | undefined {
  let at = start;
  for (const part of parts) {
    if (!isParameter(part)) {
      if (!text.startsWith(`/${part}`, at)) return undefined;
      at += part.length + 1;
      continue;
    }
    VALUE.lastIndex = at;
    if (!VALUE.test(text)) return undefined;
    at = VALUE.lastIndex;
  }
  END.lastIndex = at;
  return END.test(text) ? at : undefined;
}

/** Names like `id` are everywhere: a field or a method counts where its owner is named too. */
function symbolIn(text: string, { name, owner }: Extract<Exercised, { kind: 'symbol' }>): Mention | undefined {
  const span = wordIn(text, spellings(name));
  if (!span || !wordIn(text, spellings(owner))) return undefined;
  return { span, confidence: 'likely', why: `the test names ${name} and ${owner}` };
}

/** As languages spell a contract's name: `total_cents`, `totalCents`, `TotalCents`, `getTotalCents`, `SetTotalCents`, and generated code beside it: `OrdersClient`. */
function spellings(name: string): readonly string[] {
  const words = name.split(/[_-]+|(?<=[a-z\d])(?=[A-Z])/).filter(word => word !== '');
  const pascal = words.map(capitalized).join('');
  const camel = pascal.charAt(0).toLowerCase() + pascal.slice(1);
  const snake = words.map(word => word.toLowerCase()).join('_');
  const accessors = ['get', 'set', 'Get', 'Set', 'with'].map(verb => verb + pascal);
  const generated = ['Client', 'Stub', 'BlockingStub', 'Grpc', 'Servicer', 'Base', 'Request', 'Response'].map(suffix => pascal + suffix);
  return [...new Set([name, pascal, camel, snake, ...accessors, ...generated])];
}

/** The first of the words that stands in the text by itself. */
function wordIn(text: string, words: readonly string[]): Span | undefined {
  const escaped = words.filter(word => word !== '').map(word => word.replaceAll(/[^\w]/g, '\\$&'));
  if (escaped.length === 0) return undefined;
  const match = new RegExp(`(?<![\\w$])(?:${escaped.join('|')})(?![\\w$])`).exec(text);
  return match ? [match.index, match.index + match[0].length] : undefined;
}
