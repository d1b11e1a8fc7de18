import type { Fact } from '../model/fact.ts';
import type { FilePath } from '../model/source.ts';
import type { Service } from '../link/services.ts';
import type { World } from '../link/world.ts';

type Kind = Fact['kind'];

export interface OwnedFact<K extends Kind> {
  readonly service: Service;
  readonly file: FilePath;
  readonly fact: Extract<Fact, { kind: K }>;
}

/** Facts of a kind in the files of each service: a file that several services share counts for each of them. */
export function* ownedFacts<K extends Kind>(world: World, kind: K): Generator<OwnedFact<K>> {
  for (const service of world.services) {
    for (const owned of world.ownership.filesOf(service)) {
      for (const fact of world.view.of(owned.file, kind)) {
        if (world.ownership.runs(service, owned, fact.at)) yield { service, file: owned.file, fact };
      }
    }
  }
}
