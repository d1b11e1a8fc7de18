import { spellings } from '../link/directory.ts';
import type { Service } from '../link/services.ts';
import type { World } from '../link/world.ts';
import type { FilePath, Location } from '../model/source.ts';
import type { Occurrence } from './occurrence.ts';

export const hostElement = ({ id }: Pick<Service, 'id'>): string => `host ${id}`;

/** Elements by the names of hosts; in pairs, since a host may have the name of a method. */
export type NamedHosts = readonly (readonly [host: string, element: string])[];

/** What each host's name means to nobody in particular. */
export const namedHosts = ({ directory }: World): NamedHosts =>
  directory.hosts().flatMap(host => {
    const service = directory.find(host, undefined);
    return service ? [[host, hostElement(service)] as const] : [];
  });

/** What a word names where it stands alone; a name that is shorter than three letters names nobody. */
export function elementOf(word: string, hosts: NamedHosts): readonly Occurrence[] {
  if (word.length <= 2) return [];
  for (const form of spellings(word)) {
    const found = hosts.find(([host]) => host === form);
    if (found) return [{ element: found[1], role: 'names', at: NOWHERE, word }];
  }
  return [];
}

const NOWHERE: Location = { file: '' as FilePath, span: [0, 0] };
