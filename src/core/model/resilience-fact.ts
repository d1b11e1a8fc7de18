import type { Span } from './source.ts';

/** What code does about a world that is slow, busy or gone. */
export type ResilienceFact = SendsRequest | MakesClient | Retries | LimitsCalls | AnswersBusy | HandlesStop | SetsDeadline | RisksCode;

/** A time in milliseconds; `set`: there is one that the file does not tell; `none`: waiting for ever is asked for. */
export type Patience = number | 'set' | 'none';

/** Code sends a request and waits for the answer. */
export interface SendsRequest {
  readonly kind: 'sends-request';
  /** The name of what is called: `requests.get`. */
  readonly at: Span;
  readonly protocol: 'http' | 'grpc';
  /** As in the table of clients: `requests`, `net/http`. */
  readonly library: string;
  readonly via: string;
  /** The variable that holds the client or session; absent where the library itself is called. */
  readonly client?: string;
  readonly method?: string;
  /** Of this request; absent where nothing is said here. */
  readonly timeout?: Patience;
  /** It carries an idempotency key: `kept` over all tries, or `minted` for each. */
  readonly key?: 'kept' | 'minted';
  /** The answer is read piece by piece as it comes, so it may take for ever. */
  readonly streams?: true;
  /** It begins a context of its own, and so loses the deadline of whoever waits for the answer. */
  readonly detached?: true;
}

/** A client that many requests share, and what it says for all of them. */
export interface MakesClient {
  readonly kind: 'makes-client';
  readonly at: Span;
  readonly library: string;
  readonly via: string;
  /** The variable that it is given to. */
  readonly client?: string;
  readonly timeout?: Patience;
  /** It is asked for by this name, under which it was registered. */
  readonly named?: string;
}

/** Which calls something is about. What says nothing of it is about none that is known. */
export interface Reach {
  /** Those that stand here: the code that runs again, the pass of a proxy. */
  readonly over?: Span;
  /** Those of a client that this variable holds. */
  readonly client?: string;
  /** Those that stand in files named for these types: `CatalogClient`. */
  readonly types?: readonly string[];
  /** Of these types only the methods with these names, where that is known. */
  readonly asks?: readonly string[];
  /** Those of these gRPC services, by their whole names. */
  readonly services?: readonly string[];
  /** All of this protocol that the program makes. */
  readonly everywhere?: 'http' | 'grpc';
  /** Of those only what this library sends. */
  readonly library?: string;
  /** Configuration says the numbers under this name, `resilience4j.retry.instances.NAME`, or clients are asked for by it: `CreateClient("catalog")`. */
  readonly named?: string;
}

/** How long calls may take, and what stops them: a proxy, a service config, an annotation, a handler of clients. */
export interface LimitsCalls extends Reach {
  readonly kind: 'limits-calls';
  readonly at: Span;
  /** `nginx`, `Envoy`, `@TimeLimiter`, `AddStandardResilienceHandler`. */
  readonly via: string;
  /** Of one try. */
  readonly timeout?: Patience;
  /** Of all tries together. */
  readonly total?: number;
  /** The times are what it does where nobody tells it anything. */
  readonly usual?: true;
  /** It stops calling who keeps failing. */
  readonly breaks?: true;
  /** Calls or connections at a time. */
  readonly most?: number;
}

/** Something is tried again. */
export interface Retries extends Reach {
  readonly kind: 'retries';
  readonly at: Span;
  /** `loop`, `axios-retry`, `@Retryable`. */
  readonly via: string;
  /** Tries after the first; absent where that is not known. */
  readonly more?: number;
  /** It never gives up. */
  readonly endless?: true;
  readonly pace?: 'none' | 'fixed' | 'growing';
  readonly jitter?: boolean;
  /** Where the pause is told, and how it would read with jitter, where that is certain. */
  readonly pause?: { readonly at: Span; readonly jittered?: string };
  /** It is about a connection that was lost, and not about a request. */
  readonly reconnects?: true;
  /** Where it looks at the statuses 429 or 503. */
  readonly busyAt?: Span;
  /** The file or the library reads Retry-After. */
  readonly honours?: boolean;
  /** `all`: POST and PATCH too. Absent where only the code in `over` tells. */
  readonly methods?: 'all' | 'safe';
}

/** An answer that sends the caller away for now: 429 or 503. */
export interface AnswersBusy {
  readonly kind: 'answers-busy';
  readonly at: Span;
  readonly status: 429 | 503;
  /** The words that make the answer, to which a header can be added: `res.status(429)`. */
  readonly header?: { readonly after: number; readonly text: string };
  readonly saysWhen: boolean;
  /** A specification says so, and no code. */
  readonly specified?: true;
}

/** The program is told that it will be stopped, and can finish what it has begun. */
export interface HandlesStop {
  readonly kind: 'handles-stop';
  readonly at: Span;
}

/** Calls of gRPC are given a deadline here, one by one or for all in an interceptor or a service config. */
export interface SetsDeadline {
  readonly kind: 'sets-deadline';
  readonly at: Span;
}

export type Risk =
  | 'blocks-loop'
  | 'swallows-error'
  | 'asks-in-loop'
  | 'unbounded'
  | 'not-awaited'
  | 'no-rollback'
  | 'client-per-request'
  | 'body-left-open'
  | 'acknowledges-early'
  | 'keeps-newline';

/** Code that works in every test and fails under load or when something else fails. */
export interface RisksCode {
  readonly kind: 'risks-code';
  readonly at: Span;
  readonly risk: Risk;
  /** What does it, as written: `time.sleep`, `prisma.order.findMany`. */
  readonly what: string;
  /** The function that it stands in. */
  readonly within?: string;
  /** It counts only where a handler runs it, or only where it runs on the one loop that serves everybody. */
  readonly needs?: 'handler' | 'loop';
  /** Where the other half stands: the loop, the function that is called. */
  readonly because?: { readonly at: Span; readonly note: string };
  readonly fix?: { readonly title: string; readonly edits: readonly { readonly at: Span; readonly text: string }[] };
}
