import type { Contract, Operation, Rpc } from '../../model/contract-fact.ts';
import type { Source, Span } from '../../model/source.ts';
import type { Extractor } from '../extractor.ts';
import { messagesIn } from './messages.ts';
import { tokensOf, type Token } from './tokens.ts';

/** .proto files: package, imports, services and their calls. Half-written files give what is there. */
export const protobuf: Extractor = {
  name: 'protobuf',
  include: ['**/*.proto'],
  extract: source => {
    const tokens = tokensOf(source.text);
    return { facts: [contract(source, tokens), ...messagesIn(tokens)], problems: [] };
  },
};

type Service = { readonly name: string; readonly at: Span; readonly rpcs: Rpc[] };

function contract({ path }: Source, all: readonly Token[]): Contract {
  const services: Service[] = [];
  const operations: Operation[] = [];
  const references: { path: string; at: Span }[] = [];
  let name: Token | undefined;
  let depth = 0;
  let service: { readonly value: Service; readonly depth: number } | undefined;
  all.forEach((token, index) => {
    const next = all[index + 1];
    if (token.quoted) return;
    if (token.text === '{') depth++;
    else if (token.text === '}') depth = Math.max(0, depth - 1);
    if (service && token.text === '}' && depth <= service.depth) service = undefined;
    if (depth === 0 && token.text === 'package' && next && starts(all, index)) name = next;
    else if (depth === 0 && token.text === 'import') references.push(...imported(all, index));
    else if (token.text === 'service' && depth === 0 && next && starts(all, index) && /^[A-Za-z_]\w*$/.test(next.text)) {
      const value: Service = { name: next.text, at: [token.at[0], next.at[1]], rpcs: [] };
      services.push(value);
      service = { value, depth };
    } else if (service && token.text === 'rpc' && next && /^[A-Za-z_]\w*$/.test(next.text)) {
      service.value.rpcs.push({ name: next.text, at: [token.at[0], next.at[1]], ...messageAfter(all, index + 2) });
    } else if (service && METHOD.test(token.text) && next?.text === ':' && all[index + 2]?.quoted) {
      operations.push(operation(token, all[index + 2]!, service.value));
    }
  });
  return {
    kind: 'contract',
    at: name?.at ?? services[0]?.at ?? [0, 0],
    format: 'protobuf',
    name: name?.text ?? path.slice(path.lastIndexOf('/') + 1).replace(/\.proto$/, ''),
    operations,
    services,
    servers: [],
    references,
    channels: [],
  };
}

/** `(stream shop.v1.Order)` takes `Order`. */
function messageAfter(all: readonly Token[], index: number): Pick<Rpc, 'takes'> {
  const given = all[index]?.text === '(' ? all[index + 1] : undefined;
  const type = given?.text === 'stream' ? all[index + 2] : given;
  const takes = type && /([A-Za-z_]\w*)$/.exec(type.text)?.[1];
  return takes === undefined ? {} : { takes };
}

/** A statement begins here: a field may be called `service` or `package` too. */
const starts = (all: readonly Token[], index: number): boolean => index === 0 || /^[;{}]$/.test(all[index - 1]!.text);

function imported(all: readonly Token[], index: number): readonly { readonly path: string; readonly at: Span }[] {
  const next = all[index + 1];
  const path = next && /^(public|weak|option)$/.test(next.text) && !next.quoted ? all[index + 2] : next;
  return path?.quoted ? [{ path: path.text, at: path.at }] : [];
}

/** `option (google.api.http) = { post: "/v1/orders" }` gives the call an HTTP face. */
const METHOD = /^(get|put|post|delete|patch)$/;

function operation(method: Token, path: Token, service: Service): Operation {
  const call = service.rpcs.at(-1)?.name;
  return {
    at: [method.at[0], path.at[1]],
    method: method.text.toUpperCase(),
    path: path.text,
    ...(call !== undefined && { id: `${service.name}/${call}` }),
  };
}
