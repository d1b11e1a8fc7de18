import { Language, Parser, type Tree } from '@vscode/tree-sitter-wasm';

export type GrammarName = 'go' | 'java' | 'python' | 'c-sharp' | 'ruby' | 'php' | 'rust';

const GRAMMARS: readonly GrammarName[] = ['go', 'java', 'python', 'c-sharp', 'ruby', 'php', 'rust'];

const parsers = new Map<GrammarName, Parser>();
let loaded: Promise<void> | undefined;

/** `read` gives the bytes of one file of the tree-sitter package; the core itself never touches a disk. Loads once, however often it is called. */
export async function loadGrammars(read: (file: string) => Promise<Uint8Array>): Promise<void> {
  loaded ??= load(read);
  await loaded;
}

async function load(read: (file: string) => Promise<Uint8Array>): Promise<void> {
  // Emscripten takes the bytes under this name, which the package's types leave out.
  const runtime = { wasmBinary: await read('tree-sitter.wasm'), locateFile: (file: string) => file };
  await Parser.init(runtime);
  for (const name of GRAMMARS) {
    const parser = new Parser();
    parser.setLanguage(await Language.load(await read(`tree-sitter-${name}.wasm`)));
    parsers.set(name, parser);
  }
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
