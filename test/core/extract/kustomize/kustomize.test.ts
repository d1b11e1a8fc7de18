import { expect, test } from 'vitest';
import { kustomize } from '../../../../src/core/extract/kustomize/index.ts';
import { expectTotal, factsOf, shownEntry } from '../reading.ts';

const TEXT = `
resources: [deployment.yaml, ../base]
bases: [../old]
components: [../tracing]
namespace: prod
namePrefix: p-
nameSuffix: -s
patches:
  - path: env.yaml
  - patch: |-
      - op: remove
        path: /x
patchesStrategicMerge: [merge.yaml]
images:
  - {name: shop/web, newName: registry.test/web, newTag: "2"}
configMapGenerator:
  - name: settings
    literals: [HOST=users, 'URL="http://users"']
    envs: [a.env]
    files: [conf=nginx.conf]
secretGenerator:
  - name: keys
    literals: [DB_URL=postgres://me:secret@db, TOKEN=abc]
`;

const read = (text: string) => factsOf(kustomize, 'overlays/prod/kustomization.yaml', { kind: 'kustomization', text })[0]!;

test('what it takes, changes and generates is kept as written', () => {
  const found = read(TEXT);
  expect(found.resources.map(({ path }) => path)).toEqual(['deployment.yaml', '../base', '../old', '../tracing']);
  expect(found.patches.map(({ path }) => path)).toEqual(['merge.yaml', 'env.yaml']);
  expect([found.namespace, found.namePrefix, found.nameSuffix]).toEqual(['prod', 'p-', '-s']);
  expect(found.images).toMatchObject([{ name: 'shop/web', newName: 'registry.test/web', newTag: '2' }]);
  expect(
    found.generated.map(({ name, entries, files, secret }) => [
      name,
      entries.map(shownEntry),
      files?.map(({ path, env }) => [path, env]),
      secret,
    ]),
  ).toEqual([
    [
      'settings',
      ['HOST=users', 'URL=http://users'],
      [
        ['a.env', true],
        ['nginx.conf', false],
      ],
      undefined,
    ],
    ['keys', ['DB_URL=postgres://***@db', 'TOKEN=-'], undefined, true],
  ]);
});

test('it never throws', () => {
  expectTotal(kustomize, 'kustomization.yaml', TEXT);
});
