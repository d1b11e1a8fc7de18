import { describe, expect, test } from 'vitest';
import { deployment, objects, problems, value } from './workspace.ts';

const POD = 'spec.template.spec';
const patched = (patch: string, path = POD): unknown =>
  value(
    { 'kustomization.yaml': `resources: [web.yaml]\npatches:\n- path: patch.yaml\n`, 'web.yaml': deployment('web'), 'patch.yaml': patch },
    'Deployment web',
    path,
  );
const overPod = (body: string): string =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  template:\n    spec:\n${body.replace(/^/gm, '      ')}\n`;

const custom = (port: number): string =>
  `apiVersion: x.io/v1\nkind: Thing\nmetadata: {name: t}\nspec: {ports: [{name: a, port: ${port}}, {name: b}]}\n`;

describe('a strategic merge', () => {
  test('finds containers and variables by name, and adds new ones in front', () => {
    const env = patched(
      overPod('containers:\n- name: main\n  env: [{name: NEW, value: x}, {name: LEVEL, value: debug}]'),
      `${POD}.containers.0.env`,
    );
    expect(env).toEqual([
      { name: 'NEW', value: 'x' },
      { name: 'LEVEL', value: 'debug' },
    ]);
  });

  test('finds ports by number and protocol', () => {
    const ports = patched(
      overPod('containers:\n- name: main\n  ports: [{containerPort: 80, protocol: UDP}, {containerPort: 80, name: http, protocol: TCP}]'),
      `${POD}.containers.0.ports`,
    );
    expect(ports).toEqual([
      { containerPort: 80, protocol: 'UDP' },
      { containerPort: 80, protocol: 'TCP', name: 'http' },
    ]);
  });

  test('replaces lists that have no key', () => {
    expect(patched(overPod('tolerations: [{key: new}]'), `${POD}.tolerations`)).toEqual([{ key: 'new' }]);
  });

  test('removes an item by $patch: delete, a field by null, and replaces by $patch: replace', () => {
    expect(patched(overPod('containers:\n- name: side\n  $patch: delete\n- name: main\n  env: null'), `${POD}.containers`)).toEqual([
      { name: 'main', image: 'nginx:1.0', ports: [{ containerPort: 80, protocol: 'TCP' }] },
    ]);
    expect(patched(overPod('containers:\n- {name: only, image: x}\n- $patch: replace'), `${POD}.containers`)).toEqual([
      { name: 'only', image: 'x' },
    ]);
  });

  test('removes a whole object', () => {
    const texts = {
      'kustomization.yaml': 'resources: [web.yaml]\npatchesStrategicMerge: [patch.yaml]',
      'web.yaml': deployment('web'),
      'patch.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\n$patch: delete',
    };
    expect(objects(texts)).toEqual({});
  });

  test('replaces lists of custom objects', () => {
    const texts = {
      'kustomization.yaml': 'resources: [a.yaml]\npatches: [{path: p.yaml}]',
      'a.yaml': custom(1),
      'p.yaml': custom(2).replace(', {name: b}', ''),
    };
    expect(value(texts, 'Thing t', 'spec.ports')).toEqual([{ name: 'a', port: 2 }]);
  });

  test('reaches every object that its target selects', () => {
    const texts = {
      'kustomization.yaml':
        'resources: [a.yaml, b.yaml]\npatches:\n- target: {kind: Dep.*, name: web-.}\n  patch: |-\n    kind: Any\n    metadata: {name: any}\n    spec: {replicas: 3}\n',
      'a.yaml': deployment('web-a'),
      'b.yaml': deployment('web-bb'),
    };
    expect([value(texts, 'Deployment web-a', 'spec.replicas'), value(texts, 'Deployment web-bb', 'spec.replicas')]).toEqual([3, undefined]);
  });

  test('that has no object to change is a problem', () => {
    const texts = {
      'kustomization.yaml': 'resources: [web.yaml]\npatches: [{path: p.yaml}]',
      'web.yaml': deployment('web'),
      'p.yaml': deployment('other'),
    };
    expect(problems(texts)).toEqual([
      'p.yaml: apiVersion: apps/v1 → The patch has no target: there is no Deployment "other" among the resources.',
    ]);
  });
});

const jsonPatched = (operations: string, path: string): unknown =>
  value(
    {
      'kustomization.yaml': `resources: [web.yaml]\npatches:\n- target: {kind: Deployment}\n  patch: |-\n${operations.replace(/^/gm, '    ')}\n`,
      'web.yaml': deployment('web'),
    },
    'Deployment web',
    path,
  );

describe('a JSON patch', () => {
  test.each([
    ['- {op: add, path: /metadata/labels, value: {a: b}}', 'metadata.labels', { a: 'b' }],
    ['- {op: add, path: /metadata/annotations/x.io~1y, value: b}', 'metadata.annotations', { 'x.io/y': 'b' }],
    [
      '- {op: replace, path: /spec/template/spec/containers/0/env/0/value, value: debug}',
      `${POD}.containers.0.env`,
      [{ name: 'LEVEL', value: 'debug' }],
    ],
    ['- {op: add, path: /spec/template/spec/containers/0/env/-, value: {name: B}}', `${POD}.containers.0.env.1`, { name: 'B' }],
    ['- {op: remove, path: /spec/template/spec/containers/0}', `${POD}.containers.0.name`, 'side'],
    ['- {op: move, from: /spec/template/spec/tolerations, path: /spec/moved}', 'spec.moved', [{ key: 'old' }]],
    ['- {op: copy, from: /metadata/name, path: /spec/copied}\n- {op: test, path: /spec/copied, value: web}', 'spec.copied', 'web'],
    ['[{"op": "add", "path": "/spec/replicas", "value": 2}]', 'spec.replicas', 2],
  ])('does %s', (operations, path, expected) => {
    expect(jsonPatched(operations, path)).toEqual(expected);
  });

  test('that cannot be done leaves the object as it was', () => {
    expect(jsonPatched('- {op: add, path: /spec/replicas, value: 2}\n- {op: remove, path: /spec/none}', 'spec.replicas')).toBeUndefined();
  });
});
