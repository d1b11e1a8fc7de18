import type { Files } from '../../../../src/core/manifests/files.ts';
import { buildKustomization } from '../../../../src/core/manifests/kustomize/build.ts';
import { plainOf, treeAt, type Tree } from '../../../../src/core/manifests/tree.ts';
import type { FilePath } from '../../../../src/core/model/source.ts';
import { shownOrigins, type Texts } from '../origins.ts';

export const filesOf = (texts: Texts): Files => ({
  read: path => (Object.hasOwn(texts, path) ? texts[path] : undefined),
  under: folder =>
    Object.keys(texts)
      .filter(path => folder === '' || path.startsWith(`${folder}/`))
      .toSorted() as FilePath[],
});

export const build = (texts: Texts, folder = '') => buildKustomization(filesOf(texts), folder);

/** The objects as plain data, by `Kind name`. */
export const objects = (texts: Texts, folder = ''): Readonly<Record<string, unknown>> =>
  Object.fromEntries(build(texts, folder).objects.map(({ tree }) => [nameOf(tree), plainOf(tree)]));

export const nameOf = (tree: Tree): string => ['kind', 'metadata.name'].map(path => String(at(tree, path))).join(' ');

export const at = (tree: Tree, path: string): unknown => {
  const found = treeAt(tree, ...steps(path));
  return found && plainOf(found);
};

const steps = (path: string): readonly (string | number)[] => path.split('.').map(step => (/^\d+$/.test(step) ? Number(step) : step));

/** One value of the object of that name. */
export const value = (texts: Texts, object: string, path: string, folder = ''): unknown => {
  const found = build(texts, folder).objects.find(({ tree }) => nameOf(tree) === object);
  return found ? at(found.tree, path) : `no ${object}`;
};

/** The places of one value, as `file: text`. */
export const places = (texts: Texts, object: string, path: string, folder = ''): readonly string[] => {
  const found = build(texts, folder).objects.find(({ tree }) => nameOf(tree) === object);
  const tree = found && treeAt(found.tree, ...steps(path));
  return tree ? shownOrigins(texts, tree.origins) : [`no ${object} ${path}`];
};

/** The problems, as `file: text: message`. */
export const problems = (texts: Texts, folder = ''): readonly string[] =>
  build(texts, folder).problems.map(({ at: place, message }) => `${shownOrigins(texts, [place])[0]!.split('\n')[0]} → ${message}`);

export const deployment = (name: string, image = 'nginx:1.0'): string => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
spec:
  template:
    spec:
      containers:
      - name: main
        image: ${image}
        env:
        - name: LEVEL
          value: info
        ports:
        - containerPort: 80
          protocol: TCP
      - name: side
        image: registry:5000/side@sha256:aa
      tolerations:
      - key: old
`;
