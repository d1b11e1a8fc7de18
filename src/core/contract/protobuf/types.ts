import type { Span } from '../../model/source.ts';
import type { EnumElement, FileElement, MessageElement } from './elements.ts';
import type { ImportProblem } from './imports.ts';

type TypeElement = MessageElement | EnumElement;

interface Use {
  readonly scope: string;
  readonly file: FileElement;
  readonly at: Span;
}

/** Looks up names of types as a compiler does: from the innermost scope outwards, among the files that the file can see. */
export class Types {
  readonly problems: ImportProblem[] = [];
  private readonly elements: ReadonlyMap<string, readonly TypeElement[]>;
  private readonly packages = new Map<string, Set<FileElement>>();
  private readonly unknown = new Map<FileElement, Set<string>>();
  private readonly visible: (file: FileElement) => ReadonlySet<FileElement>;

  constructor(elements: readonly TypeElement[], files: readonly FileElement[], visible: (file: FileElement) => ReadonlySet<FileElement>) {
    this.elements = Map.groupBy(elements, ({ fullName }) => fullName);
    this.visible = visible;
    for (const file of files) for (const part of parents(file.syntax.package)) this.filesOf(part).add(file);
  }

  /** The message or enum that is meant; undefined and a problem if no file here declares it. */
  named(written: string, use: Use): TypeElement | undefined {
    const seen = this.visible(use.file);
    const found = this.among(written, use, seen) ?? this.among(written, use);
    if (!found) this.say(written, use);
    return found;
  }

  declaredIn(file: FileElement, fullName: string): TypeElement | undefined {
    return this.elements.get(fullName)?.find(element => element.file === file);
  }

  private among(written: string, { scope, file }: Use, seen?: ReadonlySet<FileElement>): TypeElement | undefined {
    if (written.startsWith('.')) return this.declared(written.slice(1), file, seen);
    const dot = written.indexOf('.');
    const first = dot < 0 ? written : written.slice(0, dot);
    for (const outer of parents(scope)) {
      const found = this.declared(`${outer}.${written}`, file, seen);
      if (found) return found;
      // Whoever is found by the first part decides: what it does not hold is not looked for further out.
      if (dot >= 0 && this.holds(`${outer}.${first}`, file, seen)) return undefined;
    }
    return this.declared(written, file, seen);
  }

  private declared(fullName: string, file: FileElement, seen?: ReadonlySet<FileElement>): TypeElement | undefined {
    const found = this.elements.get(fullName);
    if (!found) return undefined;
    return found.find(element => element.file === file) ?? (seen ? found.find(element => seen.has(element.file)) : found[0]);
  }

  private holds(name: string, file: FileElement, seen?: ReadonlySet<FileElement>): boolean {
    if (this.declared(name, file, seen)) return true;
    const files = this.packages.get(name);
    return files !== undefined && (!seen || [...files].some(file => seen.has(file)));
  }

  private filesOf(part: string): Set<FileElement> {
    const known = this.packages.get(part) ?? new Set();
    this.packages.set(part, known);
    return known;
  }

  private say(written: string, { file, at }: Use): void {
    const names = this.unknown.get(file) ?? new Set();
    this.unknown.set(file, names);
    if (names.has(written)) return;
    names.add(written);
    const message = `No file here declares ${written}, so it is compared by its written name only; import the file that declares it.`;
    this.problems.push({ file: file.syntax.path, at, message });
  }
}

/** `a.b.c`, `a.b`, `a`. */
function* parents(scope: string): Generator<string> {
  for (let outer = scope; outer !== ''; outer = outer.slice(0, Math.max(0, outer.lastIndexOf('.')))) yield outer;
}
