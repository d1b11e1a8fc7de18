import type { UsesAddress } from '../../model/talk-fact.ts';
import { literal } from '../../model/value.ts';
import type { Extractor } from '../extractor.ts';
import { at, entries, items, type Node } from '../../yaml/tree.ts';
import { roots, upstream } from './upstream.ts';

/** Compositions of GraphQL services: Apollo's supergraph and router, Cosmo, GraphQL Mesh. */
export const graphqlGateway: Extractor = {
  name: 'graphql-gateway',
  include: ['**/*.{yaml,yml,json}', '**/.meshrc.{yaml,yml,json}'],
  keys: ['subgraphs', 'override_subgraph_url', 'sources'],
  mayMatch: text =>
    /^[ \t]*["']?(?:subgraphs|override_subgraph_url|sources)["']?\s*:/m.test(text) && /routing_url|subgraph_url|handler/.test(text),
  extract: source => ({ facts: roots(source).flatMap(root => [...subgraphs(root)]), problems: [] }),
};

/** A composed supergraph names each subgraph's address: `@join__graph(name: "orders", url: "http://orders:4001")`. */
export const supergraph: Extractor = {
  name: 'supergraph',
  program: 'apollo',
  include: ['**/*.{graphql,gql,graphqls}'],
  mayMatch: text => text.includes('@join__graph'),
  extract: ({ text }) => ({
    facts: [...text.matchAll(/@join__graph\([^)]*?\burl:\s*"([^"]+)"/g)].map(match => ({
      kind: 'uses-address',
      at: [match.index, match.index + match[0].length],
      protocol: 'graphql',
      target: literal(match[1]!),
      via: 'GraphQL subgraph',
    })),
    problems: [],
  }),
};

function* subgraphs(root: Node): Iterable<UsesAddress> {
  const named = at(root, 'subgraphs');
  for (const subgraph of [...entries(named).map(entry => entry.value), ...items(named)]) {
    const routed = at(subgraph, 'routing_url');
    const introspected = at(subgraph, 'schema', 'subgraph_url') ?? at(subgraph, 'introspection', 'url');
    yield* upstream(routed ?? introspected, 'GraphQL subgraph', { protocol: 'graphql' });
  }
  for (const { value } of entries(at(root, 'override_subgraph_url'))) yield* upstream(value, 'GraphQL subgraph', { protocol: 'graphql' });
  for (const source of items(at(root, 'sources'))) {
    for (const { key, value } of entries(at(source, 'handler'))) {
      const protocol = key === 'graphql' ? 'graphql' : key === 'grpc' ? 'grpc' : 'http';
      yield* upstream(at(value, 'endpoint') ?? at(value, 'baseUrl') ?? at(value, 'source'), 'GraphQL Mesh source', { protocol });
    }
  }
}
