import { expect, test } from 'vitest';
import { kubernetes } from '../../../../src/core/extract/kubernetes/index.ts';
import { textAt } from '../../../../src/core/detect/manifest-parts.ts';
import { factsOf } from '../reading.ts';

const objects = (text: string) => factsOf(kubernetes, 'all.yaml', { kind: 'cluster-object', text });

test('every object is kept whole, of a List each', () => {
  const [policy, pod] = objects(
    'apiVersion: v1\nkind: List\nitems:\n  - {apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: a}, spec: {minAvailable: 1}}\n  - {apiVersion: v1, kind: Pod, metadata: {name: b, namespace: n}, spec: {}}\n',
  );
  expect(policy).toMatchObject({ apiVersion: 'policy/v1', objectKind: 'PodDisruptionBudget', name: 'a' });
  expect(textAt(policy!.written, 'spec', 'minAvailable')).toBe('1');
  expect(pod).toMatchObject({ objectKind: 'Pod', name: 'b', namespace: 'n' });
});

test('of a secret only the keys are kept', () => {
  const [secret] = objects('apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData: {token: hush}\ndata: {key: aHVzaA==}\n');
  expect(JSON.stringify(secret)).not.toMatch(/hush|aHVzaA/);
  expect(JSON.stringify(secret)).toMatch(/token.*key/);
});

test('definitions of new kinds are left out', () => {
  expect(objects('apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: c}\n')).toEqual([]);
});
