import { Project, ts } from 'ts-morph';
import type { FilePath, Location } from '../../model/source.ts';
import { scriptOf } from './scripts.ts';
import type { ImportResolver } from './symbol-uses.ts';

/** Texts as TypeScript sees them. Types of packages that are not among the texts are `any`. */
export interface Program {
  readonly checker: ts.TypeChecker;
  readonly sourceFile: (path: FilePath) => ts.SourceFile | undefined;
}

/** Nulls are left out of types, so that a member of what may be missing is found like any other. */
const OPTIONS: ts.CompilerOptions = {
  allowJs: true,
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  lib: ['lib.es2023.d.ts'],
  types: [],
  jsx: ts.JsxEmit.Preserve,
  strict: false,
  noImplicitAny: true,
  experimentalDecorators: true,
  esModuleInterop: true,
  noEmit: true,
};

/** A file is parsed once, however many questions look into it. */
export type Parsed = Map<FilePath, ts.SourceFile>;

/** Nothing is read from a disk: the files are in memory, and so are the compiler's own libraries. */
export function programOf(texts: ReadonlyMap<FilePath, string>, parsed: Parsed, resolveImport: ImportResolver): Program {
  const find = (fileName: string): ts.SourceFile | undefined => {
    const path = pathOf(fileName);
    const text = texts.get(path);
    return text === undefined ? libraries().get(fileName) : parsedFile({ path, text }, parsed);
  };
  const program = ts.createProgram([...texts.keys()].map(compilerPath), OPTIONS, {
    getSourceFile: find,
    fileExists: fileName => find(fileName) !== undefined,
    readFile: fileName => find(fileName)?.text,
    resolveModuleNameLiterals: (literals, importer) =>
      literals.map(({ text }) => {
        const target = resolveImport(pathOf(importer), text);
        return { resolvedModule: target !== undefined && texts.has(target) ? moduleAt(target) : undefined };
      }),
    getDefaultLibFileName: () => `${LIBRARIES}/lib.d.ts`,
    getDefaultLibLocation: () => LIBRARIES,
    getCurrentDirectory: () => '/',
    getCanonicalFileName: fileName => fileName,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => '\n',
    writeFile: () => {},
  });
  return { checker: program.getTypeChecker(), sourceFile: path => program.getSourceFile(compilerPath(path)) };
}

const moduleAt = (path: FilePath): ts.ResolvedModuleFull => ({
  resolvedFileName: compilerPath(path),
  extension: ts.Extension.Ts,
  isExternalLibraryImport: false,
});

function parsedFile({ path, text }: { readonly path: FilePath; readonly text: string }, parsed: Parsed): ts.SourceFile {
  const known = parsed.get(path);
  if (known) return known;
  const options = { languageVersion: ts.ScriptTarget.ESNext, jsDocParsingMode: ts.JSDocParsingMode.ParseNone };
  const made = ts.createSourceFile(compilerPath(path), scriptOf(path, text), /\.[cm]?jsx?$/.test(path) ? ts.ScriptTarget.ESNext : options);
  parsed.set(path, made);
  return made;
}

const LIBRARIES = '/node_modules/typescript/lib';

let kept: ReadonlyMap<string, ts.SourceFile> | undefined;

/** `Promise`, `Array` and the like, which ts-morph carries with it. Parsed by the first question; they never change. */
function libraries(): ReadonlyMap<string, ts.SourceFile> {
  if (kept) return kept;
  const project = new Project({ useInMemoryFileSystem: true, compilerOptions: OPTIONS });
  project.createSourceFile('/empty.ts', '');
  const files = project.getProgram().compilerObject.getSourceFiles();
  return (kept = new Map(files.filter(({ fileName }) => fileName.startsWith(LIBRARIES)).map(file => [file.fileName, file])));
}

const compilerPath = (path: FilePath): string => `/${path}${path.endsWith('.vue') ? '.ts' : ''}`;

const pathOf = (compilerPath: string): FilePath => compilerPath.slice(1).replace(/\.vue\.ts$/, '.vue') as FilePath;

export const placeOf = (node: ts.Node): Location => ({
  file: pathOf(node.getSourceFile().fileName),
  span: [node.getStart(), node.getEnd()],
});
