import type { PackageDependency } from '../../model/package-fact.ts';
import type { Extractor } from '../extractor.ts';

/** Gemfile and gemspec, by shape. */
export const ruby: Extractor = {
  name: 'ruby',
  include: ['**/Gemfile', '**/*.gemspec'],
  extract: ({ text }) => {
    const name = /\.name\s*=\s*["']([^"']+)["']/.exec(text);
    return {
      facts: [
        {
          kind: 'package',
          at: name ? [name.index, name.index + name[0].length] : [0, 0],
          ecosystem: 'gem',
          dependencies: gems(text),
          ...(name && { name: name[1]! }),
        },
      ],
      problems: [],
    };
  },
};

const LINE =
  /^[ \t]*(?:(gem|\w+\.add_(?:runtime_|development_)?dependency)[ \t(]+["']([^"']+)["']([^\n]*)|(group\b[^\n]*\bdo\b)|(end)\b)/gm;

function gems(text: string): readonly PackageDependency[] {
  const found: PackageDependency[] = [];
  let development = false;
  for (const match of text.matchAll(LINE)) {
    const [whole, verb = '', name, rest = '', group, end] = match;
    if (group !== undefined) development = !/production|default/.test(group);
    if (end !== undefined) development = false;
    if (name === undefined) continue;
    const version = /^\s*,\s*["']([^"']+)["']/.exec(rest)?.[1];
    const path = /\bpath(?::|\s*=>)\s*["']([^"']+)["']/.exec(rest)?.[1];
    const start = match.index + whole.length - whole.trimStart().length;
    found.push({
      name,
      at: [start, match.index + whole.trimEnd().length],
      ...(version !== undefined && { version }),
      ...(path !== undefined && { path }),
      ...((development || verb.includes('development')) && { development: true }),
    });
  }
  return found;
}
