import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { loadGrammars } from '../src/core/extract/code/parse/grammar.ts';

const folder = dirname(createRequire(import.meta.url).resolve('@vscode/tree-sitter-wasm'));

await loadGrammars(file => readFile(join(folder, file)));
