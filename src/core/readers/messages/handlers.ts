import { type Code, markAt } from './code.ts';
import { declarationAt } from './declarations.ts';
import type { OwnFunction } from './functions.ts';
import type { Inquiry, Typed } from './inquiry.ts';
import { functionAround } from './regions.ts';
import { lastName, type RpcShape } from './schema.ts';
import { isDistinctiveRpc, rpcSpellings } from './spelling.ts';

/** The request or response of the procedure that a function answers by its name. */
export function handled(inquiry: Inquiry, at: number, side: 'request' | 'response'): Typed | undefined {
  const { code, schema } = inquiry;
  const own = functionAround(code, at);
  if (!own || isGivenValue(inquiry, own)) return undefined;
  const spelled = (rpc: RpcShape, word: string): boolean => rpcSpellings(rpc.name, code.language).includes(word);
  let found: readonly RpcShape[] = schema.rpcs.filter(rpc => !rpc.http && spelled(rpc, own.name));
  if (found.length === 0) found = registered(inquiry, own.name);
  if (found.length === 0) return undefined;
  const near = found.filter(({ service }) => namesHandler(code, lastName(service)));
  const rpcs = near.length > 0 ? near : found;
  const messages = [...new Set(rpcs.map(rpc => rpc[side]))];
  const isSure = messages.length === 1 && (near.length > 0 || rpcs.some(isDistinctiveRpc));
  return {
    messages,
    confidence: isSure ? 'certain' : messages.length === 1 ? 'likely' : 'possible',
    why: `${own.name} answers ${lastName(rpcs[0]!.service)}/${rpcs[0]!.name}`,
  };
}

/** Whoever is given a number or text is asked by the service itself. */
function isGivenValue({ code }: Inquiry, { parameters: [open, close] }: OwnFunction): boolean {
  const first = code.language === 'JavaScript' && close > open + 1 ? declarationAt(code, open + 1) : undefined;
  return first?.kind === 'typed' && /^(?:string|number|boolean|Date)$/.test(markAt(code, first.from));
}

const namesHandler = (code: Code, service: string): boolean => code.text.includes(service);

/** `server.addService(…, { getAds: listAds })` */
function registered({ code, schema }: Inquiry, name: string): readonly RpcShape[] {
  for (const at of code.places.get(name) ?? []) {
    if (markAt(code, at - 1) !== ':' || !/^[,}]$/.test(markAt(code, at + 1))) continue;
    const key = markAt(code, at - 2);
    const found = schema.rpcs.filter(rpc => !rpc.http && rpcSpellings(rpc.name, code.language).includes(key));
    if (found.length > 0) return found;
  }
  return [];
}
