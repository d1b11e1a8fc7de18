import type { Imports } from '../model/program-fact.ts';
import type { FilePath } from '../model/source.ts';
import type { FactsOf } from './facts-view.ts';
import { sameItems } from './link-memory.ts';
import type { Modules } from './modules.ts';

interface Direct {
  readonly imports: readonly Imports[];
  readonly targets: readonly FilePath[];
}

/** Which files of the workspace each file imports. */
export class ImportGraph {
  /** The same object as that of an earlier graph where all that was asked of that one has the same answer here. */
  readonly targets: object;
  private readonly facts: FactsOf<'imports'>;
  private readonly modules: Modules;
  private readonly direct: Map<FilePath, Direct>;

  constructor(facts: FactsOf<'imports'>, modules: Modules, earlier?: ImportGraph) {
    this.facts = facts;
    this.modules = modules;
    const known = earlier?.modules === modules ? earlier : undefined;
    this.direct = new Map(known?.direct);
    this.targets = known && [...known.direct].every(([file, { targets }]) => this.from(file) === targets) ? known.targets : {};
  }

  /** Files that `file` imports directly. */
  from(file: FilePath): readonly FilePath[] {
    const imports = this.facts.of(file, 'imports');
    const known = this.direct.get(file);
    if (known?.imports === imports) return known.targets;
    const found = new Set<FilePath>();
    for (const { typeOnly, specifier } of imports) if (!typeOnly) for (const target of this.resolve(file, specifier)) found.add(target);
    const targets = known && sameItems(known.targets, [...found]) ? known.targets : [...found];
    this.direct.set(file, { imports, targets });
    return targets;
  }

  /** The files that a specifier means in a file. */
  resolve(file: FilePath, specifier: string): readonly FilePath[] {
    return this.modules.resolve(file, specifier);
  }
}
