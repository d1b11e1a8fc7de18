import { lineStart } from '../model/lines.ts';
import { isTest } from '../model/paths.ts';
import type { FilePath, Location, Source, Span } from '../model/source.ts';
import { declared } from '../readers/classes/declared.ts';
import type { Side } from './side.ts';

/** A type that code of several services shares. */
interface DeclaredType {
  /** As people name it: `type UserCreated of packages/events/user.ts`. */
  readonly name: string;
  /** Where its name stands. */
  readonly at: Location;
  /** All of its declaration. */
  readonly whole: Location;
}

/** Exported types of files that run in a service in which they do not lie. Pure and total, once the grammars of the texts' languages are loaded. */
export function declaredTypes(side: Side, only?: FilePath): readonly DeclaredType[] {
  const shared = sharedFiles(side);
  const files = only === undefined ? [...shared] : [only].filter(file => shared.has(file));
  return files
    .filter(path => !isTest(path))
    .flatMap(path => typesIn({ path, text: side.texts.read(path) ?? '' }).map(type => ({ ...type, name: `type ${type.name} of ${path}` })));
}

const sharedFiles = ({ world: { services, ownership } }: Side): ReadonlySet<FilePath> =>
  new Set(
    services.flatMap(service =>
      ownership.filesOf(service).flatMap(({ file, importedBy }) => (importedBy !== undefined && CODE.test(file) ? [file] : [])),
    ),
  );

const CODE = /\.(cs|java|kt|go|py|rs|rb|php|[cm]?tsx?)$/;

const typesIn = (source: Source): DeclaredType[] => (/\.[cm]?tsx?$/.test(source.path) ? exportedIn(source) : classesIn(source));

function classesIn(source: Source): DeclaredType[] {
  return (declared(source)?.types ?? []).map(({ name, span }) => {
    const start = Math.max(source.text.indexOf(name, span[0]), span[0]);
    const whole: Span = [lineStart(source.text, span[0]), span[1]];
    return { name, at: { file: source.path, span: [start, start + name.length] }, whole: { file: source.path, span: whole } };
  });
}

/** Modifiers, and in Go the word `type`, stand before. */
const EXPORTED = /^[ \t]*export\s+(?:declare\s+|default\s+|abstract\s+|const\s+)*(?:interface|type|class|enum)\s+([A-Za-z_$][\w$]*)/gm;

/** The compiler is not asked: a question for all names must be quick. */
function exportedIn({ path, text }: Source): DeclaredType[] {
  return [...text.matchAll(EXPORTED)].map(found => {
    const name = found[1]!;
    const start = found.index + found[0].length - name.length;
    const span: Span = [found.index, endOf(text, start)];
    return { name, at: { file: path, span: [start, start + name.length] }, whole: { file: path, span } };
  });
}

/** To its semicolon, or the brace that closes what it opened. */
function endOf(text: string, from: number): number {
  let depth = 0;
  for (let offset = from; offset < text.length; offset++) {
    const character = text[offset];
    if (character === '{' || character === '(' || character === '[') depth++;
    if (character === ')' || character === ']') depth--;
    if (character === ';' && depth === 0) return offset + 1;
    if (character === '}' && --depth === 0) return offset + (text[offset + 1] === ';' ? 2 : 1);
  }
  return text.length;
}
