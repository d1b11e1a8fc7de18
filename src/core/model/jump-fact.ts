import type { Span } from './source.ts';
import type { Value } from './value.ts';

/** What code says that makes no edge by itself, but tells from where to where an edge can be followed. */
export type JumpFact =
  | WrapsRequest
  | MountsRoutes
  | CallsMember
  | AnswersCall
  | MentionsPath
  | UsesCollection
  | DeclaresRoute
  | TakesRoutes
  | ReadsSetting
  | PrefixesVariables
  | NamesMessage
  | NamesChannel
  | TakesOption
  | BeanFunction;

/** A method that is called on something which may stand for another program: a stub, a generated client. */
export interface CallsMember {
  readonly kind: 'calls-member';
  /** The method's name. */
  readonly at: Span;
  readonly name: string;
  /** The receiver's type or what made it, as written: `pb.NewCartServiceClient`, `Basket.BasketClient`; else its name. */
  readonly on: string;
  /** The message that it is given, by its own name, where it is made in the call. */
  readonly takes?: string;
}

/** A method that answers calls of other programs: of a generated base, of an object given to `addService`. */
export interface AnswersCall {
  readonly kind: 'answers-call';
  /** The method's name. */
  readonly at: Span;
  readonly name: string;
  /** The service that it belongs to; absent where only another file tells (Go). */
  readonly service?: string;
  /** Absent where its shape does not tell. */
  readonly over?: 'http' | 'grpc';
}

/** A text that looks like the path of a request, where no known client is seen. Weak alone; it counts where somebody serves the path. */
export interface MentionsPath {
  readonly kind: 'mentions-path';
  readonly at: Span;
  readonly path: Value;
  /** Upper case; absent where the text does not tell. */
  readonly method?: string;
}

/** A table, collection or list of a data store. */
export interface UsesCollection {
  readonly kind: 'uses-collection';
  readonly at: Span;
  readonly name: string;
  readonly family: 'tables' | 'documents' | 'keys';
  readonly access: 'declares' | 'writes' | 'reads';
}

/** An interface says the path of a method: a controller that implements the interface answers there, a client made of it asks there. */
export interface DeclaresRoute {
  readonly kind: 'declares-route';
  readonly at: Span;
  /** The interface's own name. */
  readonly type: string;
  /** Upper case; `*` for all. */
  readonly method: string;
  readonly path: Value;
}

/** A class whose routes stand in the interfaces that it is made of. */
export interface TakesRoutes {
  readonly kind: 'takes-routes';
  readonly at: Span;
  readonly as: 'answers' | 'calls';
  /** The interfaces, by their own names. */
  readonly types: readonly string[];
  /** What stands before the paths of all. */
  readonly before?: Value;
  /** Whom a client asks. */
  readonly target?: Value;
}

/** A router is put below a path: all that it serves is served there. */
export interface MountsRoutes {
  readonly kind: 'mounts-routes';
  readonly at: Span;
  /** What it puts before the paths of the router. */
  readonly before: Value;
  /** The router that it is put on, by its name in the file. */
  readonly on: string;
  /** What is mounted, by its name in the file; empty where only the module says it. */
  readonly router: readonly string[];
  /** The module that it comes from, where the call itself names it: `require('./orders')`, `include('orders.urls')`. */
  readonly module?: string;
}

/** A method of a client's class that sends one request: who calls it asks for the path. */
export interface WrapsRequest {
  readonly kind: 'wraps-request';
  readonly at: Span;
  /** The class and the method, by their own names. */
  readonly type: string;
  readonly name: string;
  /** Upper case. */
  readonly method: string;
  readonly path: Value;
}

/** A field of a program's settings that a file of settings fills: `cfg.Kafka.Topic`. Weak alone; it counts where such a file has the key. */
export interface ReadsSetting {
  readonly kind: 'reads-setting';
  readonly at: Span;
  /** Without what the settings are called: `Kafka.Topic`. */
  readonly name: string;
}

/** What stands before the names of the variables that fill a struct: `env.Options{Prefix: "ORDERS_DB_"}`, `Env::prefixed("ORDERS_")`. */
export interface PrefixesVariables {
  readonly kind: 'prefixes-variables';
  readonly at: Span;
  readonly prefix: Value;
}

/** A class of messages where one of them is made, or where they are taken: by its own name, whatever carries them. So are events of a socket, and actions of a broker. */
export interface NamesMessage {
  readonly kind: 'names-message';
  /** The class's name. */
  readonly at: Span;
  readonly name: string;
  /** What stands in the text, where it is a part of the name. */
  readonly word?: string;
  readonly role: 'makes' | 'takes';
}

/** A field of a class that configuration fills, where code takes it (`options.Value.OrdersUrl`) or the class declares it. */
export interface TakesOption {
  readonly kind: 'takes-option';
  readonly at: Span;
  /** The class's own name. */
  readonly type: string;
  /** Below the class's section: `Retry:Count`. */
  readonly key: string;
  readonly declared?: true;
}

/** A topic, queue or kind of event in a call of the program's own bus: which library carries it stands elsewhere. */
export interface NamesChannel {
  readonly kind: 'names-channel';
  readonly at: Span;
  readonly name: string;
  readonly role: 'publishes' | 'consumes' | 'names';
}

/** A bean that is a function: configuration may bind a topic to it by its name. */
export interface BeanFunction {
  readonly kind: 'bean-function';
  readonly at: Span;
  readonly name: string;
}
