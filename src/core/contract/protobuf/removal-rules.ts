import type { Location, Span } from '../../model/source.ts';
import { type FileElement, type Named, pathOf, placeOf } from './elements.ts';
import { type Finding, type Places, places } from './finding.ts';
import type { Rule } from './rules.ts';
import type { Version } from './version.ts';

/** What a file declares, and the rules that say so when it is no more in its file, and no more in its package. */
const KINDS = [
  { kind: 'messages', what: 'message', file: 'MESSAGE_NO_DELETE', package: 'PACKAGE_MESSAGE_NO_DELETE' },
  { kind: 'enums', what: 'enum', file: 'ENUM_NO_DELETE', package: 'PACKAGE_ENUM_NO_DELETE' },
  { kind: 'extensions', what: 'extension', file: 'EXTENSION_NO_DELETE', package: 'PACKAGE_EXTENSION_NO_DELETE' },
  { kind: 'services', what: 'service', file: 'SERVICE_NO_DELETE', package: 'PACKAGE_SERVICE_NO_DELETE' },
] as const satisfies readonly { readonly kind: string; readonly what: string; readonly file: Rule; readonly package: Rule }[];

/** Files, packages and declarations that are gone. */
export function* removals(before: Version, after: Version): Generator<Finding> {
  yield* removedFiles(before, after);
  yield* removedPackages(before, after);
  for (const { kind, what, file, package: inPackage } of KINDS) {
    for (const element of removedFromFiles(before[kind], after, kind))
      yield gone(element, { rule: file, message: `The ${what} ${element.fullName} was removed from its file.`, after });
    for (const element of removedFromPackages(before[kind], after, kind))
      yield gone(element, { rule: inPackage, message: `The ${what} ${element.fullName} was removed from its package.`, after });
  }
}

type Kind = (typeof KINDS)[number]['kind'];

interface Declared extends Named {
  readonly syntax: { readonly at: Span };
}

function* removedFiles(before: Version, after: Version): Generator<Finding> {
  for (const [path, file] of before.files)
    if (!after.files.has(path)) yield { rule: 'FILE_NO_DELETE', element: path, ...at(file), message: `The file ${path} was removed.` };
}

function* removedPackages(before: Version, after: Version): Generator<Finding> {
  const left = packagesOf(after.files.values());
  for (const [name, file] of packagesOf(before.files.values()))
    if (!left.has(name))
      yield {
        rule: 'PACKAGE_NO_DELETE',
        element: name,
        ...at(file),
        message: `No file is left in the package ${name || 'without a name'}.`,
      };
}

const packagesOf = (files: Iterable<FileElement>): ReadonlyMap<string, FileElement> =>
  new Map([...files].map(file => [file.syntax.package, file]));

function at(file: FileElement): { readonly before?: Location } {
  const place = placeOf({ file }, file.syntax.packageAt);
  return place ? { before: place } : {};
}

/** Those of files that are there still. */
function* removedFromFiles(elements: readonly Declared[], after: Version, kind: Kind): Generator<Declared> {
  const left = namesBy(after[kind], pathOf);
  for (const element of elements) {
    const path = pathOf(element);
    if (after.files.has(path) && !left.get(path)?.has(element.nestedName)) yield element;
  }
}

/** Those of packages that are there still, which for buf is one that still holds anything of this kind (for services: any file). */
function* removedFromPackages(elements: readonly Declared[], after: Version, kind: Kind): Generator<Declared> {
  const left = namesBy(after[kind], packageOf);
  const packages = kind === 'services' ? packagesOf(after.files.values()) : left;
  for (const element of elements) {
    const name = packageOf(element);
    if (packages.has(name) && !left.get(name)?.has(element.nestedName)) yield element;
  }
}

const packageOf = ({ file }: Named): string => file.syntax.package;

function namesBy(elements: readonly Named[], place: (element: Named) => string): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const element of elements) {
    const key = place(element);
    const names = found.get(key);
    if (names) names.add(element.nestedName);
    else found.set(key, new Set([element.nestedName]));
  }
  return found;
}

interface Gone {
  readonly rule: Rule;
  readonly message: string;
  readonly after: Version;
}

const gone = (element: Declared, { rule, message, after }: Gone): Finding => ({
  rule,
  element: element.fullName,
  ...placesLeft(element, after),
  message,
});

/** What is left around it: the message that held it, or the file. */
function placesLeft(element: Declared, after: Version): Places {
  const file = after.files.get(pathOf(element));
  if (!file) return places(element);
  for (let outer = outerOf(element.fullName); outer !== file.syntax.package && outer !== ''; outer = outerOf(outer)) {
    const left = after.types.declaredIn(file, outer);
    if (left) return places(element, left);
  }
  return places(element, { file, syntax: { at: file.syntax.syntaxAt } });
}

const outerOf = (name: string): string => name.slice(0, Math.max(0, name.lastIndexOf('.')));
