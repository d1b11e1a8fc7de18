import type { Context } from '../../reader.ts';
import type { Call } from '../../syntax.ts';

/** `http.Get` in a file that imports `net/http` is `net/http.Get`, whatever the import is called there. */
export function packageCall(call: Call, context: Context): string | undefined {
  const [local, name] = call.path;
  if (call.path.length !== 2 || call.on || local === undefined || name === undefined) return undefined;
  const specifier = context.imports.get(local);
  return specifier === undefined ? undefined : `${unversioned(specifier)}.${name}`;
}

/** What the receiver of a method is, as far as the file tells: its declared type or what made it, as `net/http.Client`. */
export function receiverOf(call: Call, context: Context): string | undefined {
  const name = call.path.at(-2);
  if (name === undefined || call.path.length < 2) return undefined;
  const made = context.made.get(name);
  const written = made && !made.on ? packageCall(made, context) : undefined;
  return written ?? qualified(context.types.get(name), context);
}

function qualified(type: string | undefined, context: Context): string | undefined {
  const [, local, name] = /^(\w+)\.(\w+)/.exec(type ?? '') ?? [];
  const specifier = local === undefined ? undefined : context.imports.get(local);
  return specifier === undefined || name === undefined ? undefined : `${unversioned(specifier)}.${name}`;
}

/** Major versions are part of a Go import path: `…/redis/v9` and `gopkg.in/redis.v5` are redis. */
const unversioned = (specifier: string): string => specifier.replace(/\/v\d+(?=\/|$)/g, '').replace(/\.v\d+$/, '');

/** Packages of the standard library have no host in their path. */
export function isStandard(name: string): boolean {
  const slash = name.indexOf('/');
  return slash < 0 ? !name.slice(0, name.lastIndexOf('.')).includes('.') : !name.slice(0, slash).includes('.');
}
