import type { FilePath } from '../../model/source.ts';

export type CodeLanguage = 'Go' | 'Java' | 'Kotlin' | 'Python' | 'C#' | 'Ruby' | 'PHP' | 'Rust' | 'JavaScript';

/** How a language writes comments and texts, as far as one has to know to find its words. */
export interface Lexis {
  readonly language: CodeLanguage;
  readonly lineComment: RegExp;
  readonly blockComments: boolean;
  /** Quotes of texts that end on their line; `'` of one character is read apart. */
  readonly quotes: string;
  readonly tripleQuotes: boolean;
  readonly backtick: 'raw' | 'template' | 'none';
  /** What opens a hole in a text: `${`, `#{`, `{`; asked at the place. */
  readonly hole?: RegExp;
  /** Texts have holes only with one of these before the quote. */
  readonly holePrefix?: RegExp;
  readonly regexes: boolean;
}

const SLASHES = /\/\//y;

const common = { lineComment: SLASHES, blockComments: true, quotes: '"', tripleQuotes: false, backtick: 'none', regexes: false } as const;

const GO: Lexis = { ...common, language: 'Go', backtick: 'raw' };

const JAVA: Lexis = { ...common, language: 'Java', tripleQuotes: true };

const KOTLIN: Lexis = { ...common, language: 'Kotlin', tripleQuotes: true, hole: /\$\{|\$(?=[A-Za-z_])/y };

const CSHARP: Lexis = {
  ...common,
  language: 'C#',
  lineComment: /\/\/|#(?=\w)/y,
  tripleQuotes: true,
  hole: /\{(?!\{)/y,
  holePrefix: /\$@?$|@\$$/,
};

const RUST: Lexis = { ...common, language: 'Rust' };

const PHP: Lexis = { ...common, language: 'PHP', lineComment: /\/\/|#(?!\[)/y, quotes: `"'`, hole: /\{(?=\$)|\$(?=[A-Za-z_])/y };

const PYTHON: Lexis = {
  ...common,
  language: 'Python',
  lineComment: /#/y,
  blockComments: false,
  quotes: `"'`,
  tripleQuotes: true,
  hole: /\{(?!\{)/y,
  holePrefix: /(?:^|\W)[rR]?[fF][rR]?$/,
};

const RUBY: Lexis = { ...common, language: 'Ruby', lineComment: /#/y, blockComments: false, quotes: `"'\``, hole: /#\{/y, regexes: true };

const JAVASCRIPT: Lexis = { ...common, language: 'JavaScript', quotes: `"'`, backtick: 'template', hole: /\$\{/y, regexes: true };

const OF_ENDING: Readonly<Record<string, Lexis>> = {
  go: GO,
  java: JAVA,
  kt: KOTLIN,
  kts: KOTLIN,
  cs: CSHARP,
  razor: CSHARP,
  rs: RUST,
  php: PHP,
  py: PYTHON,
  rb: RUBY,
  ts: JAVASCRIPT,
  tsx: JAVASCRIPT,
  mts: JAVASCRIPT,
  cts: JAVASCRIPT,
  js: JAVASCRIPT,
  jsx: JAVASCRIPT,
  mjs: JAVASCRIPT,
  cjs: JAVASCRIPT,
  vue: JAVASCRIPT,
  svelte: JAVASCRIPT,
  astro: JAVASCRIPT,
};

export const lexisOf = (path: FilePath): Lexis | undefined => OF_ENDING[path.slice(path.lastIndexOf('.') + 1).toLowerCase()];

const GENERATED_PATH =
  /\.pb(?:\.\w+)*\.\w+$|_pb2?(?:_grpc)?\.(?:d\.)?\w+$|_grpc_(?:web_)?pb\.\w|_services_pb\.rb$|(?:^|\/)(?:node_modules|vendor|obj|bin\/(?:Debug|Release)|target)\/|\.g(?:\.i)?\.cs$|OuterClass\.java$|Grpc(?:Kt)?\.(?:java|kt|cs)$/;

const GENERATED_HEADER =
  /Code generated .*|@generated|DO NOT EDIT|[Gg]enerated by (?:the )?(?:protocol buffer compiler|protoc|gRPC|protobuf)|auto(?:matically|-)? ?generated|OpenAPI Generator|swagger code generator/i;

/** A path that only a compiler of contracts gives: `ad.pb.go`, `ad_pb2.py`. */
export const hasGeneratedPath = (path: FilePath): boolean => GENERATED_PATH.test(path);

/** What a compiler wrote from a contract is no reader of it. */
export const isGenerated = (path: FilePath, text: string): boolean => hasGeneratedPath(path) || GENERATED_HEADER.test(text.slice(0, 1_500));
