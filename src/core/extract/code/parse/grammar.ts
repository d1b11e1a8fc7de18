import { Language, Parser, type Tree } from '@vscode/tree-sitter-wasm';

export type GrammarName = 'go' | 'java' | 'python' | 'c-sharp' | 'ruby' | 'php' | 'rust';

const GRAMMARS: readonly GrammarName[] = ['go', 'java', 'python', 'c-sharp', 'ruby', 'php', 'rust'];

const GRAMMAR_OF_ENDING: Readonly<Record<string, GrammarName>> = {
  '.go': 'go',
  '.java': 'java',
  '.py': 'python',
  '.cs': 'c-sharp',
  '.rb': 'ruby',
  '.ru': 'ruby',
  '.php': 'php',
  '.rs': 'rust',
};

type Read = (file: string) => Promise<Uint8Array>;

const parsers = new Map<GrammarName, Parser>();
const loading = new Map<GrammarName, Promise<void>>();
let runtime: Promise<void> | undefined;

/** The grammars that files of these paths are parsed with. To load one that nobody needs costs more than to read a thousand files. */
export function grammarsFor(paths: Iterable<string>): GrammarName[] {
  const needed = new Set<GrammarName>();
  for (const path of paths) {
    const grammar = /rakefile$/i.test(path) ? 'ruby' : GRAMMAR_OF_ENDING[path.slice(path.lastIndexOf('.')).toLowerCase()];
    if (grammar) needed.add(grammar);
  }
  return [...needed];
}

/** `read` gives the bytes of one file of the tree-sitter package; the core itself never touches a disk. Loads each once, however often it is called. */
export async function loadGrammars(read: Read, names: readonly GrammarName[] = GRAMMARS): Promise<void> {
  if (names.length === 0) return;
  await (runtime ??= loadRuntime(read));
  for (const name of names) {
    const known = loading.get(name) ?? load(name, read);
    loading.set(name, known);
    await known;
  }
}

async function loadRuntime(read: Read): Promise<void> {
  // Emscripten takes the bytes under this name, which the package's types leave out.
  const binary = { wasmBinary: await read('tree-sitter.wasm'), locateFile: (file: string) => file };
  await Parser.init(binary);
}

async function load(name: GrammarName, read: Read): Promise<void> {
  const parser = new Parser();
  parser.setLanguage(await Language.load(await read(`tree-sitter-${name}.wasm`)));
  parsers.set(name, parser);
}

/** Parses with a loaded grammar and hands the tree to `use`. Trees live outside the JavaScript heap, so they end with the call. */
export function withTree<T>(name: GrammarName, text: string, use: (tree: Tree) => T): T {
  const parser = parsers.get(name);
  if (!parser) throw new Error(`The ${name} grammar is not loaded; call loadGrammars first.`);
  const tree = parser.parse(text);
  if (!tree) throw new Error(`The ${name} grammar gave no tree.`);
  try {
    return use(tree);
  } finally {
    tree.delete();
  }
}
