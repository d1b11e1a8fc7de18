import { expect, test } from 'vitest';
import { skaffoldReleases } from '../../../../src/core/extract/releases/skaffold.ts';
import { expectTotal } from '../reading.ts';
import { placesIn, releasesIn } from './shown.ts';

const read = (text: string) => releasesIn(skaffoldReleases, 'ops/skaffold.yaml', text);

const RELEASE =
  'deploy:\n  helm:\n    releases:\n      - name: web\n        chartPath: charts/web\n        namespace: shop\n        valuesFiles: [./dev.yaml]\n        setValues: {a.b: 1, c: {d: x}}\n        setValueTemplates: {tag: "{{.IMAGE_TAG}}"}\n        overrides: {e: {f: 2}}\n';

test('releases with files, overrides below them, and values that win', () => {
  expect(read(RELEASE)).toEqual(['web = charts/web in shop -f dev.yaml {e.f: 2}0 --set a.b=1 --set c.d=x --set tag=${IMAGE_TAG}']);
  expect(placesIn(skaffoldReleases, 'ops/skaffold.yaml', RELEASE)).toEqual(['ops']);
});

test('since version 4 they are manifests, and a chart may be remote', () => {
  expect(
    read(
      'manifests:\n  helm:\n    releases:\n      - {name: r, remoteChart: redis, repo: "https://charts.test"}\n  kustomize:\n    paths: [k8s/base]\n',
    ),
  ).toEqual(['r = redis (remote) of https://charts.test', 'kustomize k8s/base']);
});

test('a profile installs something else, or patches what is installed', () => {
  const text = `${RELEASE}profiles:\n  - name: prod\n    patches:\n      - {op: replace, path: /deploy/helm/releases/0/valuesFiles/0, value: prod.yaml}\n      - {op: add, path: /deploy/helm/releases/0/valuesFiles/-, value: more.yaml}\n      - {op: remove, path: /deploy/helm/releases/0/setValues}\n  - name: plain\n    deploy:\n      kustomize: {}\n`;
  expect(read(text).slice(1)).toEqual([
    'web = charts/web in shop @prod -f prod.yaml -f more.yaml {e.f: 2}0 --set tag=${IMAGE_TAG}',
    'kustomize . @plain',
  ]);
});

test('it never throws', () => {
  expectTotal(
    skaffoldReleases,
    'skaffold.yaml',
    `${RELEASE}profiles:\n  - name: prod\n    patches:\n      - {op: add, path: /deploy/helm/releases/0/valuesFiles/1, value: [a]}\n`,
  );
});
