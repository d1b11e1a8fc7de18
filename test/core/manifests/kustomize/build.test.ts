import { expect, test } from 'vitest';
import { build, deployment, nameOf, objects, problems, value } from './workspace.ts';

const service = (name: string): string => `apiVersion: v1\nkind: Service\nmetadata:\n  name: ${name}\nspec:\n  selector: {app: web}\n`;
const names = (texts: Readonly<Record<string, string>>, folder = ''): readonly string[] =>
  build(texts, folder).objects.map(({ tree }) => nameOf(tree));

test('resources are files, folders with a kustomization, and several documents of a file', () => {
  const texts = {
    'base/kustomization.yml': 'resources: [web.yaml]',
    'base/web.yaml': deployment('web'),
    'prod/kustomization.yaml': 'resources: [../base, services.yaml]',
    'prod/services.yaml': `${service('a')}---\n${service('b')}`,
  };
  expect(names(texts, 'prod')).toEqual(['Service a', 'Service b', 'Deployment web']);
});

test('the objects of a List are taken out of it', () => {
  const list =
    'apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Service, metadata: {name: a}}\n- {apiVersion: v1, kind: Service, metadata: {name: b}}\n';
  expect(names({ 'kustomization.yaml': 'resources: [list.yaml]', 'list.yaml': list })).toEqual(['Service a', 'Service b']);
});

test('sortOptions fifo keeps the order of the resources', () => {
  const texts = {
    'kustomization.yaml': 'sortOptions: {order: fifo}\nresources: [web.yaml, a.yaml]',
    'web.yaml': deployment('web'),
    'a.yaml': service('a'),
  };
  expect(names(texts)).toEqual(['Deployment web', 'Service a']);
});

test('a component changes what its parent has', () => {
  const texts = {
    'kustomization.yaml': 'resources: [a.yaml]\ncomponents: [part]',
    'a.yaml': service('a'),
    'part/kustomization.yaml': 'kind: Component\napiVersion: kustomize.config.k8s.io/v1alpha1\nnamePrefix: x-',
  };
  expect(names(texts)).toEqual(['Service x-a']);
});

test('an object for local use only is not put out', () => {
  const local = `${service('a').replace('name: a', 'name: a\n  annotations: {config.kubernetes.io/local-config: "true"}')}`;
  expect(names({ 'kustomization.yaml': 'resources: [a.yaml]', 'a.yaml': local })).toEqual([]);
});

test('scalars are what they are in the YAML of Kubernetes', () => {
  const texts = {
    'kustomization.yaml': 'resources: [a.yaml]',
    'a.yaml': `${service('a')}  mode: 0755\n  yes: yes\n  big: 1e3\n  day: 2020-01-02\n  text: "1"\n  none:\n`,
  };
  expect(value(texts, 'Service a', 'spec')).toEqual({
    selector: { app: 'web' },
    mode: 493,
    yes: 'yes',
    big: 1000,
    day: '2020-01-02T00:00:00Z',
    text: '1',
    none: null,
  });
});

test('fields of the kustomization are read in any case', () => {
  expect(names({ 'kustomization.yaml': 'Resources: [a.yaml]\nnameprefix: x-', 'a.yaml': service('a') })).toEqual(['Service x-a']);
});

test.each([
  [
    'a missing file',
    { 'kustomization.yaml': 'resources: [gone.yaml]' },
    'kustomization.yaml: gone.yaml → There is no file or folder gone.yaml here.',
  ],
  [
    'a remote base',
    { 'kustomization.yaml': 'resources: ["github.com/org/repo//deploy?ref=v1"]' },
    'kustomization.yaml: "github.com/org/repo//deploy?ref=v1" → github.com/org/repo//deploy?ref=v1 is on the network; it is not fetched here, so its objects are missing.',
  ],
  [
    'a folder outside of the workspace',
    { 'kustomization.yaml': 'resources: [../../etc]' },
    'kustomization.yaml: ../../etc → ../../etc is outside of the workspace, so its objects are missing.',
  ],
  [
    'an object that is there twice',
    { 'kustomization.yaml': 'resources: [a.yaml, b.yaml]', 'a.yaml': service('a'), 'b.yaml': service('a') },
    'b.yaml: apiVersion: v1 → There are two of Service "a"; remove one, or change it by a patch.',
  ],
  [
    'a circle of bases',
    { 'kustomization.yaml': 'resources: [sub]', 'sub/kustomization.yaml': 'resources: [..]' },
    'sub/kustomization.yaml: .. → .. leads back to a folder that is being built; kustomize refuses such a circle.',
  ],
  [
    'a file outside of the folder',
    { 'kustomization.yaml': 'resources: [sub]', 'a.yaml': service('a'), 'sub/kustomization.yaml': 'resources: [../a.yaml]' },
    "sub/kustomization.yaml: ../a.yaml → ../a.yaml is outside of the kustomization's folder; kustomize reads no file from there.",
  ],
  [
    'a Helm chart',
    { 'kustomization.yaml': 'helmCharts: [{name: x}]' },
    'kustomization.yaml: {name: x} → Helm charts of a kustomization are not rendered here; their objects are missing.',
  ],
  [
    'a number for a text',
    { 'kustomization.yaml': 'images: [{name: a, newTag: 1.0}]' },
    'kustomization.yaml: 1.0 → 1.0 must be a text here; put it in quotes, or kustomize refuses to build.',
  ],
  [
    'an unknown field',
    { 'kustomization.yaml': 'resourcen: []' },
    'kustomization.yaml: resourcen → A kustomization has no field "resourcen"; kustomize refuses to build it.',
  ],
])('%s is one sentence at its place', (_, texts, expected) => {
  expect(problems(texts as Readonly<Record<string, string>>)).toEqual([expected]);
});

test('what cannot be built does not stop the rest', () => {
  const texts = { 'kustomization.yaml': 'resources: [gone.yaml, a.yaml]\nnamePrefix: x-', 'a.yaml': service('a') };
  expect(Object.keys(objects(texts))).toEqual(['Service x-a']);
});

test('every file that counts is named', () => {
  const texts = { 'kustomization.yaml': 'resources: [a.yaml]', 'a.yaml': service('a'), 'other.yaml': service('b') };
  expect(build(texts).read).toEqual(['a.yaml', 'kustomization.yaml']);
});
