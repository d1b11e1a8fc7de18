import type { Location } from '../model/source.ts';
import type { CodeUnit } from './code-units.ts';
import { areApart, type Corrections } from './corrections.ts';
import type { Deployment } from './deployment.ts';
import { imageName } from './images.ts';
import { plain } from './names.ts';
import { technologyOfImage } from './technologies.ts';

/** What is being joined into one service, with a sentence for each join. */
export interface Group {
  readonly deployments: Deployment[];
  readonly units: CodeUnit[];
  readonly why: { aspect: string; why: string; at: Location }[];
  /** What a person calls it. */
  named?: string;
}

/** Deployments of one name are one service, whatever runs them. */
export function byName(deployments: readonly Deployment[]): Group[] {
  const groups = new Map<string, Group>();
  for (const deployment of deployments) {
    const key = plain(deployment.name);
    const group = groups.get(key) ?? { deployments: [], units: [], why: [] };
    groups.set(key, group);
    group.why.push({
      aspect: aspectOf(deployment),
      why:
        group.deployments.length === 0
          ? `It is called ${deployment.name} in ${deployment.environment}.`
          : `It has the same name in ${deployment.environment}.`,
      at: deployment.at,
    });
    group.deployments.push(deployment);
  }
  return [...groups.values()];
}

const aspectOf = (deployment: Deployment): string =>
  deployment.platform === 'compose'
    ? 'compose service'
    : deployment.platform === 'helm'
      ? 'Helm workload'
      : deployment.platform === 'aspire'
        ? 'Aspire resource'
        : 'Kubernetes workload';

/** A third party's image says nothing about identity: two databases are two. */
export const ownImage = (image: string): string | undefined =>
  technologyOfImage(image) || !/[/]/.test(image) ? undefined : imageName(image);

interface Joining {
  /** Completes the sentence "Joined because …". */
  readonly why: string;
  readonly corrections: Corrections;
}

/** Joins two groups that share a key, where no other group has it and no environment runs both: within an environment, two names are two services. */
export function joinWhere(groups: Group[], keysOf: (group: Group) => readonly (string | undefined)[], { why, corrections }: Joining): void {
  const holders = new Map<string, Group[]>();
  for (const group of groups) {
    for (const key of new Set(keysOf(group))) if (key !== undefined) holders.set(key, [...(holders.get(key) ?? []), group]);
  }
  for (const candidates of holders.values()) {
    const alive = candidates.filter(group => groups.includes(group));
    if (alive.length < 2 || sharesEnvironment(alive)) continue;
    const [first, ...rest] = alive as [Group, ...Group[]];
    for (const group of rest) {
      if (areApart(first, group, corrections)) continue;
      first.deployments.push(...group.deployments);
      first.units.push(...group.units.filter(unit => !first.units.includes(unit)));
      first.why.push(...group.why.map(reason => ({ ...reason, why: `${reason.why} Joined because ${why}.` })));
      groups.splice(groups.indexOf(group), 1);
    }
  }
}

function sharesEnvironment(groups: readonly Group[]): boolean {
  const seen = new Set<string>();
  for (const group of groups) {
    const own = new Set(group.deployments.map(({ environment }) => environment));
    for (const environment of own) if (seen.has(environment)) return true;
    for (const environment of own) seen.add(environment);
  }
  return false;
}
