import type { Span } from '../../model/source.ts';

/**
 * The one small syntax tree that every language is read into. A front end per language (code/parse/*) makes it, readers (code/read/*) ask it;
 * so "an environment variable with a fallback, joined to a path, given to a client" is written once, not once per language.
 * It keeps what carries values and names between files, and drops the rest: types beyond their name, operators, control flow
 * (bodies of if, for, try, switch and blocks are flattened into the statements around them).
 */
export type Expression =
  /** A text without holes, unescaped. */
  | { readonly kind: 'text'; readonly text: string; readonly span: Span }
  | { readonly kind: 'number'; readonly text: string; readonly span: Span }
  /** Template, f-string, interpolation, concatenation with + or ., and format calls (`fmt.Sprintf("http://%s:%d", host, port)`, `String.format`, `"…".format()`, `format!`, `%`). */
  | { readonly kind: 'join'; readonly parts: readonly Expression[]; readonly span: Span }
  /** Alternatives in order of preference: ||, ??, or, ?:, conditional expression, `unwrap_or`, if-else as a value. */
  | { readonly kind: 'choice'; readonly options: readonly Expression[]; readonly span: Span }
  /** `a.b.c`, `A::b`, `$this->a`; without a leading this, self, @ or $. Optional chaining and non-null marks are dropped. */
  | { readonly kind: 'name'; readonly path: readonly string[]; readonly span: Span }
  /** A call or a construction (`new X()`, `X{…}` struct literals with fields as `named`). */
  | Call
  /** `a[b]` with a key that is not a plain member. */
  | { readonly kind: 'index'; readonly object: Expression; readonly key: Expression; readonly span: Span }
  | { readonly kind: 'object'; readonly entries: readonly Entry[]; readonly span: Span }
  | { readonly kind: 'list'; readonly items: readonly Expression[]; readonly span: Span }
  | { readonly kind: 'function'; readonly parameters: readonly Parameter[]; readonly body: readonly Statement[]; readonly span: Span }
  /** Anything else, with the expressions inside it. */
  | { readonly kind: 'other'; readonly children: readonly Expression[]; readonly span: Span };

export interface Call {
  readonly kind: 'call';
  /**
   * The dotted name of what is called, as written, without this/self: `axios.get`, `os.Getenv`, `kafka.producer`. In a chain `a.b(x).c(y)` the call of c
   * has path ['a','b','c'] and `on` is the call of b. Empty where the callee is no name.
   */
  readonly path: readonly string[];
  /** The receiver, where it is itself a call, index or other value and not just a name. */
  readonly on?: Expression;
  readonly arguments: readonly Expression[];
  /** Keyword arguments, struct fields, PHP and C# named arguments, C# object initialisers, Ruby keyword hashes. */
  readonly named: readonly Entry[];
  /** `GetService<Foo>()` gives ['Foo']. */
  readonly types: readonly string[];
  readonly constructs: boolean;
  readonly span: Span;
}

export interface Entry {
  readonly key: string;
  readonly value: Expression;
  readonly span: Span;
}

export interface Parameter {
  readonly name: string;
  /** The type's name without arguments' details: `Repository<Order>` keeps `Repository<Order>` as written. */
  readonly type?: string;
  readonly annotations: readonly Annotation[];
  readonly default?: Expression;
}

/** Decorator, annotation, attribute, Rust attribute macro. */
export interface Annotation {
  readonly name: string;
  readonly arguments: readonly Expression[];
  readonly named: readonly Entry[];
  readonly span: Span;
}

export type Statement =
  | {
      readonly kind: 'import';
      readonly from: string;
      readonly names: readonly { readonly local: string; readonly imported: string }[];
      /** `import type`: nothing of the module runs. */
      readonly typeOnly?: true;
      readonly span: Span;
    }
  /** Variable, constant, field, property, enum member, assignment to a member. `target` without this/self. */
  | {
      readonly kind: 'assign';
      readonly target: readonly string[];
      readonly type?: string;
      readonly value?: Expression;
      readonly annotations: readonly Annotation[];
      readonly span: Span;
    }
  /** Class, interface, struct, trait, impl block, enum, record, module, object with members. */
  | {
      readonly kind: 'class';
      readonly name: string;
      readonly bases: readonly string[];
      readonly annotations: readonly Annotation[];
      readonly parameters: readonly Parameter[];
      readonly body: readonly Statement[];
      readonly span: Span;
    }
  | {
      readonly kind: 'function';
      readonly name: string;
      /** Go method receiver or Rust impl type, where it is not inside a class. */
      readonly receiver?: string;
      readonly annotations: readonly Annotation[];
      readonly parameters: readonly Parameter[];
      readonly returns?: string;
      readonly body: readonly Statement[];
      readonly span: Span;
    }
  | { readonly kind: 'return'; readonly value?: Expression; readonly span: Span }
  | { readonly kind: 'expression'; readonly value: Expression; readonly span: Span };

export type Language = 'TypeScript' | 'JavaScript' | 'Go' | 'Java' | 'Python' | 'C#' | 'Ruby' | 'PHP' | 'Rust';

export interface Module {
  readonly language: Language;
  /** Java and C# namespace, Go package name, PHP namespace. */
  readonly namespace?: string;
  readonly statements: readonly Statement[];
}
