import type { Context } from '../../reader.ts';
import type { Call, Entry, Expression } from '../../syntax.ts';

/** The package that a dotted name leads back to, through imports, what variables are made of, and declared types. */
export interface Origin {
  /** Package name without its inner path: `mysql2` for `mysql2/promise`, `http` for `node:http`. */
  readonly module: string;
  /** The member or method that is called last. */
  readonly method: string;
  /** False: the receiver was made from the package, or is declared with one of its types. */
  readonly direct: boolean;
}

const DEPTH = 6;

export function originOf(path: readonly string[], context: Context, depth = 0): Origin | undefined {
  const [root] = path;
  const method = path.at(-1);
  if (root === undefined || method === undefined || depth > DEPTH) return undefined;
  const specifier = context.imports.get(root);
  if (specifier !== undefined) return { module: packageOf(specifier), method, direct: true };
  for (let end = path.length - 1; end >= 1; end--) {
    const origin = originOfName(path[end - 1]!, context, depth);
    if (origin) return { module: origin, method, direct: false };
  }
  return depth === 0 && path.length === 1 ? madeCallable(root, method, context) : undefined;
}

function originOfName(name: string, context: Context, depth: number): string | undefined {
  const made = context.made.get(name);
  const from = made && made.path[0] !== name ? originOf(made.path, context, depth + 1)?.module : undefined;
  if (from !== undefined) return from;
  const type = typeOf(name, context);
  const specifier = type === undefined ? undefined : context.imports.get(type);
  return specifier === undefined ? undefined : packageOf(specifier);
}

/** `const pgp = pgPromise(); pgp(url)`: a function that was made. */
function madeCallable(root: string, method: string, context: Context): Origin | undefined {
  const module = originOfName(root, context, 1);
  return module === undefined ? undefined : { module, method, direct: false };
}

/** The name of a declared type, without arguments and package: `ClientProxy` for `microservices.ClientProxy | undefined`. */
export function typeOf(name: string, context: Context): string | undefined {
  return /^(?:\w+\.)*(\w+)/.exec(context.types.get(name) ?? '')?.[1];
}

export function packageOf(specifier: string): string {
  if (specifier.startsWith('.') || specifier.startsWith('/')) return specifier;
  const parts = specifier.replace(/^(node|npm|jsr):/, '').split('/');
  return parts[0]!.startsWith('@') ? parts.slice(0, 2).join('/') : parts[0]!;
}

/** The name of the receiver: `orders` in `this.orders.get(…)`. */
export const receiverName = (call: Call): string => (call.path.length > 1 ? call.path.at(-2)! : '');

/** The call or construction that the receiver is, or was made by. */
export function receiverMade(call: Call, context: Context): Call | undefined {
  if (call.on) return call.on.kind === 'call' ? call.on : undefined;
  const name = call.path.at(-2) ?? call.path[0];
  return name === undefined ? undefined : context.made.get(name);
}

/** Entries of an object, of what a function returns, or of the last object in a call that wraps it: `registerAs('x', () => ({…}))`. */
export function entriesOf(expression: Expression | undefined): readonly Entry[] {
  if (!expression) return [];
  switch (expression.kind) {
    case 'object':
      return expression.entries;
    case 'function':
      return expression.body.flatMap(statement => (statement.kind === 'return' ? entriesOf(statement.value) : []));
    case 'choice':
      return expression.options.flatMap(entriesOf);
    default:
      return [];
  }
}

/** The first value among `keys`, in their order, in the objects of the call's arguments. */
export function option(expressions: readonly Expression[], ...keys: readonly string[]): Expression | undefined {
  const entries = expressions.flatMap(entriesOf);
  for (const key of keys) {
    const found = entries.find(entry => entry.key === key);
    if (found) return found.value;
  }
  return undefined;
}

export const textIn = (expression: Expression | undefined): string | undefined =>
  expression?.kind === 'text' ? expression.text : undefined;
