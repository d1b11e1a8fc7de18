import type { Expression } from '../../extract/code/syntax.ts';
import { remembered } from '../../model/remembered.ts';
import { parsedBy, type Parsed } from './formats.ts';
import type { Placed, PlacedCall, Scope, Unit } from './unit.ts';

/** What is asked of a unit over and over, by what it is asked for. */
interface Lookup {
  readonly functions: ReadonlyMap<string, readonly Scope[]>;
  readonly returns: ReadonlyMap<Scope, readonly Placed[]>;
  /** The call that a function is given to. */
  readonly callOf: ReadonlyMap<Expression, PlacedCall>;
  /** Parsers that give their value by reference, by the name that gets it. */
  readonly fillers: ReadonlyMap<string, readonly Filler[]>;
}

interface Filler extends PlacedCall {
  readonly into: NonNullable<Parsed['into']>;
}

export const lookupOf = remembered(made);

function made({ scopes, returns, calls }: Unit): Lookup {
  const callOf = new Map<Expression, PlacedCall>();
  for (const placed of calls) for (const argument of placed.call.arguments) if (argument.kind === 'function') callOf.set(argument, placed);
  const fillers = calls.flatMap((placed): Filler[] => {
    const into = parsedBy(placed.call)?.into;
    return into?.kind === 'name' ? [{ ...placed, into }] : [];
  });
  return {
    functions: grouped(
      scopes.filter(({ kind, name }) => kind === 'function' && name !== ''),
      ({ name }) => name,
    ),
    returns: grouped(returns, ({ scope }) => scope),
    callOf,
    fillers: grouped(fillers, ({ into }) => (into.kind === 'name' ? into.path.join('.') : '')),
  };
}

function grouped<Key, Item>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
