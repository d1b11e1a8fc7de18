import { csharpModule } from '../../extract/code/parse/csharp.ts';
import { goModule } from '../../extract/code/parse/go.ts';
import { javaModule } from '../../extract/code/parse/java.ts';
import { kotlinModule } from '../../extract/code/parse/kotlin.ts';
import { phpModule } from '../../extract/code/parse/php.ts';
import { pythonModule } from '../../extract/code/parse/python.ts';
import { rubyModule } from '../../extract/code/parse/ruby.ts';
import { rustModule } from '../../extract/code/parse/rust.ts';
import { typescriptModule } from '../../extract/code/parse/typescript.ts';
import type { Module } from '../../extract/code/syntax.ts';
import type { Source } from '../../model/source.ts';

type Parse = (source: Source) => { readonly module: Module };

const PARSERS: readonly (readonly [endings: RegExp, parse: Parse])[] = [
  [/\.[cm]?[tj]sx?$/, typescriptModule],
  [/\.go$/, goModule],
  [/\.java$/, javaModule],
  [/\.kts?$/, kotlinModule],
  [/\.py$/, pythonModule],
  [/\.cs$/, csharpModule],
  [/\.rb$/, rubyModule],
  [/\.php$/, phpModule],
  [/\.rs$/, rustModule],
];

/** What a person wrote is smaller; bundles and generated data say nothing of contracts. */
const MOST_TEXT = 600_000;

const parserOf = (path: string): Parse | undefined => PARSERS.find(([endings]) => endings.test(path))?.[1];

export const isCode = (path: string): boolean => parserOf(path) !== undefined;

/** Generated code follows a contract that somebody wrote elsewhere. */
const GENERATED = /\b(Code generated|DO NOT EDIT|@generated|auto-?generated)\b/i;

/** Minified code has few lines. */
const isMinified = ({ path, text }: Source): boolean =>
  /[.-]min\.[cm]?js$/.test(path) || (text.length > 50_000 && !/\n/.test(text.slice(0, 20_000)));

/** The tree of a code file, or nothing where it is no code. Total, once the grammar of its language is loaded. */
export function moduleOf(source: Source): Module | undefined {
  if (source.text.length > MOST_TEXT || isMinified(source) || GENERATED.test(source.text.slice(0, 1500))) return undefined;
  return parserOf(source.path)?.(source).module;
}
