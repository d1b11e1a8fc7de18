import type { ElementKind } from '../../model/impact.ts';

/** What a test may exercise. */
export type Exercised =
  /** `part` is a word of the request or response: `total`. */
  | { readonly kind: 'operation'; readonly method: string; readonly path: string; readonly part?: string }
  /** A message's field, a service's method, a key of what a topic carries: `owner` is the name that it is part of. */
  | { readonly kind: 'symbol'; readonly name: string; readonly owner: string }
  /** A variable, topic, table: written as it is. */
  | { readonly kind: 'name'; readonly name: string };

const PART = /^(\S+) of (\S[^]*)$/;
const OPERATION = /^([A-Z]+|\*) (\/\S*)(?: (?!of )(\S[^]*))?/;
const CHANNEL = /^(?:topic|queue|key|collection|table|schema|webhook) (\S[^]*)$/;
const SYMBOL = /^\w+(?:[./]\w+)+$/;
const FILE = /\/[^/]*\.[^/]*$/;

/**
 * What a changed element is to a test, by its name and by its kind where that is known: `POST /orders request.body.total` and
 * `total of POST /orders` are an operation with a part, `shop.v1.Order.total` and `shop.v1.Orders/Place` symbols, `DB_PASS of orders` and
 * `topic orders.created` names.
 */
export function exercised(element: string, kind?: ElementKind): Exercised {
  const operation = operationOf(element);
  if (operation) return operation;
  const channel = CHANNEL.exec(element)?.[1];
  if (channel !== undefined) return { kind: 'name', name: channel };
  const [, part, whole] = PART.exec(element) ?? [];
  if (part === undefined || whole === undefined) return symbolOrName(element, kind);
  const asked = operationOf(whole);
  if (asked) return { ...asked, part: lastWord(part) ?? part };
  return kind === 'payload' ? { kind: 'symbol', name: lastWord(part) ?? part, owner: whole } : symbolOrName(part, kind);
}

function operationOf(element: string): Extract<Exercised, { kind: 'operation' }> | undefined {
  const [, method, path, within] = OPERATION.exec(element) ?? [];
  if (method === undefined || path === undefined) return undefined;
  const part = lastWord(within ?? '');
  return { kind: 'operation', method, path, ...(part !== undefined && { part }) };
}

function symbolOrName(element: string, kind: ElementKind | undefined): Exercised {
  const isWhole = kind === 'variable' || kind === 'address' || kind === 'topic' || kind === 'table';
  if (isWhole || FILE.test(element) || !SYMBOL.test(element)) return { kind: 'name', name: element };
  const [owner, name] = element.split(/[./]/).slice(-2) as [string, string];
  return { kind: 'symbol', name, owner };
}

/** What stands in an element's name only to say where a part is. */
const PLACES: ReadonlySet<string> = new Set([
  'request',
  'response',
  'body',
  'query',
  'path',
  'header',
  'headers',
  'cookie',
  'items',
  'parameter',
  'security',
  'default',
]);

/** `request.body.items.total` names total. */
const lastWord = (within: string): string | undefined =>
  within.split(/[^\w-]+/).findLast(word => word !== '' && !/^\d+$/.test(word) && !PLACES.has(word));
