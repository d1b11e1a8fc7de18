import type { Imports, PackageFact } from '../model/fact.ts';
import type { FilePath } from '../model/source.ts';
import type { FactsView, Placed } from './facts-view.ts';
import { folderOf } from '../model/paths.ts';

/** What imports mean in a workspace of these files and manifests. */
export interface ImportMemory {
  readonly paths: readonly FilePath[];
  readonly manifests: readonly Placed<PackageFact>[];
  /** By folder and ending of the importing file, then by specifier. */
  readonly resolved: Map<string, Map<string, readonly FilePath[]>>;
  /** Those of its folder, for each file. */
  readonly byFile: Map<FilePath, Map<string, readonly FilePath[]>>;
  readonly direct: Map<FilePath, { readonly imports: readonly Imports[]; readonly targets: readonly FilePath[] }>;
  readonly byFolder: Map<string, FilePath[]>;
  /** Every path without its ending, and every folder that an import may name: most specifiers of packages are none of them. */
  readonly stems: ReadonlySet<string>;
  /** `com/shop/Users.java` → every file whose path ends so. */
  readonly byTail: Map<string, FilePath[]>;
}

/** Of the last link. An edit seldom adds a file or changes a manifest; until one does, every import means what it meant. */
let last: ImportMemory | undefined;

/** Pure for its callers: what is kept follows from the paths and manifests alone. */
export function memoryOf(view: FactsView): ImportMemory {
  const paths = view.under('');
  const manifests = view.all('package');
  if (last && sameItems(last.paths, paths) && sameItems(last.manifests, manifests)) return last;
  const byFolder = new Map<string, FilePath[]>();
  const byTail = new Map<string, FilePath[]>();
  for (const file of view.files.keys()) {
    push(byFolder, folderOf(file), file);
    push(byTail, file.slice(file.lastIndexOf('/') + 1), file);
  }
  return (last = { paths, manifests, resolved: new Map(), byFile: new Map(), direct: new Map(), byFolder, byTail, stems: stemsOf(paths) });
}

function stemsOf(paths: readonly FilePath[]): ReadonlySet<string> {
  const stems = new Set<string>();
  for (const path of paths) {
    const name = path.slice(path.lastIndexOf('/') + 1);
    const dot = name.lastIndexOf('.');
    stems.add(dot < 0 ? path : path.slice(0, path.length - name.length + dot));
    if (/^(index\.\w+|mod\.rs)$/.test(name)) stems.add(folderOf(path));
  }
  return stems;
}

const sameItems = (a: readonly unknown[], b: readonly unknown[]): boolean => a.length === b.length && a.every((item, at) => item === b[at]);

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}
