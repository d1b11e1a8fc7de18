import { remembered, rememberedByName } from '../../model/remembered.ts';
import type { FilePath } from '../../model/source.ts';
import { isTest } from '../../model/test-path.ts';
import type { Texts } from '../use.ts';
import { type Code, codeOf } from './code.ts';
import { functionsOf, type OwnFunction } from './functions.ts';
import { hasGeneratedPath, isGenerated, lexisOf } from './language.ts';

/** The code that people wrote for one service. Files are read when somebody asks for what may be in them. */
export interface ServiceCode {
  readonly files: readonly FilePath[];
  readonly text: (path: FilePath) => string | undefined;
  readonly code: (path: FilePath) => Code | undefined;
  /** Functions of a name, those of nearer files first. */
  readonly functions: (name: string, near: FilePath) => readonly { readonly code: Code; readonly own: OwnFunction }[];
  readonly declaresType: (name: string) => boolean;
  /** Whether a type of the service's own has a member of the name. */
  readonly declaresMember: (name: string) => boolean;
  /** Files in which a word stands. */
  readonly filesWith: (word: string) => readonly FilePath[];
  readonly isGeneratedBeside: (path: FilePath) => boolean;
}

/** Larger sources are bundles or data, never what a person wrote. */
const MOST_TEXT = 1_000_000;

/** Of functions with one name, so many are looked at. */
const MOST_FUNCTIONS = 6;

export function serviceCode(files: readonly FilePath[], texts: Texts): ServiceCode {
  const own = files.filter(path => lexisOf(path) && !isTest(path));
  const generatedFolders = new Set(texts.paths.filter(path => path.endsWith('.pb.go')).map(folderOf));
  const { known, codes } = memoryOf(texts);
  const words = rememberedByName((word: string) => own.filter(path => text(path)?.includes(word)));

  const text = (path: FilePath): string | undefined => {
    if (!known.has(path)) known.set(path, handwritten(path, texts));
    return known.get(path);
  };
  const code = (path: FilePath): Code | undefined => {
    if (!codes.has(path)) codes.set(path, parsed(path, text(path)));
    return codes.get(path);
  };
  const functions = rememberedByName((name: string) =>
    words(name).flatMap(path => {
      if (!mayDeclare(text(path)!, name)) return [];
      const found = code(path);
      return found ? functionsOf(found).flatMap(one => (one.name === name ? [{ code: found, own: one }] : [])) : [];
    }),
  );
  return {
    files: own,
    text,
    code,
    functions: (name, near) => nearest(functions(name), near),
    declaresType: rememberedByName(name =>
      words(name).some(path =>
        new RegExp(`\\b(?:class|struct|interface|record|enum|object|type|trait)\\s+${escaped(name)}\\b(?!\\s*=\\s*[\\w.]+;)`).test(
          text(path)!,
        ),
      ),
    ),
    declaresMember: rememberedByName(name => words(name).some(path => !/\.[cm]?jsx?$/.test(path) && memberPattern(name).test(text(path)!))),
    filesWith: words,
    isGeneratedBeside: path => generatedFolders.has(folderOf(path)),
  };
}

interface Memory {
  readonly known: Map<FilePath, string | undefined>;
  readonly codes: Map<FilePath, Code | undefined>;
}

/** The same texts are read once, whatever is asked about them. */
const memoryOf = remembered<Texts, Memory>(() => ({ known: new Map(), codes: new Map() }));

function handwritten(path: FilePath, texts: Texts): string | undefined {
  if (hasGeneratedPath(path)) return undefined;
  const text = texts.read(path);
  return text === undefined || text.length > MOST_TEXT || isGenerated(path, text) ? undefined : text;
}

function parsed(path: FilePath, text: string | undefined): Code | undefined {
  const lexis = lexisOf(path);
  return text === undefined || !lexis ? undefined : codeOf(path, /\.(?:vue|svelte|astro)$/.test(path) ? scriptsOf(text) : text, lexis);
}

/** Of a page with code in it, the code, where it stands. */
function scriptsOf(text: string): string {
  let found = '';
  for (const script of text.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>|^---\n([\s\S]*?)\n---/g)) {
    const code = script[1] ?? script[2] ?? '';
    found = found.padEnd(script.index + script[0].indexOf(code)) + code;
  }
  return found.padEnd(text.length);
}

/** `func name(`, `name = (`, `Type name(`: the name with a bracket or an arrow behind it. */
const mayDeclare = (text: string, name: string): boolean =>
  new RegExp(`(?:[\\w>\\])?*:}.]\\s+|^\\s*|\\.)${escaped(name)}\\s*(?:[(<[=:]|$)`, 'm').test(text);

/** `Text string`, `string Text { get; }`, `text: string;`, `var text: String`; and no argument or key with a value. */
const memberPattern = (name: string): RegExp =>
  new RegExp(
    `^\\s+${escaped(name)}\\s+[\\w*[\\].]+\\s*(?:\`|$)|^\\s*(?:(?:public|private|protected|internal|required|readonly|final|static|pub|val|var|override)\\s+)+[\\w<>[\\]?,.: ]*\\b${escaped(name)}\\s*[;{=:]|^\\s*${escaped(name)}\\??:\\s*[\\w<>[\\]| ]+;?$|[(,]\\s*[\\w<>?]+\\s+${escaped(name)}\\s*[,)]`,
    'm',
  );

const folderOf = (path: FilePath): string => path.slice(0, path.lastIndexOf('/') + 1);

function nearest<T extends { readonly code: Code }>(found: readonly T[], near: FilePath): readonly T[] {
  const here = found.filter(({ code }) => code.path === near);
  if (here.length > 0) return here;
  const beside = found.filter(({ code }) => folderOf(code.path) === folderOf(near));
  return (beside.length > 0 ? beside : found).slice(0, MOST_FUNCTIONS);
}

const escaped = (name: string): string => name.replaceAll('$', '\\$');
