import type { FactsOf } from './facts-view.ts';
import type { Ownership } from './ownership.ts';
import type { Service } from './services.ts';

/** The keys that a field of a class may be filled from in a service. */
export type FilledFrom = (service: Service, type: string, field: string) => readonly string[];

/** Which sections of its configuration fill the classes of each service. */
export function filledClasses(view: FactsOf<'fills-class'>, ownership: Ownership): FilledFrom {
  const known = new Map<Service, ReadonlyMap<string, readonly string[]>>();
  return (service, type, field) => {
    const sections = known.get(service) ?? sectionsOf(service, view, ownership);
    known.set(service, sections);
    return (sections.get(type) ?? []).map(section => (section === '' ? field : `${section}:${field}`));
  };
}

function sectionsOf(service: Service, view: FactsOf<'fills-class'>, ownership: Ownership): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, Set<string>>();
  for (const { file } of ownership.filesOf(service)) {
    for (const { type, section } of view.of(file, 'fills-class')) found.set(type, (found.get(type) ?? new Set()).add(section));
  }
  return new Map([...found].map(([type, sections]) => [type, [...sections]]));
}
