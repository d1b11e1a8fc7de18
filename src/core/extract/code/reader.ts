import type { CodeFact } from '../../model/fact.ts';
import type { FilePath } from '../../model/source.ts';
import type { Call, Expression, Language, Statement } from './syntax.ts';

/** Where in its file an expression or statement stands. */
export interface Context {
  readonly language: Language;
  readonly path: FilePath;
  /** Every import of the file, by local name: `axios` → `axios`, `connect` → `amqplib`. Whole-file imports stand under their last segment. */
  readonly imports: ReadonlyMap<string, string>;
  /** True where the file imports a module whose specifier is `name` or lies below it (`name/…`, `name.…`, `@name/…`). */
  readonly uses: (name: string) => boolean;
  /** Statements around, outermost first: classes and functions. */
  readonly around: readonly Extract<Statement, { kind: 'class' | 'function' }>[];
  /** The nearest names that a value is given to, outermost first: variable, object keys, parameter: ['config', 'orders', 'url']. */
  readonly names: readonly string[];
  /** Calls in whose callback or block it stands, outermost first: `namespace :api do … end`, `$app->group('/api', function …)`. */
  readonly blocks: readonly Call[];
  /** Declared types of fields, parameters and variables of the file, by name: `kafka` → `KafkaTemplate<String, Order>`, `orders` → `OrdersClient`. */
  readonly types: ReadonlyMap<string, string>;
  /** What a name was last given in this file, for names bound to a call or construction: `app` → the call `express()`. */
  readonly made: ReadonlyMap<string, Call>;
}

/**
 * One library or one convention: recognises its calls or declarations and says what they mean for the system.
 * Each syntax element is offered once. A reader gives facts and never throws.
 */
export interface Reader {
  readonly name: string;
  /** Absent: all. */
  readonly languages?: readonly Language[];
  readonly call?: (call: Call, context: Context) => Iterable<CodeFact>;
  readonly statement?: (statement: Statement, context: Context) => Iterable<CodeFact>;
  /** Texts, joins and choices that stand outside any call that a reader took. */
  readonly expression?: (expression: Expression, context: Context) => Iterable<CodeFact>;
}
