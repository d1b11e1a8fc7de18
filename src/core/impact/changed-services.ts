import type { Impact } from '../model/impact.ts';
import type { FilePath } from '../model/source.ts';
import { filesFor } from './service-files.ts';
import type { Side, Sides } from './side.ts';

/** Ids of the nodes that a difference changes: those whose own files differ on either side, and those that changed something others rely on. */
export function changedServices({ before, after, changed }: Sides, { changes }: Pick<Impact, 'changes'>): readonly string[] {
  const edited = [before, after].flatMap(side => ownersOf(changed, side));
  return [...new Set([...edited, ...changes.flatMap(({ providers }) => providers)])];
}

const ownersOf = (files: ReadonlySet<FilePath>, side: Side): readonly string[] =>
  side.world.services.filter(service => filesFor(service, side).some(file => files.has(file))).map(({ id }) => id);
