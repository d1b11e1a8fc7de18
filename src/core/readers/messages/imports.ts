import { remembered } from '../../model/remembered.ts';
import type { Code } from './code.ts';
import type { CodeLanguage } from './language.ts';

/** What the names of a file stand for. */
interface Imports {
  /** Where a name comes from: `pb` of `github.com/shop/genproto`, `Ad` of `hipstershop.Demo.Ad`. */
  readonly named: ReadonlyMap<string, string>;
  /** Everything in these may be used by its bare name. */
  readonly all: readonly string[];
}

export const importsOf = remembered(read);

interface Reading {
  readonly named: Map<string, string>;
  readonly all: string[];
}

function read({ language, text }: Code): Imports {
  const reading: Reading = { named: new Map(), all: [] };
  READERS[language](text, reading);
  const surrounds = SURROUNDS[language];
  if (surrounds) for (const [, name = ''] of text.matchAll(surrounds)) reading.all.push(name);
  return reading;
}

/** What a file declares itself to be part of. */
const SURROUNDS: Readonly<Partial<Record<CodeLanguage, RegExp>>> = {
  Java: /^\s*package\s+([\w.]+)/gm,
  Kotlin: /^\s*package\s+([\w.]+)/gm,
  'C#': /^\s*namespace\s+([\w.]+)/gm,
  PHP: /^\s*namespace\s+([\w\\]+)/gm,
  Ruby: /^\s*module\s+([\w:]+)/gm,
};

const READERS: Readonly<Record<CodeLanguage, (text: string, reading: Reading) => void>> = {
  Go: readGo,
  Java: readJava,
  Kotlin: readJava,
  Python: readPython,
  'C#': readCSharp,
  Ruby: readRuby,
  PHP: readPhp,
  Rust: readRust,
  JavaScript: readJavaScript,
};

function readGo(text: string, { named }: Reading): void {
  for (const [, alias, path = ''] of text.matchAll(/^\s*(?:import\s+)?(?:([\w.]+)\s+)?"([\w./\-~]+)"\s*;?\s*(?:\/\/.*)?$/gm))
    named.set(alias ?? goName(path), path);
}

function readJava(text: string, { named, all }: Reading): void {
  for (const [, path = '', alias] of text.matchAll(/^\s*import\s+(?:static\s+)?([\w.*]+)(?:\s+as\s+(\w+))?/gm)) {
    if (path.endsWith('.*')) all.push(path.slice(0, -2));
    else named.set(alias ?? path.slice(path.lastIndexOf('.') + 1), path);
  }
}

function readCSharp(text: string, { named, all }: Reading): void {
  for (const [, alias, path = ''] of text.matchAll(/^\s*(?:global\s+)?using\s+(?:static\s+)?(?:(\w+)\s*=\s*)?([\w.]+)\s*;/gm)) {
    if (alias === undefined) all.push(path);
    else named.set(alias, path);
  }
}

function readRuby(text: string, { all }: Reading): void {
  for (const [, path = ''] of text.matchAll(/^\s*require(?:_relative)?\s*\(?['"]([^'"]+)['"]/gm)) all.push(path);
}

function readPhp(text: string, { named }: Reading): void {
  for (const [, path = '', alias] of text.matchAll(/^\s*use\s+([\w\\]+)(?:\s+as\s+(\w+))?\s*;/gm))
    named.set(alias ?? path.slice(path.lastIndexOf('\\') + 1), path);
  for (const [, path = '', names = ''] of text.matchAll(/^\s*use\s+([\w\\]+)\\\{([^}]*)\}/gm))
    for (const [local, original] of listed(names)) named.set(local, `${path}\\${original}`);
}

function goName(path: string): string {
  const segments = path.split('/').filter(segment => !/^v\d+$/.test(segment));
  return (segments.at(-1) ?? path).replace(/^go-|[-.]go$|\.v\d+$/g, '');
}

/** `a, b as c`: a name here, and what it was called where that is another. */
const listed = (names: string): readonly (readonly [local: string, original: string])[] =>
  names.split(',').flatMap(part => {
    const [original = '', local = original] = part
      .trim()
      .replace(/^type\s+/, '')
      .split(/\s+as\s+|\s*:\s*/);
    return /^[\w$]+$/.test(local) ? [[local, original] as const] : [];
  });

const sourced = (path: string, [local, original]: readonly [string, string]): string => (local === original ? path : `${path}#${original}`);

function readPython(text: string, { named }: Reading): void {
  for (const [, path = '', alias] of text.matchAll(/^\s*import\s+([\w.]+)(?:\s+as\s+(\w+))?/gm))
    named.set(alias ?? path.split('.')[0]!, path);
  for (const [, path = '', inner, line = ''] of text.matchAll(/^\s*from\s+([\w.]+)\s+import\s+(?:\(([^)]*)\)|([^\n(]*))/gm))
    for (const part of (inner ?? line).replace(/#.*$/gm, '').split(',')) {
      const [name = '', alias] = part.trim().split(/\s+as\s+/);
      if (/^\w+$/.test(name)) named.set(alias ?? name, `${path}.${name}`);
    }
}

function readRust(text: string, { named, all }: Reading): void {
  for (const [, path = '', names] of text.matchAll(
    /^\s*(?:pub(?:\([^)]*\))?\s+)?use\s+([\w:]+?)(?:::)?(?:\{([^;]*)\})?(?:\s+as\s+\w+)?\s*;/gm,
  )) {
    if (names === undefined) named.set(path.slice(path.lastIndexOf(':') + 1), path);
    else
      for (const part of names.split(/[,{}]/)) {
        const [name = '', alias] = part.trim().split(/\s+as\s+/);
        const last = (alias ?? name).split('::').at(-1)!;
        if (/^\w+$/.test(last)) named.set(last, `${path}::${name}`);
      }
  }
  for (const [, path = ''] of text.matchAll(/^\s*(?:pub(?:\([^)]*\))?\s+)?use\s+([\w:]+)::(?:\*|\{[^;]*\*[^;]*\})\s*;/gm)) all.push(path);
  for (const [, name = ''] of text.matchAll(/include_proto!\(\s*"([^"]+)"/g)) all.push(name);
}

function readJavaScript(text: string, { named }: Reading): void {
  for (const [, whole, names, path = ''] of text.matchAll(
    /\bimport\s+(?:type\s+)?(?:([\w$]+|\*\s+as\s+[\w$]+)\s*,?\s*)?(?:\{([^}]*)\})?\s*from\s*['"]([^'"\n]+)['"]/g,
  )) {
    if (whole !== undefined) named.set(whole.replace(/^\*\s+as\s+/, ''), path);
    for (const name of listed((names ?? '').replace(/\/\/.*$/gm, ''))) named.set(name[0], sourced(path, name));
  }
  for (const [, whole, names, path = ''] of text.matchAll(
    /\b(?:const|let|var)\s+(?:([\w$]+)|\{([^}]*)\})\s*=\s*require\(\s*['"]([^'"\n]+)['"]\s*\)/g,
  )) {
    if (whole !== undefined) named.set(whole, path);
    for (const name of listed(names ?? '')) named.set(name[0], sourced(path, name));
  }
}
