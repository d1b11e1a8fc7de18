import { expect, test } from 'vitest';
import { deployment, objects, problems, value } from './workspace.ts';

const using = deployment('web').replace(
  '      tolerations:',
  '      volumes:\n      - name: c\n        configMap: {name: conf}\n      tolerations:',
);

test('a generated ConfigMap is named by its content, and what uses it follows', () => {
  const texts = {
    'kustomization.yaml': 'resources: [web.yaml]\nconfigMapGenerator: [{name: conf, literals: [a=1, "b=\'x y\'"]}]',
    'web.yaml': using,
  };
  expect(objects(texts)['ConfigMap conf-8h58kkhgh4'] ?? Object.keys(objects(texts))).toMatchObject({ data: { a: '1', b: 'x y' } });
  expect(value(texts, 'Deployment web', 'spec.template.spec.volumes.0.configMap.name')).toBe('conf-8h58kkhgh4');
});

test('env files and whole files give values too', () => {
  const texts = {
    'kustomization.yaml':
      'generatorOptions: {disableNameSuffixHash: true}\nconfigMapGenerator: [{name: c, envs: [a.env], files: [f.txt, k=sub/g.txt]}]',
    'a.env': '# no\n\nA=1\nB="q"\nC\n',
    'f.txt': 'text\n',
    'sub/g.txt': 'more',
  };
  expect(value(texts, 'ConfigMap c', 'data')).toEqual({ A: '1', B: '"q"', C: '', 'f.txt': 'text\n', k: 'more' });
});

test('a Secret is in base64, with its type', () => {
  const texts = {
    'kustomization.yaml':
      'secretGenerator: [{name: s, literals: [p=ü], type: my/type, options: {disableNameSuffixHash: true, immutable: true, labels: {a: b}}}]',
  };
  expect(objects(texts)['Secret s']).toEqual({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 's', labels: { a: 'b' } },
    type: 'my/type',
    data: { p: 'w7w=' },
    immutable: true,
  });
});

test.each([
  ['merge', { a: '1', b: '3' }],
  ['replace', { b: '3' }],
])('an overlay may %s the data of its base', (behavior, data) => {
  const texts = {
    'base/kustomization.yaml': 'generatorOptions: {disableNameSuffixHash: true}\nconfigMapGenerator: [{name: c, literals: [a=1, b=2]}]',
    'kustomization.yaml': `resources: [base]\nconfigMapGenerator: [{name: c, behavior: ${behavior}, literals: [b=3]}]`,
  };
  expect(value(texts, 'ConfigMap c', 'data')).toEqual(data);
});

test('a key that stands twice and an object that is there already are problems', () => {
  expect(problems({ 'kustomization.yaml': 'configMapGenerator: [{name: c, literals: [a=1, a=2]}]' })).toEqual([
    'kustomization.yaml: a=2 → The key a of c stands twice; remove one.',
  ]);
  expect(problems({ 'kustomization.yaml': 'configMapGenerator: [{name: c}, {name: c}]' })).toEqual([
    'kustomization.yaml: {name: c} → There already is ConfigMap "c"; say behavior: merge or replace, or give it another name.',
  ]);
});
