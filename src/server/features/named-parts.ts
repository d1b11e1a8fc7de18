import { partsOf, plain, type Part } from '../../core/elements/parts.ts';
import type { System } from '../../core/elements/system.ts';
import type { Fact } from '../../core/model/fact.ts';
import { nodeWords } from '../../core/model/node-words.ts';
import type { Location, Span } from '../../core/model/source.ts';

/** Something of the system that has a name of its own. */
export interface Named {
  readonly name: string;
  readonly what: 'service' | 'operation' | 'rpc' | 'topic' | 'data store' | 'broker' | 'package' | 'contract' | 'external system';
  readonly at: Span;
}

/** Services, operations, rpcs and topics that a file declares, in its order. */
export const namedIn = (facts: readonly Fact[]): Named[] =>
  partsOf(facts)
    .flatMap(named)
    .toSorted((a, b) => a.at[0] - b.at[0]);

function named(part: Part): readonly Named[] {
  switch (part.kind) {
    case 'declares':
      return [{ name: part.name, what: 'service', at: part.at }];
    case 'operation':
      return [{ name: `${part.method} ${plain(part.path)}`, what: 'operation', at: part.at }];
    case 'rpc':
      return [
        {
          name: part.rpc === undefined ? part.service : `${part.service}/${part.rpc}`,
          what: part.rpc === undefined ? 'contract' : 'rpc',
          at: part.at,
        },
      ];
    case 'topic':
      return plain(part.topic) === '…' ? [] : [{ name: plain(part.topic), what: 'topic', at: part.at }];
    default:
      return [];
  }
}

export interface Found extends Location {
  readonly name: string;
  readonly what: Named['what'];
}

const MOST = 200;

/** What of a system is called so: nodes first, then operations and rpcs; letters of the query in their order are enough. */
export function search({ snapshot: { graph }, facts }: System, query: string): Found[] {
  const found: Found[] = [];
  for (const { name, kind, evidence } of graph.nodes)
    if (matches(name, query) && evidence[0]) found.push({ name, what: nodeWords[kind], ...evidence[0] });
  for (const [file, own] of facts) {
    if (found.length >= MOST) break;
    for (const { name, what, at } of namedIn(own))
      if (what !== 'service' && what !== 'topic' && matches(name, query)) found.push({ name, what, file, span: at });
  }
  return found.slice(0, MOST);
}

function matches(name: string, query: string): boolean {
  const letters = name.toLowerCase();
  let at = 0;
  for (const letter of query.toLowerCase()) {
    if (letter === ' ') continue;
    at = letters.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}
