import { describe, expect, test } from 'vitest';
import { deployment, objects, problems, value } from './workspace.ts';

const web = (kustomization: string, path: string): unknown =>
  value({ 'kustomization.yaml': `resources: [web.yaml]\n${kustomization}`, 'web.yaml': deployment('web') }, 'Deployment web', path);
const image = (entry: string, container = 0): unknown => web(`images: [${entry}]`, `spec.template.spec.containers.${container}.image`);

/** kustomize 5.6 adds a suffix twice in containers, once by each of its two ways of finding them. */
describe('images', () => {
  test.each([
    ['{name: nginx, newTag: "2"}', 0, 'nginx:2'],
    ['{name: nginx, newName: my/nginx}', 0, 'my/nginx:1.0'],
    ['{name: nginx, digest: "sha256:bb"}', 0, 'nginx@sha256:bb'],
    ['{name: nginx, tagSuffix: -x}', 0, 'nginx:1.0-x-x'],
    ['{name: ngin, newTag: "2"}', 0, 'nginx:1.0'],
    ['{name: "registry:5000/side", newTag: "3"}', 1, 'registry:5000/side:3'],
    ['{name: nginx:1.0, newName: other}', 0, 'other:1.0'],
  ])('%s', (entry, container, expected) => {
    expect(image(entry, container)).toBe(expected);
  });
});

describe('names, namespaces and labels', () => {
  const rbac = `apiVersion: v1
kind: ServiceAccount
metadata: {name: robot}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: reader}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: readers}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: reader}
subjects: [{kind: ServiceAccount, name: robot, namespace: default}, {kind: ServiceAccount, name: default, namespace: old}]
`;
  const built = objects({
    'kustomization.yaml': 'resources: [rbac.yaml]\nnamePrefix: a-\nnameSuffix: -z\nnamespace: prod',
    'rbac.yaml': rbac,
  });

  test('a binding follows the names of role and account', () => {
    expect(built['ClusterRoleBinding a-readers-z']).toMatchObject({
      roleRef: { name: 'a-reader-z' },
      subjects: [
        { name: 'a-robot-z', namespace: 'prod' },
        { name: 'default', namespace: 'prod' },
      ],
    });
  });

  test('cluster-scoped objects get no namespace', () => {
    expect(built['ClusterRole a-reader-z']).toMatchObject({ metadata: { name: 'a-reader-z' } });
    expect(JSON.stringify(built['ClusterRole a-reader-z'])).not.toContain('prod');
  });

  test('labels leave selectors alone unless asked', () => {
    expect(web('labels: [{pairs: {a: b}}]', 'spec.selector')).toBeUndefined();
    expect(web('labels: [{pairs: {a: b}, includeTemplates: true}]', 'spec.template.metadata.labels')).toEqual({ a: 'b' });
    expect(web('labels: [{pairs: {a: b}, includeSelectors: true}]', 'spec.selector')).toEqual({ matchLabels: { a: 'b' } });
    expect(web('commonLabels: {a: "1"}', 'spec.selector')).toEqual({ matchLabels: { a: '1' } });
  });

  test('annotations reach the pods', () => {
    expect(web('commonAnnotations: {a: b}', 'spec.template.metadata.annotations')).toEqual({ a: 'b' });
  });

  test('replicas are set by name', () => {
    expect(web('replicas: [{name: web, count: 4}]', 'spec.replicas')).toBe(4);
    expect(
      problems({ 'kustomization.yaml': 'resources: [web.yaml]\nreplicas: [{name: x, count: 4}]', 'web.yaml': deployment('web') }),
    ).toEqual(['kustomization.yaml: 4 → There is no workload named x whose replicas could be set.']);
  });
});

const replacement = (options: string): string =>
  `replacements:\n- source: {kind: Deployment, fieldPath: metadata.name}\n  targets:\n  - select: {kind: Deployment}\n    fieldPaths: ["spec.template.spec.containers.[name=main].image"]\n    options: ${options}\n`;

describe('replacements and variables', () => {
  test.each([
    ['{}', 'web'],
    ['{delimiter: ":", index: 1}', 'nginx:web'],
    ['{delimiter: "/", index: -1}', 'web/nginx:1.0'],
  ])('a value goes where the target says, with options %s', (options, expected) => {
    expect(web(replacement(options), 'spec.template.spec.containers.0.image')).toBe(expected);
  });

  test('a missing field is made where create says so', () => {
    const create =
      'replacements: [{source: {kind: Deployment}, targets: [{select: {kind: Deployment}, fieldPaths: [spec.made.here], options: {create: true}}]}]';
    expect(web(create, 'spec.made')).toEqual({ here: 'web' });
  });

  test('a variable stands for a field, under its final name', () => {
    const vars = 'namePrefix: x-\nvars: [{name: NAME, objref: {kind: Deployment, name: web, apiVersion: apps/v1}}]\n';
    const texts = {
      'kustomization.yaml': `resources: [web.yaml]\n${vars}`,
      'web.yaml': deployment('web').replace('value: info', 'value: is $(NAME), $(OTHER)'),
    };
    expect(value(texts, 'Deployment x-web', 'spec.template.spec.containers.0.env.0.value')).toBe('is x-web, $(OTHER)');
  });
});

test('a transformer in a file of its own is run where it is one of kustomize', () => {
  const prefix = 'apiVersion: builtin\nkind: PrefixTransformer\nmetadata: {name: p}\nprefix: p-\nfieldSpecs: [{path: metadata/name}]\n';
  const texts = {
    'kustomization.yaml': 'resources: [web.yaml]\ntransformers: [p.yaml, other.yaml]',
    'web.yaml': deployment('web'),
    'p.yaml': prefix,
    'other.yaml': 'apiVersion: me/v1\nkind: Mine\nmetadata: {name: m}',
  };
  expect(Object.keys(objects(texts))).toEqual(['Deployment p-web']);
  expect(problems(texts)).toEqual(['other.yaml: apiVersion: me/v1 → Mine would be run as a program; that is not done here.']);
});

test('configurations add fields in which objects are called by name', () => {
  const texts = {
    'kustomization.yaml': 'resources: [a.yaml]\nnamePrefix: x-\nconfigurations: [c.yaml]',
    'a.yaml':
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\n---\napiVersion: x.io/v1\nkind: Thing\nmetadata: {name: t}\nspec: {config: c}\n',
    'c.yaml': 'nameReference: [{kind: ConfigMap, fieldSpecs: [{kind: Thing, path: spec/config}]}]',
  };
  expect(value(texts, 'Thing x-t', 'spec.config')).toBe('x-c');
});
