import { expect, test } from 'vitest';
import { idleOrigins } from '../origins.ts';
import { build, deployment, places } from './workspace.ts';

const texts = {
  'base/kustomization.yaml': 'resources: [web.yaml]\nconfigMapGenerator:\n- name: conf\n  literals: [A=1]\n  envs: [c.env]\n',
  'base/web.yaml': deployment('web'),
  'base/c.env': 'B=2\n',
  'kustomization.yaml': `resources: [base]
namespace: prod
namePrefix: x-
images:
- name: nginx
  newTag: "2.0"
replicas: [{name: web, count: 3}]
patches:
- path: patch.yaml
- target: {kind: Deployment}
  patch: |-
    - op: add
      path: /spec/paused
      value: true
`,
  'patch.yaml':
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  template:\n    spec:\n      containers:\n      - name: main\n        env: [{name: LEVEL, value: debug}]\n',
};
const POD = 'spec.template.spec.containers';
const CONFIG = build(texts).objects[0]!;

test.each([
  ['a patched value is where the patch has it', `${POD}.0.env.0.value`, ['patch.yaml: debug']],
  ['a value of an inline patch is in the kustomization', 'spec.paused', ['kustomization.yaml: true']],
  [
    'the new tag, and the name that it was put to, but not the old tag',
    `${POD}.0.image`,
    ['kustomization.yaml: "2.0"', 'base/web.yaml: nginx'],
  ],
  ['an untouched image is where it was written', `${POD}.1.image`, ['base/web.yaml: registry:5000/side@sha256:aa']],
  ['the namespace is the line of the kustomization', 'metadata.namespace', ['kustomization.yaml: prod']],
  ['a name is the written one and its prefix', 'metadata.name', ['base/web.yaml: web', 'kustomization.yaml: x-']],
  ['replicas are the count', 'spec.replicas', ['kustomization.yaml: 3']],
])('%s', (_, path, expected) => {
  expect(places(texts, 'Deployment x-web', path)).toEqual(expected);
});

test('generated values are their literals, or the lines of their env files', () => {
  const { tree } = CONFIG;
  const name = tree.kind === 'mapping' ? (tree.entries.get('metadata')!.value as typeof tree).entries.get('name')!.value : tree;
  const object = `ConfigMap ${name.kind === 'scalar' ? String(name.value) : ''}`;
  expect(places(texts, object, 'data.A')).toEqual(['base/kustomization.yaml: A=1']);
  expect(places(texts, object, 'data.B')).toEqual(['base/c.env: 2', 'base/kustomization.yaml: c.env']);
});

const all = (edited: Readonly<Record<string, string>>) => ({
  kind: 'sequence' as const,
  items: build(edited).objects.map(({ tree }) => tree),
  origins: [],
});

test('whoever edits a place changes the value', () => {
  expect(idleOrigins(texts, all)).toEqual([]);
});
