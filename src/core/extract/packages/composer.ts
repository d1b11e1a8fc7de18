import type { PackageDependency } from '../../model/package-fact.ts';
import type { Extractor } from '../extractor.ts';
import { jsonFile } from '../json/parse.ts';
import { at, entries, items, text, type Node } from '../../yaml/tree.ts';

/** composer.json; repositories of type `path` are members. */
export const composer: Extractor = {
  name: 'composer',
  include: ['**/composer.json'],
  extract: source => {
    const { root, problems } = jsonFile(source);
    const name = at(root, 'name');
    const members = items(at(root, 'repositories')).flatMap(item => (text(item, 'type') === 'path' ? (text(item, 'url') ?? []) : []));
    const runs = text(root, 'type') === 'project';
    const dependencies = [...required(at(root, 'require'), false), ...required(at(root, 'require-dev'), true)];
    return {
      facts: [
        {
          kind: 'package',
          at: name?.at ?? [0, 0],
          ecosystem: 'composer',
          dependencies,
          ...(name?.kind === 'scalar' && { name: name.text }),
          ...(members.length > 0 && { members }),
          ...(runs && { runs }),
        },
      ],
      problems,
    };
  },
};

const required = (node: Node | undefined, development: boolean): readonly PackageDependency[] =>
  entries(node).map(({ key, keyAt, value }) => ({
    name: key,
    at: [keyAt[0], value.at[1]],
    ...(value.kind === 'scalar' && { version: value.text }),
    ...(development && { development }),
  }));
