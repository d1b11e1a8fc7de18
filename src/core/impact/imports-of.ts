import type { World } from '../link/world.ts';
import type { FilePath, Location } from '../model/source.ts';
import type { Side } from './side.ts';

/** The files that an import of a file means, as the graph resolves it. */
export const importsOf = ({ world }: Side, from: FilePath, specifier: string): readonly FilePath[] =>
  world.imports.resolve(from, specifier);

const known = new WeakMap<World, ReadonlyMap<FilePath, readonly Location[]>>();

/** Every import in code that a service runs and that means a file. Gathered once a link. */
export function importersOf(side: Side, file: FilePath): readonly Location[] {
  let all = known.get(side.world);
  if (!all) known.set(side.world, (all = importers(side)));
  return all.get(file) ?? [];
}

function importers(side: Side): ReadonlyMap<FilePath, readonly Location[]> {
  const { view, ownership } = side.world;
  const imports = [...view.files.keys()]
    .filter(file => ownership.ownersOf(file).length > 0)
    .flatMap(file =>
      view
        .of(file, 'imports')
        .flatMap(({ specifier, at }) => importsOf(side, file, specifier).map(target => ({ target, at: { file, span: at } }))),
    );
  return new Map([...Map.groupBy(imports, ({ target }) => target)].map(([target, own]) => [target, own.map(({ at }) => at)]));
}
