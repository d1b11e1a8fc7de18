import type { Span } from './source.ts';
import type { Protocol, Technology } from './technology.ts';
import type { Value } from './value.ts';

/** Code or configuration opens a connection or sends a request to `target`: a URL, `host:port`, host, connection string or discovery name. */
export interface UsesAddress {
  readonly kind: 'uses-address';
  readonly at: Span;
  readonly protocol: Protocol;
  /** Absent: a client without an address, `new Redis()`; its library's default or its configuration decides. */
  readonly target?: Value;
  /** What makes the connection, as its users call it: `axios.post`, `kafkajs`, `nginx proxy_pass`, `@FeignClient`. */
  readonly via: string;
  readonly method?: string;
  /** The path of the request, where the target does not hold it. */
  readonly path?: Value;
  /** Where the path is written, if that is another place: the head of a block of nginx. */
  readonly pathAt?: Span;
  /** The product whose configuration the file is, `nginx`, `logstash`: whoever runs it makes the connection. */
  readonly program?: string;
  /** Who calls, where it is not the owner of the file: the name of a gateway, workload, Dapr app or Aspire resource. */
  readonly caller?: string;
  /**
   * The setting may be shared by many applications and counts only for one that has a library on its classpath whose artifact name
   * contains one of these words: ['amqp', 'rabbit'].
   */
  readonly requires?: readonly string[];
  /** The Spring or .NET profile that the file or document is for. */
  readonly profile?: string;
  /** The method of an interface that a library makes into a client: who calls it sends the request. */
  readonly by?: { readonly type: string; readonly name: string };
}

/** A text that looks like an address, written where no known client is seen. Weak alone; strong where it names a known service. */
export interface MentionsAddress {
  readonly kind: 'mentions-address';
  readonly at: Span;
  readonly value: Value;
  /** The variable, field, key or parameter that it is given to. */
  readonly name?: string;
  /** The Spring or .NET profile that the file or document is for. */
  readonly profile?: string;
}

export interface ServesRoute {
  readonly kind: 'serves-route';
  readonly at: Span;
  /** Upper case; `*` for all. */
  readonly method: string;
  /** With parameters as `{name}`: `/orders/{id}`. */
  readonly path: Value;
  readonly via: string;
  /** The router that it is registered with, by its name in the file. */
  readonly on?: string;
}

/** `service` as the code names it: `shop.v1.Inventory` or `Inventory`. */
export interface GrpcClient {
  readonly kind: 'grpc-client';
  readonly at: Span;
  readonly service: string;
  readonly target?: Value;
}

export interface GrpcServer {
  readonly kind: 'grpc-server';
  readonly at: Span;
  readonly service: string;
}

export interface Publishes {
  readonly kind: 'publishes';
  readonly at: Span;
  readonly system?: Technology;
  readonly topic: Value;
  readonly via: string;
}

export interface Subscribes {
  readonly kind: 'subscribes';
  readonly at: Span;
  readonly system?: Technology;
  readonly topic: Value;
  readonly via: string;
}

export interface Listens {
  readonly kind: 'listens';
  readonly at: Span;
  readonly port: Value;
  /** The address that it binds, where one is written, or where the library takes one of its own. */
  readonly host?: Value;
}
