import type { Span } from './source.ts';
import type { Value } from './value.ts';

export type ContractFact = Contract;

export type ContractFormat = 'openapi' | 'protobuf' | 'asyncapi' | 'graphql';

/** One contract file. A `.proto` gives one fact with its package and services; a GraphQL schema's operations are its root fields. */
export interface Contract {
  readonly kind: 'contract';
  readonly at: Span;
  readonly format: ContractFormat;
  /** `info.title`, the proto package, or the file's name. */
  readonly name: string;
  readonly version?: string;
  readonly operations: readonly Operation[];
  /** Proto services, or empty. */
  readonly services: readonly {
    readonly name: string;
    readonly at: Span;
    readonly rpcs: readonly Rpc[];
  }[];
  readonly servers: readonly { readonly url: Value; readonly at: Span }[];
  /** Other files of the contract: `import`, multi-file `$ref`. As written. */
  readonly references: readonly { readonly path: string; readonly at: Span }[];
  /** AsyncAPI channels. */
  readonly channels: readonly { readonly address: string; readonly action: 'send' | 'receive'; readonly at: Span }[];
}

export interface Rpc {
  readonly name: string;
  readonly at: Span;
  /** The message that it takes, by its own name. */
  readonly takes?: string;
}

export interface Operation {
  readonly at: Span;
  /** Upper case for HTTP; `QUERY`, `MUTATION`, `SUBSCRIPTION` for GraphQL. */
  readonly method: string;
  readonly path: string;
  readonly id?: string;
  /** Where the id is written, lines below the method. */
  readonly idAt?: Span;
  /** Where a document writes the path, once for its methods. */
  readonly pathAt?: Span;
}
