import type { PackageDependency, PackageFact } from '../../model/package-fact.ts';
import type { Span } from '../../model/source.ts';
import type { Extractor } from '../extractor.ts';

/** go.mod and go.work. Whether a module runs is said by its code (`package main`), not here. */
export const go: Extractor = {
  name: 'go',
  include: ['**/go.mod', '**/go.work'],
  extract: ({ text }) => ({ facts: [moduleOf(text)], problems: [] }),
};

interface Line {
  readonly verb: string;
  readonly words: readonly string[];
  readonly at: Span;
}

/** Lines with their verb, which a block gives to all of its lines. */
function* lines(text: string): Iterable<Line> {
  let block = '';
  for (const match of text.matchAll(/[^\n]+/g)) {
    const content = match[0].replace(/\/\/.*$/, '');
    const words = content
      .trim()
      .split(/\s+/)
      .filter(word => word !== '');
    const [first] = words;
    if (first === undefined) continue;
    const start = match.index + content.length - content.trimStart().length;
    if (first === ')') block = '';
    else if (block === '' && (words[1] === '(' || first.endsWith('('))) block = first.replace('(', '');
    else yield { verb: block || first, words: block ? words : words.slice(1), at: [start, match.index + content.trimEnd().length] };
  }
}

function moduleOf(text: string): PackageFact {
  let name: { readonly text: string; readonly at: Span } | undefined;
  let needs: PackageFact['needs'];
  const required: PackageDependency[] = [];
  const replaced: PackageDependency[] = [];
  const members: string[] = [];
  for (const { verb, words, at } of lines(text)) {
    const [first, second] = words.map(word => word.replace(/^["`]|["`]$/g, ''));
    if (first === undefined) continue;
    if (verb === 'module') name = { text: first, at };
    else if (verb === 'go') needs = { runtime: 'go', version: first, at };
    else if (verb === 'require') required.push({ name: first, at, ...(second !== undefined && { version: second }) });
    else if (verb === 'use') members.push(first);
    else if (verb === 'replace') {
      const to = words[words.indexOf('=>') + 1];
      if (words.includes('=>') && to !== undefined && /^\.{0,2}\//.test(to)) replaced.push({ name: first, at, path: to });
    }
  }
  const local = new Map(replaced.map(dependency => [dependency.name, dependency.path!]));
  const dependencies = required.map(dependency =>
    local.has(dependency.name) ? { ...dependency, path: local.get(dependency.name)! } : dependency,
  );
  return {
    kind: 'package',
    at: name?.at ?? [0, 0],
    ecosystem: 'go',
    dependencies: [...dependencies, ...replaced.filter(({ name }) => !required.some(dependency => dependency.name === name))],
    ...(name && { name: name.text }),
    ...(needs && { needs }),
    ...(members.length > 0 && { members }),
  };
}
