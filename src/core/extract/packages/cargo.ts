import type { PackageDependency } from '../../model/package-fact.ts';
import type { Extractor } from '../extractor.ts';
import { tomlTree } from '../toml/parse.ts';
import { at, entries, items, text, texts, type Node } from '../../yaml/tree.ts';

/** Cargo.toml. A crate with `[[bin]]` runs; one with only `src/main.rs` is told by its code. */
export const cargo: Extractor = {
  name: 'cargo',
  include: ['**/Cargo.toml'],
  extract: source => {
    const root = tomlTree(source);
    const name = at(root, 'package', 'name');
    const members = texts(at(root, 'workspace', 'members'));
    const own = [root, ...entries(at(root, 'target')).map(target => target.value)].flatMap(table =>
      SECTIONS.flatMap(([section, development]) => listed(at(table, section), development)),
    );
    const offered = listed(at(root, 'workspace', 'dependencies'), false).map(dependency => ({ ...dependency, offered: true as const }));
    const dependencies = [...own, ...offered];
    const runs = items(at(root, 'bin')).length > 0;
    return {
      facts: [
        {
          kind: 'package',
          at: name?.at ?? [0, 0],
          ecosystem: 'cargo',
          dependencies,
          ...(name?.kind === 'scalar' && { name: name.text }),
          ...(members.length > 0 && { members }),
          ...(runs && { runs }),
        },
      ],
      problems: [],
    };
  },
};

const SECTIONS: readonly (readonly [string, boolean])[] = [
  ['dependencies', false],
  ['build-dependencies', true],
  ['dev-dependencies', true],
];

function listed(node: Node | undefined, development: boolean): readonly PackageDependency[] {
  return entries(node).map(({ key, keyAt, value }) => {
    const version = text(value) ?? text(value, 'version');
    const path = text(value, 'path');
    const inherited = text(value, 'workspace') === 'true';
    return {
      name: text(value, 'package') ?? key,
      at: [keyAt[0], value.at[1]],
      ...(version !== undefined && { version }),
      ...(path !== undefined && { path }),
      ...(development && { development }),
      ...(inherited && { inherited }),
    };
  });
}
