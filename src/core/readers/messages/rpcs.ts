import { chainStart } from './chains.ts';
import { type Code, isAccess, isWord, markAt } from './code.ts';
import type { Inquiry, Typed } from './inquiry.ts';
import type { CodeLanguage } from './language.ts';
import { lastName, type RpcShape } from './schema.ts';
import { isDistinctiveRpc, rpcSpellings } from './spelling.ts';

const CLIENT = /client|stub|grpc|service|svc|blocking|api/i;

/** By its name, or for HTTP as generated clients call it. */
function procedureSpellings({ name, http }: RpcShape, language: CodeLanguage): readonly string[] {
  const called = http ? http.operation : name;
  return called === undefined ? [] : rpcSpellings(called, language);
}

/** A message of the procedure that a call asks for, if it asks a client for one. */
export function remote(inquiry: Inquiry, callee: number, side: 'request' | 'response'): Typed | undefined {
  const found = remoteRpcs(inquiry, callee);
  if (!found) return undefined;
  const messages = [...new Set(found.rpcs.map(rpc => rpc[side]))];
  const [first] = found.rpcs;
  if (!messages.some(message => inquiry.schema.messages.has(message))) return undefined;
  const confidence = messages.length > 1 ? 'possible' : found.isClient ? 'certain' : 'likely';
  return { messages, confidence, why: `it is the ${side} of ${first!.http ? '' : `${lastName(first!.service)}/`}${first!.name}` };
}

function remoteRpcs(inquiry: Inquiry, callee: number): { readonly rpcs: readonly RpcShape[]; readonly isClient: boolean } | undefined {
  const { code, schema, service } = inquiry;
  const word = markAt(code, callee);
  const all = schema.rpcs.filter(rpc => procedureSpellings(rpc, code.language).includes(word));
  if (all.length === 0) return undefined;
  const asked = receiverWords(inquiry, callee);
  const byService =
    asked.map(text => all.filter(({ service }) => namesService(text, lastName(service)))).find(found => found.length > 0) ?? [];
  const isClient = byService.length > 0 || (asked.some(text => CLIENT.test(text)) && all.length === 1);
  // The service's own method of the name is meant, unless a client is asked by name.
  if (service.functions(word, code.path).length > 0 && !asked.some(text => /client|stub|grpc/i.test(text))) return undefined;
  if (!isClient && isOwnMember(code, callee)) return undefined;
  if (!isClient && !all.some(isDistinctiveRpc))
    return asked.some(text => CLIENT.test(text)) && all.length <= 3 && isAccess(code, callee - 1)
      ? { rpcs: all, isClient: false }
      : undefined;
  return { rpcs: byService.length > 0 ? byService : all, isClient };
}

const isOwnMember = (code: Code, callee: number): boolean =>
  /^(?:this|self|super)$/.test(markAt(code, callee - 2)) && !isAccess(code, callee - 3);

/** `dbClient`, `NewAdServiceClient`, `pb.AdServiceClient` name the services DBService and AdService. */
function namesService(text: string, service: string): boolean {
  const name = wordsOf(service.replace(/(?:Service|Svc|Grpc|API)+$/i, ''));
  return name !== '-' && IS_SERVICE.test(text) && wordsOf(text).includes(name);
}

const IS_SERVICE = /client|stub|grpc|servic|svc|api|blocking|conn|channel|proto/i;

/** `-db-client-` of `dbClient`: whole words are compared, so that `ad` is not found in `read`. */
const wordsOf = (text: string): string =>
  `-${text
    .replace(/([a-z\d])([A-Z])/g, '$1-$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1-$2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter(word => word !== '')
    .join('-')}-`.replace('--', '-');

/** What is said of who is called: its name, its type, what it was made by. */
function receiverWords({ code, service }: Inquiry, callee: number): readonly string[] {
  if (!isAccess(code, callee - 1)) return [];
  const start = chainStart(code, callee);
  const words: string[] = [];
  for (let at = start; at < callee - 1 && words.length < 30; at++) if (isWord(code, at)) words.push(markAt(code, at));
  const last = words.at(-1);
  const declared = last === undefined ? [] : declarationsNear(code, last);
  const elsewhere =
    declared.length > 0 || last === undefined
      ? []
      : service
          .filesWith(last)
          .slice(0, 4)
          .flatMap(path => declarationsNear(service.code(path)!, last));
  return [words.join('.'), ...declared, ...elsewhere.slice(0, 4)];
}

/** Words beside each place at which a name is typed or gets its value. */
function declarationsNear(code: Code, name: string): readonly string[] {
  const found: string[] = [];
  for (const at of code.places.get(name) ?? []) {
    if (found.length >= 6) break;
    const next = markAt(code, at + 1);
    if (next === '=' || next === ':=' || next === ':' || next === '?')
      found.push(wordsBetween(code, at + 2, Math.min(at + 26, lineEnd(code, at + 2))));
    else if (TYPES_FIRST.test(code.language) && (isWord(code, at - 1) || markAt(code, at - 1) === '>'))
      found.push(wordsBetween(code, at - 4, at));
    else if (code.language === 'Go' && (isWord(code, at + 1) || next === '*') && !code.tokens[at + 1]!.fresh)
      found.push(wordsBetween(code, at + 1, lineEnd(code, at + 1)));
  }
  return found;
}

const TYPES_FIRST = /^(?:Java|C#|PHP)$/;

function lineEnd(code: Code, from: number): number {
  let at = from;
  while (at < from + 26 && at < code.tokens.length && !code.tokens[at]!.fresh) at++;
  return at;
}

function wordsBetween(code: Code, from: number, to: number): string {
  const words: string[] = [];
  for (let at = Math.max(0, from); at < to; at++) if (isWord(code, at)) words.push(markAt(code, at));
  return words.join('.');
}
