import { baseName, folderOf, within } from '../../model/paths.ts';
import type { FilePath, Span } from '../../model/source.ts';

const SPECIFIER = /\b(?:from|import|require|require_relative|mock)\b\s*\(?\s*(["'])([^"'\n]+)\1/g;
const EXTENSION = /(?:\.d)?\.[a-z]+$/;
/** Languages in which a test sees the files of its folder, or of its package, without an import. */
const NAMED_TYPES = /\.(java|kt|cs|scala|groovy)$/;

/** Where the text of a test takes in a file of the system; undefined where it does not, or not by name. */
export function importOf(test: { readonly path: FilePath; readonly text: string }, file: FilePath): Span | undefined {
  if (file.endsWith('.go')) return besideInGo(test, file);
  if (NAMED_TYPES.test(file)) return typeNamed(test.text, stem(file));
  return file.endsWith('.py') ? moduleInPython(test.text, file) : relativeImport(test, file);
}

const stem = (file: string): string => baseName(file).replace(EXTENSION, '');

function relativeImport({ path, text }: { readonly path: FilePath; readonly text: string }, file: FilePath): Span | undefined {
  const wanted = withoutEnding(file);
  for (const match of text.matchAll(SPECIFIER)) {
    const specifier = match[2]!;
    if (!specifier.startsWith('.')) continue;
    const target = within(folderOf(path), specifier);
    if (target !== undefined && withoutEnding(target) === wanted) return [match.index, match.index + match[0].length];
  }
  return undefined;
}

/** `src/orders/index.ts` is imported as `src/orders`; `orders.js` is how compiled code names `orders.ts`. */
const withoutEnding = (file: string): string => file.replace(/\.(?:d\.)?[cm]?[jt]sx?$|\.rb$|\.php$/, '').replace(/\/index$/, '');

/** A Go test is of the package in whose folder it lies. */
function besideInGo({ path, text }: { readonly path: FilePath; readonly text: string }, file: FilePath): Span | undefined {
  if (!path.endsWith('_test.go') || folderOf(path) !== folderOf(file)) return undefined;
  const clause = /^package\s+\w+/m.exec(text);
  return clause ? [clause.index, clause.index + clause[0].length] : [0, 0];
}

function typeNamed(text: string, name: string): Span | undefined {
  const match = /^\w+$/.test(name) ? new RegExp(`\\b${name}\\b`).exec(text) : null;
  return match ? [match.index, match.index + name.length] : undefined;
}

/** `app/orders/charge.py` is `app.orders.charge` or any end of that with the package's own name: `from orders import charge`, `import orders.charge`. */
function moduleInPython(text: string, file: FilePath): Span | undefined {
  const parts = file.replace(/(\/__init__)?\.py$/, '').split('/');
  const name = parts.at(-1)!;
  const parent = parts.at(-2);
  const ways = [`import\\s+(?:[\\w.]+\\.)?${name}\\b`, `from\\s+(?:[\\w.]*\\.)?${name}\\s+import\\b`];
  if (parent !== undefined) ways.push(`from\\s+(?:[\\w.]*\\.)?${parent}\\s+import\\b[^\\n]*\\b${name}\\b`);
  if (!/^\w+$/.test(name) || (parent !== undefined && !/^[\w.-]+$/.test(parent))) return undefined;
  const match = new RegExp(`^[ \\t]*(?:${ways.join('|')})`, 'm').exec(text);
  return match ? [match.index, match.index + match[0].length] : undefined;
}
