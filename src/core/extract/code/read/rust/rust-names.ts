import type { Context } from '../../reader.ts';
import type { Call } from '../../syntax.ts';

/** `Client::new` in a file with `use reqwest::Client` is `reqwest.Client.new`; a path that begins with a crate is itself. */
export function cratePath(call: Call, context: Context): string {
  const [first = '', ...rest] = call.path;
  if (call.on) return call.path.join('.');
  const from = context.imports.get(first);
  if (from === undefined || from === first) return call.path.join('.');
  return [...from.split('::').filter(part => part !== 'self'), first, ...rest].join('.');
}

/** The file names the crate: in an import, in the call itself (`tokio_postgres::connect`), in a type, or where a variable is made. */
export function names(crate: string, call: Call, context: Context): boolean {
  if (call.path[0] === crate || context.uses(crate)) return true;
  for (const type of context.types.values()) if (type.startsWith(`${crate}::`)) return true;
  for (const made of context.made.values()) if (made.path[0] === crate) return true;
  return false;
}

/** What the receiver of a method was made by or declared as: `reqwest.Client.new`, `FutureProducer`. */
export function receiverOf(call: Call, context: Context): string {
  if (call.on?.kind === 'call') return call.on.path.join('.');
  const name = call.path.at(-2);
  if (name === undefined) return '';
  const made = context.made.get(name);
  return `${made ? made.path.join('.') : ''} ${context.types.get(name) ?? ''}`;
}
