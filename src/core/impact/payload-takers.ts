import type { Blow, ElementChange } from '../model/impact.ts';
import { isTest } from '../model/paths.ts';
import type { Occurrence } from '../navigate/occurrence.ts';
import type { Key } from '../readers/payload/payload-keys.ts';
import { keysOf } from './payload-of.ts';
import { runsShared } from './runs-shared.ts';
import { filesFor } from './service-files.ts';
import { inAfter, type Side } from './side.ts';

/** Whether a body is one or a list of many is not always told, so the list counts for nothing. */
export const keysAt = (places: readonly Occurrence[], side: Side, how: Key['how']): readonly Key[] =>
  distinct(places).flatMap(({ at, owner }) =>
    keysOf(at, owner, side)
      .filter(key => key.how === how)
      .map(key => ({ ...key, path: key.path.replace(/^\[\]\./, '') })),
  );

/** Several environments say alike where a service gives or takes something. */
const distinct = (places: readonly Occurrence[]): readonly Occurrence[] => [
  ...new Map(places.map(place => [`${place.owner ?? ''} ${place.at.file} ${place.at.span[0]}`, place])).values(),
];

interface Taken {
  readonly theirs: readonly Occurrence[];
  readonly side: Side;
}

/** What becomes of those who take a body in which a key is missing. */
export function takers(change: ElementChange, path: string, { theirs, side }: Taken): Blow[] {
  return [...Map.groupBy(theirs, ({ owner }) => owner ?? '')].flatMap(([service, places]): Blow[] => {
    if (service === '') return [];
    const read = keysAt(places, side, 'reads').filter(key => isWithin(key.path, path) && runsShared(key.at.file, service, side));
    const isBroken = read.length > 0 && isUsed(read, service, side);
    return [
      {
        change,
        service,
        effect: isBroken ? 'broken' : 'at-risk',
        confidence: isBroken ? read[0]!.confidence : 'likely',
        why: isBroken
          ? `It reads ${change.element}, which is given no more.`
          : `It takes what ${change.element} was part of; no use of it was found in its code.`,
        evidence: inAfter(read.length > 0 ? read : places),
      },
    ];
  });
}

/** The key or a part of it. Readers of several languages take keys without regard to their case. */
function isWithin(read: string, given: string): boolean {
  const [part, whole] = [read.toLowerCase(), given.toLowerCase()];
  return part === whole || part.startsWith(`${whole}.`) || part.startsWith(`${whole}[]`);
}

/** A type that has the field and is only handed on is no use: its name stands nowhere but where it is declared. */
function isUsed(read: readonly Key[], id: string, side: Side): boolean {
  if (read.some(key => !key.declared)) return true;
  const service = side.world.services.find(one => one.id === id);
  const names = new Set(read.map(({ at }) => side.texts.read(at.file)?.slice(...at.span) ?? '').filter(name => /^\w+$/.test(name)));
  if (!service || names.size === 0) return true;
  const declared = new Set(read.map(({ at }) => `${at.file} ${at.span[0]}`));
  const named = new RegExp(String.raw`\b(?:${[...names].join('|')})\b|(?:[gs]et|is)(?:${[...names].map(capital).join('|')})\b`, 'g');
  return filesFor(service, side)
    .filter(file => !isTest(file))
    .some(file => [...(side.texts.read(file) ?? '').matchAll(named)].some(({ index }) => !declared.has(`${file} ${index}`)));
}

const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
