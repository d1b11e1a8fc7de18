import fc from 'fast-check';
import { expect, test } from 'vitest';
import { build, deployment } from './workspace.ts';

const FRAGMENTS = [
  'resources: [a.yaml, ., .., b]\n',
  'patches:\n- path: a.yaml\n- target: {name: "("}\n  patch: |-\n    - op: add\n      path: /a/-1\n      value: x\n',
  'images: [{name: "[", newTag: 1}, 3, null]\n',
  'configMapGenerator: [{name: c, literals: [a=b, c], envs: [a.yaml], behavior: merge}]\n',
  'replacements: [{source: {kind: X, fieldPath: "a.[b=c"}, targets: [{select: {}, fieldPaths: ["*.0.-"]}]}]\n',
  'vars: [{name: A, objref: {kind: Deployment, name: web, apiVersion: apps/v1}, fieldref: {fieldpath: spec}}]\n',
  'labels: [{pairs: [a], includeSelectors: true}]\n',
  'namespace: {a: b}\nnamePrefix: [x]\n',
  'components: [b]\ntransformers: [a.yaml, "{"]\n',
  '$patch: replace\n',
  '- $patch: delete\n',
  deployment('web'),
  '&a [*a, <<: *a]\n',
  '\0\uFFFF\t:',
];
const text = fc.array(fc.oneof(fc.constantFrom(...FRAGMENTS), fc.string()), { maxLength: 5 }).map(parts => parts.join(''));

test('any texts give objects and problems, never an exception', () => {
  fc.assert(
    fc.property(text, text, text, (root, resource, base) => {
      const { objects, problems } = build({ 'kustomization.yaml': root, 'a.yaml': resource, 'b/kustomization.yaml': base });
      expect(Array.isArray(objects) && Array.isArray(problems)).toBe(true);
    }),
    { numRuns: 1_500 },
  );
});

test('bases that double with every level come to an end', () => {
  const levels = Array.from({ length: 40 }, (_, level) => [
    [`l${level}a/kustomization.yaml`, `resources: [../l${level + 1}a, ../l${level + 1}b]`],
    [`l${level}b/kustomization.yaml`, `resources: [../l${level + 1}a, ../l${level + 1}b]`],
  ]).flat();
  const { problems } = build(Object.fromEntries(levels), 'l0a');
  expect(problems.some(({ message }) => message.includes('too many'))).toBe(true);
});

test('a JSON patch that copies an object into itself comes to an end', () => {
  const copy = '    - {op: copy, from: /spec, path: /spec/a}\n    - {op: copy, from: /spec, path: /spec/b}\n'.repeat(60);
  const texts = {
    'kustomization.yaml': `resources: [a.yaml]\npatches:\n- target: {kind: Deployment}\n  patch: |-\n${copy}`,
    'a.yaml': deployment('web'),
  };
  expect(build(texts).problems[0]?.message).toContain('without end');
});

test('aliases of aliases come to an end', () => {
  const bomb = Array.from(
    { length: 30 },
    (_, level) => `a${level}: &a${level} [${level === 0 ? 'x' : `*a${level - 1}, *a${level - 1}`}]`,
  ).join('\n');
  const { problems } = build({
    'kustomization.yaml': 'resources: [a.yaml]',
    'a.yaml': `apiVersion: v1\nkind: Thing\nmetadata: {name: t}\n${bomb}\n`,
  });
  expect(problems.length).toBeGreaterThan(0);
});

test('a pattern that could take forever is refused', () => {
  const texts = {
    'kustomization.yaml': 'resources: [a.yaml]\npatches:\n- target: {name: "(a+)+b"}\n  patch: "[{op: remove, path: /spec}]"\n',
    'a.yaml': deployment('a'.repeat(60)),
  };
  expect(build(texts).problems[0]?.message).toBe('The pattern "^(?:(a+)+b)$" is too involved to be tried here.');
});
