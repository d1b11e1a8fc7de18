import type { Service } from '../link/services.ts';
import type { World } from '../link/world.ts';
import type { Location } from '../model/source.ts';
import { folderOf, isTest, isUnder } from '../model/paths.ts';
import type { Occurrence } from './occurrence.ts';

/** A name that many read is read by everybody, and tells nothing of one. */
const MOST_FILES = 8;

interface Placed {
  readonly name: string;
  readonly at: Location;
  readonly owner?: string;
}

/**
 * Variables that nobody is seen to read who is given them: of a file of variables for all programs below its folder, and of a service whose code
 * only its image knows. They are read by whoever reads that name.
 */
export function strayVariables(world: World, known: readonly Occurrence[]): Occurrence[] {
  const read = namesBy('reads', known);
  const given = namesBy('sets', known);
  const reads = Map.groupBy(allReads(world), ({ name }) => name);
  const isGiven = ({ owner, name }: Placed): boolean => owner !== undefined && given.has(`${owner} ${name}`);
  return strays(world, read).flatMap(({ name, at, owner, below, byImage }): Occurrence[] => {
    // Who is given that name as well reads its own, and not what somebody else's image is given.
    const readers = (reads.get(name) ?? []).filter(
      reader => isUnder(reader.at.file, below) && reader.owner !== owner && !(byImage && isGiven(reader)),
    );
    if (readers.length === 0 || new Set(readers.map(reader => reader.at.file)).size > MOST_FILES) return [];
    const element = `variable below ${below} ${name}`;
    return [
      { element, role: 'sets', at, word: name, doubt: 3, ...(owner !== undefined && { owner }) },
      ...readers.map((reader): Occurrence => ({
        element,
        role: 'reads',
        at: reader.at,
        word: name,
        ...(reader.owner && { owner: reader.owner }),
        ...(isGiven(reader) && { only: 'target' }),
      })),
    ];
  });
}

const namesBy = (role: Occurrence['role'], known: readonly Occurrence[]): ReadonlySet<string> =>
  new Set(known.filter(one => one.role === role && one.word !== undefined).map(({ owner, word }) => `${owner} ${word}`));

interface Stray extends Placed {
  /** Where its readers are looked for. */
  readonly below: string;
  /** Only an image knows the code that it is given to. */
  readonly byImage?: true;
}

function strays(world: World, read: ReadonlySet<string>): readonly Stray[] {
  const { view, ownership, services } = world;
  const isRead = (owners: readonly Service[], name: string): boolean => owners.some(({ id }) => read.has(`${id} ${name}`));
  const written = view.all('sets-env').flatMap(({ file, at, name, format }): Stray[] => {
    const owners = ownership.ownersOf(file);
    if (format !== 'dotenv' || isTest(file) || isRead(owners, name)) return [];
    return [{ name, at: { file, span: at }, below: folderOf(file), ...(owners[0] && { owner: owners[0].id }) }];
  });
  const given = services
    .filter(isKnownByImage)
    .flatMap(service =>
      service.deployments.flatMap(({ variables }) =>
        [...variables].flatMap(([name, values]) =>
          isRead([service], name)
            ? []
            : values.map((set): Stray => ({ name, at: set.origins?.at(-1) ?? set.at, owner: service.id, below: '', byImage: true })),
        ),
      ),
    );
  return [...written, ...given];
}

/** Neither a product nor built here. */
const isKnownByImage = ({ kind, units, technology, programs }: Service): boolean =>
  kind === 'service' && units.length === 0 && technology === undefined && programs.size === 0;

const allReads = ({ view, ownership }: World): readonly Placed[] =>
  view.all('reads-env').flatMap(({ file, at, name }): Placed[] => {
    const [owner] = ownership.ownersOf(file);
    return isTest(file) ? [] : [{ name, at: { file, span: at }, ...(owner && { owner: owner.id }) }];
  });
