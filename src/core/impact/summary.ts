import type { Impact } from '../model/impact.ts';

/** The one sentence that comes first. `names` in the order of the services. */
export function summary({ changes, services }: Impact, nameOf: (id: string) => string): string {
  const of = (effect: string): string[] => services.filter(service => service.effect === effect).map(({ service }) => nameOf(service));
  const [broken, wary, rebuilt] = [of('broken'), of('at-risk'), of('rebuilt')];
  const breaking = changes.filter(change => change.breaking);
  if (broken.length > 0)
    return `${subject(
      breaking.map(({ element }) => element),
      'break',
    )} ${counted(broken)}${rest(wary, 'at risk')}.`;
  if (breaking.length > 0)
    return `${subject(
      breaking.map(({ element }) => element),
      'break',
    )} by rule, and no reader was found in this workspace${rest(wary, 'at risk')}.`;
  if (wary.length > 0) return `Nothing breaks for certain; ${listed(wary)} ${wary.length === 1 ? 'is' : 'are'} at risk.`;
  if (rebuilt.length > 0) return `Nothing breaks; ${listed(rebuilt)} ${rebuilt.length === 1 ? 'is' : 'are'} built again.`;
  return changes.length > 0 ? 'Nothing that others rely on breaks.' : 'Nothing changed that others rely on.';
}

const MOST_NAMES = 6;

const listed = (names: readonly string[]): string =>
  names.length > MOST_NAMES
    ? `${names.slice(0, MOST_NAMES).join(', ')} and ${names.length - MOST_NAMES} more`
    : names.length > 1
      ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
      : (names[0] ?? '');

function subject(elements: readonly string[], verb: string): string {
  const once = [...new Set(elements)];
  if (once.length > 1) return `${once.length} changes together ${verb}`;
  return `${once.length === 1 ? `The change of ${once[0]}` : 'This change'} ${verb}s`;
}

const counted = (names: readonly string[]): string => `${names.length === 1 ? '1 service' : `${names.length} services`}: ${listed(names)}`;

const rest = (names: readonly string[], what: string): string =>
  names.length === 0 ? '' : `; ${names.length} more ${names.length === 1 ? 'is' : 'are'} ${what}`;
