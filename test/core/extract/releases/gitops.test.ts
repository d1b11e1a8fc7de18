import { expect, test } from 'vitest';
import { gitops } from '../../../../src/core/extract/releases/gitops.ts';
import type { FilePath } from '../../../../src/core/model/source.ts';
import { expectTotal } from '../reading.ts';
import { placesIn, releasesIn } from './shown.ts';

const read = (text: string) => releasesIn(gitops, 'apps/web.yaml', text);

const APPLICATION =
  'apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata:\n  name: web-prod\nspec:\n  destination: {namespace: shop}\n';

test('an application: its files are seen from the chart, its parameters win', () => {
  const text = `${APPLICATION}  source:\n    repoURL: https://git.test/shop\n    path: charts/web\n    helm:\n      releaseName: web\n      valueFiles: [values.yaml, ../../env/prod.yaml, /top.yaml]\n      values: |\n        a:\n          b: 1\n      valuesObject: {c: [x]}\n      parameters:\n        - {name: d, value: "2", forceString: true}\n`;
  expect(read(text)).toEqual([
    'web = charts/web of https://git.test/shop in shop @web-prod -f charts/web/values.yaml -f env/prod.yaml -f top.yaml {a.b: 1}3 {c.0: x}3 --set-string d=2',
  ]);
  expect(placesIn(gitops, 'ops/apps/web.yaml', text)).toEqual(['', 'ops', 'ops/apps']);
});

test('values in a block have their own places', () => {
  const text = `${APPLICATION}  source:\n    path: c\n    helm:\n      values: |\n        a:\n          b: one\n`;
  const [fact] = gitops.extract({ path: 'a.yaml' as FilePath, text }).facts;
  expect(fact?.kind === 'helm-release' && text.slice(...fact.inlineValues[0]!.entries[0]!.at)).toBe('one');
});

test('a folder may be a chart or a kustomization where the application does not tell; a plain folder is neither', () => {
  expect(read(`${APPLICATION}  source: {path: ./deploy}\n`)).toEqual([
    'web-prod = deploy (if a chart) in shop @web-prod',
    'kustomize deploy (if one) in shop @web-prod',
  ]);
  expect(read(`${APPLICATION}  source: {path: deploy, kustomize: {namePrefix: a-}}\n`)).toEqual(['kustomize deploy in shop @web-prod']);
  expect(read(`${APPLICATION}  source: {path: deploy, directory: {recurse: true}}\n`)).toEqual([]);
});

test('several sources: a chart of a repository with files of another repository', () => {
  const text = `${APPLICATION}  sources:\n    - {repoURL: https://charts.test, chart: web, helm: {valueFiles: [$env/prod/web.yaml]}}\n    - {repoURL: https://git.test/env, ref: env}\n`;
  expect(read(text)).toEqual(['web-prod = web (remote) of https://charts.test in shop @web-prod -f prod/web.yaml of https://git.test/env']);
});

const SET = 'apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nspec:\n';
const TEMPLATE = "  template:\n    metadata: {name: 'web-{{env}}'}\n    spec:\n      destination: {name: '{{cluster}}', namespace: shop}\n";

test('an application set gives an application for each element of its list', () => {
  const text = `${SET}  generators:\n    - list:\n        elements:\n          - {env: dev, cluster: blue}\n          - {env: prod, cluster: green}\n${TEMPLATE}      source: {path: charts/web, helm: {valueFiles: ['{{env}}.yaml']}}\n`;
  expect(read(text)).toEqual([
    'web-dev = charts/web in shop @blue -f charts/web/dev.yaml',
    'web-prod = charts/web in shop @green -f charts/web/prod.yaml',
  ]);
  expect(read(text.replaceAll(/\{\{(\w+)\}\}/g, '{{ .$1 }}'))).toEqual(read(text));
});

test('a matrix combines its generators; what comes from the cluster or from Git keeps its name', () => {
  const text = `${SET}  generators:\n    - matrix:\n        generators:\n          - git: {directories: [{path: apps/*}, {path: apps/old, exclude: true}]}\n          - list: {elements: [{env: dev}, {env: prod}]}\n${TEMPLATE}      source: {path: '{{path}}', helm: {valueFiles: ['{{env}}.yaml']}}\n`;
  expect(read(text)).toEqual([
    'web-dev = apps/${path.basename} in shop @${cluster} -f apps/${path.basename}/dev.yaml',
    'web-prod = apps/${path.basename} in shop @${cluster} -f apps/${path.basename}/prod.yaml',
  ]);
});

test('applications in the templates of a chart keep what the chart fills in', () => {
  const text = `{{- range .Values.apps }}\n${APPLICATION.replace('web-prod', '{{ .name | quote }}')}  source:\n    path: charts/{{ .Values.chart }}\n    helm:\n      valueFiles: [prod.yaml]\n{{- end }}\n`;
  expect(read(text)).toEqual(['${name} = charts/${Values.chart} in shop @${name} -f charts/${Values.chart}/prod.yaml']);
});

test('releases of Flux: values of their own and of objects, a chart of Git or of a repository', () => {
  const text =
    'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: web, namespace: shop}\nspec:\n  chart:\n    spec:\n      chart: ./charts/web\n      sourceRef: {kind: GitRepository, name: shop}\n      valuesFiles: [charts/web/prod.yaml]\n  valuesFrom:\n    - {kind: ConfigMap, name: shared}\n    - {kind: Secret, name: hidden, valuesKey: web}\n  values:\n    a: {b: 1}\n    c: []\n';
  expect(read(text)).toEqual([
    'web = charts/web of shop in shop from config-map shared/values.yaml from secret hidden/web -f charts/web/prod.yaml {a.b: 1, c: []}1',
  ]);
  expect(read(text.replace('GitRepository', 'HelmRepository').replace('./charts/web', 'web'))[0]).toMatch(/^web = web \(remote\) of shop/);
});

test('a release with a target namespace is named for it', () => {
  const text =
    'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: web}\nspec:\n  targetNamespace: shop\n  chartRef: {kind: OCIRepository, name: web}\n';
  expect(read(text)).toEqual(['shop-web = web (remote) in shop']);
});

test('a Kustomization of Flux applies a folder of a repository', () => {
  const text =
    'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: apps}\nspec:\n  path: ./apps/production\n  targetNamespace: shop\n  sourceRef: {kind: GitRepository, name: flux-system}\n';
  expect(read(text)).toEqual(['kustomize apps/production of flux-system in shop']);
  expect(read('apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [a]\n')).toEqual(['gated']);
});

test('it never throws', () => {
  expectTotal(gitops, 'a.yaml', `${APPLICATION}  source:\n    path: a\n    helm:\n      values: |\n        b: {{ c }}\n`);
  expectTotal(gitops, 'a.yaml', `${SET}  generators:\n    - list: {elements: [{env: a}]}\n${TEMPLATE}      source: {path: '{{env}}'}\n`);
});
