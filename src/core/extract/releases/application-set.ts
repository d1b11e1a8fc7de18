import { at, entries, items, type Node, text } from '../../yaml/tree.ts';
import { filled, mapped } from './template.ts';

type Parameters = ReadonlyMap<string, string>;

const MOST_APPLICATIONS = 200;
/** Characters of all that are made of one template. */
const LONGEST_TEMPLATES = 2_000_000;
const DEEPEST_GENERATOR = 3;

/**
 * The Applications that an ApplicationSet generates, as far as the file tells: once for every element of its lists. What comes from clusters, Git
 * or pull requests stays `${name}`; of a list of Git folders the part that a star stands for stays `${path.basename}`.
 */
export function applicationsOfSet(root: Node): readonly Node[] {
  const template = at(root, 'spec', 'template');
  if (!template) return [];
  return items(at(root, 'spec', 'generators'))
    .flatMap(generator => parametersOf(generator, 0))
    .slice(0, Math.max(1, Math.min(MOST_APPLICATIONS, Math.floor(LONGEST_TEMPLATES / (template.at[1] - template.at[0] + 1)))))
    .map(parameters => mapped(template, text => filled(text, parameters)));
}

function parametersOf(generator: Node, depth: number): readonly Parameters[] {
  const found = new Map(entries(generator).map(({ key, value }) => [key, value]));
  const list = found.get('list');
  if (list) return items(at(list, 'elements')).map(element => named(element));
  const git = found.get('git');
  if (git) return gitParameters(git);
  const clusters = found.get('clusters');
  if (clusters) return [named(at(clusters, 'values'), 'values.')];
  const several = items(at(found.get('matrix'), 'generators'));
  if (several.length > 0 && depth < DEEPEST_GENERATOR) return combined(several.map(inner => parametersOf(inner, depth + 1)));
  const [first] = items(at(found.get('merge'), 'generators'));
  return first && depth < DEEPEST_GENERATOR ? parametersOf(first, depth + 1) : [new Map()];
}

function combined(lists: readonly (readonly Parameters[])[]): readonly Parameters[] {
  let all: readonly Parameters[] = [new Map()];
  for (const list of lists) all = all.flatMap(before => list.map(after => new Map([...before, ...after]))).slice(0, MOST_APPLICATIONS);
  return all.map(parameters => new Map([...parameters].map(([name, value]) => [name, filled(value, parameters)])));
}

/** `url`, `values.color` and, as Go templates know them, the same names. */
function named(node: Node | undefined, prefix = ''): Parameters {
  const found = new Map<string, string>();
  const visit = (inner: Node | undefined, before: string, depth: number): void => {
    for (const { key, value } of depth < 6 ? entries(inner) : []) {
      if (value.kind === 'scalar') found.set(before + key, value.text);
      else visit(value, `${before}${key}.`, depth + 1);
    }
  };
  visit(node, prefix, 0);
  return found;
}

function gitParameters(git: Node): readonly Parameters[] {
  const values = named(at(git, 'values'), 'values.');
  const folders = items(at(git, 'directories')).filter(item => text(item, 'exclude') !== 'true');
  if (folders.length === 0) return [values];
  return folders.map(item => {
    const path = (text(item, 'path') ?? '').replace(/(^|\/)\*$/, '$1${path.basename}');
    return new Map([
      ...values,
      ...(path.includes('*')
        ? []
        : ([
            ['path', path],
            ['path.path', path],
          ] as const)),
      ...lastOf(path),
    ]);
  });
}

const lastOf = (path: string): readonly (readonly [string, string])[] => {
  const last = path.slice(path.lastIndexOf('/') + 1);
  return /[*$]/.test(path) || last === '' ? [] : [['path.basename', last]];
};
