import { codeExtractor, type LanguageSupport } from './code-extractor.ts';
import type { Extractor } from '../extractor.ts';
import { csharpModule } from './parse/csharp.ts';
import { goModule } from './parse/go.ts';
import { javaModule } from './parse/java.ts';
import { pythonModule } from './parse/python.ts';
import { rustModule } from './parse/rust.ts';
import { goGate, goImports } from './read/go/gate.ts';
import { goReaders } from './read/go/go-readers.ts';
import { rustGate, rustImports } from './read/rust/gate.ts';
import { rustReaders } from './read/rust/rust-readers.ts';
import { typescriptModule } from './parse/typescript.ts';

const always = { mayMatter: () => true, scan: () => [], readers: [] };

const LANGUAGES: readonly LanguageSupport[] = [
  { name: 'javascript', include: ['**/*.ts', '**/*.tsx', '**/*.js', '**/*.jsx', '**/*.mjs', '**/*.cjs', '**/*.mts', '**/*.cts'], parse: typescriptModule, ...always },
  { name: 'go', include: ['**/*.go'], parse: goModule, mayMatter: goGate, scan: source => goImports(source.text), readers: goReaders },
  { name: 'java', include: ['**/*.java'], parse: javaModule, ...always },
  { name: 'python', include: ['**/*.py'], parse: pythonModule, ...always },
  { name: 'csharp', include: ['**/*.cs'], parse: csharpModule, ...always },
  { name: 'rust', include: ['**/*.rs'], parse: rustModule, mayMatter: rustGate, scan: source => rustImports(source.text), readers: rustReaders },
];

export const codeExtractors: readonly Extractor[] = LANGUAGES.map(codeExtractor);
