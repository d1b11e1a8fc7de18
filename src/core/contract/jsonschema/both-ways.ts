import type { ChangeSeverity, ContractChange } from '../change.ts';
import { changeOf, type Told } from '../openapi/contract.ts';
import { severityOf } from '../openapi/rules.ts';

const WEIGHT: Readonly<Record<ChangeSeverity, number>> = { error: 2, warning: 1, info: 0 };

/** One change for what happened to writers and readers alike: the worse of both, said by whom it is felt. */
export function bothWays(writers: readonly Told[], readers: readonly Told[]): readonly ContractChange[] {
  const sides = new Map<string, { writers?: Told; readers?: Told }>();
  const add = (key: string, side: { readonly writers?: Told; readonly readers?: Told }): void =>
    void sides.set(key, { ...sides.get(key), ...side });
  for (const told of writers) add(keyOf(told), { writers: told });
  for (const told of readers) add(keyOf(told), { readers: told });
  return [...sides.values()].map(({ writers: one, readers: other }) => merged(one, other));
}

/** What happened, whatever it means for whom. */
const keyOf = ({ element, says, before, after }: Told): string =>
  [element, said(says), ...[before, after].flatMap(at => [at?.file, ...(at?.span ?? [])])].join(' ');

const said = (says: string): string =>
  says.replace(/ is now always there$/, ' is now required').replace(/ is no longer always there$/, ' is no longer required');

const weight = (told: Told | undefined): number => (told ? WEIGHT[severityOf(told.rule) ?? 'info'] : -1);

function merged(writers: Told | undefined, readers: Told | undefined): ContractChange {
  const worse = weight(readers) > weight(writers) ? readers! : writers!;
  const felt = [...(weight(writers) > 0 ? ['writes'] : []), ...(weight(readers) > 0 ? ['reads'] : [])];
  const says = said(worse.says);
  return changeOf({ ...worse, says: felt.length === 0 ? says : `${says}: for who ${felt.join(' and for who ')} it` });
}
