import type { Location } from '../model/source.ts';
import type { FactsView } from './facts-view.ts';
import { locationOf } from './facts-view.ts';
import { plain } from './names.ts';
import type { Group } from './service-groups.ts';

/** What `.faultline/config.yaml` says of identity. */
export interface Corrections {
  readonly same: readonly { readonly name: string; readonly members: ReadonlySet<string>; readonly at: Location }[];
  readonly apart: readonly ReadonlySet<string>[];
}

export const correctionsIn = (view: FactsView): Corrections => ({
  same: view.all('same-service').map(fact => ({
    name: fact.name,
    members: new Set([fact.name, ...fact.members].map(plain)),
    at: locationOf(fact),
  })),
  apart: view.all('kept-apart').map(({ names }) => new Set(names.map(plain))),
});

const calledIn = (group: Group): string[] =>
  [
    ...group.deployments.flatMap(({ name, folder }) => [name, folder ?? '']),
    ...group.units.flatMap(({ folder, names }) => [folder, ...names]),
  ]
    .map(plain)
    .filter(name => name !== '');

/** Joins what is said to be one service, also where an environment runs several of its parts. */
export function joinAsTold(groups: Group[], { same }: Corrections): void {
  for (const { name, members, at } of same) {
    const [first, ...others] = groups.filter(group => calledIn(group).some(called => members.has(called)));
    if (!first) continue;
    first.named = name;
    if (!first.why.some(({ aspect }) => aspect === 'correction'))
      first.why.push({ aspect: 'correction', why: `.faultline/config.yaml says that it is ${name}.`, at });
    for (const group of others) {
      first.deployments.push(...group.deployments);
      first.units.push(...group.units.filter(unit => !first.units.includes(unit)));
      first.why.push(...group.why);
      groups.splice(groups.indexOf(group), 1);
    }
  }
}

/** Two groups that are said to be apart. */
export const areApart = (a: Group, b: Group, { apart }: Corrections): boolean =>
  apart.some(names => {
    const [inA, inB] = [a, b].map(group => calledIn(group).filter(name => names.has(name)));
    return inA!.some(name => inB!.some(other => other !== name));
  });
