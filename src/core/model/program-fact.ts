import type { Span } from './source.ts';
import type { Value } from './value.ts';

/**
 * One import statement. `specifier` as written: `./users`, `@shop/contracts`, `com.shop.Users`, `github.com/shop/users`.
 * `imported` is `*` for the whole module and `default` for its default export; an empty list imports for side effects or everything (Go, C#).
 */
export interface Imports {
  readonly kind: 'imports';
  readonly at: Span;
  readonly specifier: string;
  readonly names: readonly { readonly local: string; readonly imported: string }[];
  /** Only types are imported: nothing of the module runs. */
  readonly typeOnly?: true;
}

/**
 * A symbol and its value: a constant, a field of a config object (`config.orders.url`), an enum member (`Topics.ORDER_CREATED`),
 * or what a function without arguments returns (`ConfigService.ordersUrl`). Only values that can matter are bound.
 */
export interface Binds {
  readonly kind: 'binds';
  readonly at: Span;
  /** Dotted, qualified by class, object or enum, never by package. */
  readonly name: string;
  readonly value: Value;
}

/** A section of the configuration fills the fields of a class: `Configure<Urls>(configuration.GetSection("Urls"))`. */
export interface FillsClass {
  readonly kind: 'fills-class';
  readonly at: Span;
  /** The class's own name. */
  readonly type: string;
  /** Empty: the whole configuration. */
  readonly section: string;
}

/** A function that a package offers to others; `at` is all of it. Only for languages whose imports take a whole package (Go). */
export interface DefinesFunction {
  readonly kind: 'defines-function';
  readonly at: Span;
  readonly name: string;
}

/** A call by name, `client.NewUsers` or `NewUsers`, once a file: tells which functions of an imported package run. */
export interface CallsFunction {
  readonly kind: 'calls-function';
  readonly at: Span;
  readonly name: string;
}

/** The file starts a program: `@SpringBootApplication`, `func main` of `package main`, `NestFactory.create`, `app.listen`. */
export interface Application {
  readonly kind: 'application';
  readonly at: Span;
  readonly framework: string;
  /** The language's usual name: TypeScript, JavaScript, Go, Java, Python, C#, Ruby, PHP, Rust. */
  readonly language: string;
}
