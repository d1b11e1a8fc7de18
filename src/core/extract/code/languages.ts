import type { Extractor } from '../extractor.ts';
import { codeExtractor, type LanguageSupport } from './code-extractor.ts';
import { csharpModule } from './parse/csharp.ts';
import { goModule } from './parse/go.ts';
import { javaModule } from './parse/java.ts';
import { kotlinModule } from './parse/kotlin.ts';
import { phpModule } from './parse/php.ts';
import { pythonModule } from './parse/python.ts';
import { rubyModule } from './parse/ruby.ts';
import { rustModule } from './parse/rust.ts';
import { typescriptModule } from './parse/typescript.ts';
import { csharpReaders } from './read/csharp/csharp-readers.ts';
import { csharpGate, csharpImports } from './read/csharp/gate.ts';
import { goGate, goImports } from './read/go/gate.ts';
import { goReaders } from './read/go/go-readers.ts';
import { javaGate, javaImports } from './read/java/gate.ts';
import { javaReaders } from './read/java/java-readers.ts';
import { importsOnly, mayMatter } from './read/javascript/gate.ts';
import { javascriptReaders } from './read/javascript/javascript-readers.ts';
import { phpGate, phpImports } from './read/php/gate.ts';
import { phpReaders } from './read/php/php-readers.ts';
import { pythonGate, pythonImports } from './read/python/gate.ts';
import { pythonReaders } from './read/python/python-readers.ts';
import { rubyGate, rubyImports } from './read/ruby/gate.ts';
import { rubyReaders } from './read/ruby/ruby-readers.ts';
import { rustGate, rustImports } from './read/rust/gate.ts';
import { rustReaders } from './read/rust/rust-readers.ts';

const LANGUAGES: readonly LanguageSupport[] = [
  {
    name: 'javascript',
    include: ['**/*.ts', '**/*.tsx', '**/*.js', '**/*.jsx', '**/*.mjs', '**/*.cjs', '**/*.mts', '**/*.cts', '**/bin/www'],
    mayMatter,
    scan: importsOnly,
    parse: typescriptModule,
    readers: javascriptReaders,
  },
  { name: 'go', include: ['**/*.go'], mayMatter: goGate, scan: ({ text }) => goImports(text), parse: goModule, readers: goReaders },
  {
    name: 'java',
    include: ['**/*.java'],
    mayMatter: javaGate,
    scan: ({ text }) => javaImports(text),
    parse: javaModule,
    readers: javaReaders,
  },
  {
    name: 'kotlin',
    include: ['**/*.kt', '**/*.kts'],
    mayMatter: javaGate,
    scan: ({ text }) => javaImports(text),
    parse: kotlinModule,
    readers: javaReaders,
  },
  {
    name: 'python',
    include: ['**/*.py'],
    mayMatter: pythonGate,
    scan: ({ text }) => pythonImports(text),
    parse: pythonModule,
    readers: pythonReaders,
  },
  {
    name: 'csharp',
    include: ['**/*.cs'],
    mayMatter: csharpGate,
    scan: ({ text }) => csharpImports(text),
    parse: csharpModule,
    readers: csharpReaders,
  },
  {
    name: 'ruby',
    include: ['**/*.rb', '**/Rakefile', '**/*.ru'],
    mayMatter: rubyGate,
    scan: ({ text }) => rubyImports(text),
    parse: rubyModule,
    readers: rubyReaders,
  },
  { name: 'php', include: ['**/*.php'], mayMatter: phpGate, scan: ({ text }) => phpImports(text), parse: phpModule, readers: phpReaders },
  {
    name: 'rust',
    include: ['**/*.rs'],
    mayMatter: rustGate,
    scan: ({ text }) => rustImports(text),
    parse: rustModule,
    readers: rustReaders,
  },
];

export const codeExtractors: readonly Extractor[] = LANGUAGES.map(codeExtractor);
