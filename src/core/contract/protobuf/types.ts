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
  /** The names of what lies within messages: no other name depends on the message that uses it. */
  private readonly inner: ReadonlySet<string>;
  private readonly known = new Map<FileElement, Map<string, TypeElement | undefined>>();
  private readonly unknown = new Map<FileElement, Set<string>>();
  private readonly visible: (file: FileElement) => ReadonlySet<FileElement>;

  constructor(elements: readonly TypeElement[], files: readonly FileElement[], visible: (file: FileElement) => ReadonlySet<FileElement>) {
    this.elements = Map.groupBy(elements, ({ fullName }) => fullName);
    this.visible = visible;
    this.inner = new Set(elements.filter(({ nestedName }) => nestedName.includes('.')).map(({ nestedName }) => lastPart(nestedName)));
    for (const file of files) for (const part of parents(file.syntax.package)) this.filesOf(part).add(file);
  }

  /** The message or enum that is meant; undefined and a problem if no file here declares it. */
  named(written: string, use: Use): TypeElement | undefined {
    const found = this.inner.has(firstPart(written)) ? this.searched(written, use) : this.remembered(written, use);
    if (!found) this.say(written, use);
    return found;
  }

  private remembered(written: string, { file, at }: Use): TypeElement | undefined {
    const names = this.known.get(file) ?? new Map<string, TypeElement | undefined>();
    this.known.set(file, names);
    if (!names.has(written)) names.set(written, this.searched(written, { scope: file.syntax.package, file, at }));
    return names.get(written);
  }

  private searched(written: string, use: Use): TypeElement | undefined {
    return this.among(written, use, this.visible(use.file)) ?? this.among(written, use);
  }

  declaredIn(file: FileElement, fullName: string): TypeElement | undefined {
    return this.elements.get(fullName)?.find(element => element.file === file);
  }

  private among(written: string, { scope, file }: Use, seen?: ReadonlySet<FileElement>): TypeElement | undefined {
    if (written.startsWith('.')) return this.declared(written.slice(1), file, seen);
    const first = firstPart(written);
    for (const outer of parents(scope)) {
      const found = this.declared(`${outer}.${written}`, file, seen);
      if (found) return found;
      // Whoever is found by the first part decides: what it does not hold is not looked for further out.
      if (first !== written && this.holds(`${outer}.${first}`, file, seen)) return undefined;
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

function firstPart(name: string): string {
  const dot = name.indexOf('.');
  return dot < 0 ? name : name.slice(0, dot);
}

const lastPart = (name: string): string => name.slice(name.lastIndexOf('.') + 1);

/** `a.b.c`, `a.b`, `a`. */
function* parents(scope: string): Generator<string> {
  for (let outer = scope; outer !== ''; outer = outer.slice(0, Math.max(0, outer.lastIndexOf('.')))) yield outer;
}
