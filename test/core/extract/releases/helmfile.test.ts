import { expect, test } from 'vitest';
import { helmfile } from '../../../../src/core/extract/releases/helmfile.ts';
import { expectTotal } from '../reading.ts';
import { placesIn, releasesIn } from './shown.ts';

const read = (text: string) => releasesIn(helmfile, 'ops/helmfile.yaml', text);

test('releases with files, values between them and sets, in the order in which they apply', () => {
  const text =
    'releases:\n  - name: web\n    namespace: shop\n    chart: ./charts/web\n    condition: web.enabled\n    values:\n      - base.yaml\n      - a: {b: 1}\n      - prod.yaml\n    set:\n      - {name: c, value: 2}\n      - {name: d, file: d.txt}\n      - {name: e, values: [x, y]}\n    setString:\n      - {name: f, value: 3}\n';
  expect(read(text)).toEqual([
    'web = charts/web in shop if web.enabled -f base.yaml -f prod.yaml {a.b: 1}1 --set c=2 --set-file d=d.txt --set e[0]=x --set e[1]=y --set-string f=3',
  ]);
  expect(placesIn(helmfile, 'ops/helmfile.yaml', text)).toEqual(['ops']);
});

const ENVIRONMENTS = 'environments:\n  dev:\n    values: [{size: small}]\n  prod:\n    values: [{size: large}, prod-settings.yaml]\n---\n';

test('once for each environment, with its name and the values that the file gives it', () => {
  expect(
    read(
      `${ENVIRONMENTS}releases:\n  - name: web\n    chart: charts/web\n    values:\n      - env/{{ .Environment.Name }}.yaml\n      - {{ .Values.size }}.yaml\n`,
    ),
  ).toEqual(['web = charts/web @dev -f env/dev.yaml -f small.yaml', 'web = charts/web @prod -f env/prod.yaml -f large.yaml']);
});

test('what a condition on the environment leaves out is not installed there', () => {
  const text = `${ENVIRONMENTS}releases:\n{{ if eq .Environment.Name "dev" }}\n  - {name: mail, chart: ./mail}\n{{ else }}\n  - {name: web, chart: ./web}\n{{ end }}\n{{- if or (eq .Environment.Name "dev" "test") (eq .Environment.Name "prod") }}\n  - {name: api, chart: ./api}\n{{- end }}\n{{- if .Values.unknown }}\n  - {name: job, chart: ./job}\n{{- end }}\n`;
  expect(read(text)).toEqual([
    'mail = mail @dev',
    'api = api @dev',
    'job = job @dev',
    'web = web @prod',
    'api = api @prod',
    'job = job @prod',
  ]);
});

test('without environments of its own a path keeps the name of what fills it', () => {
  expect(
    read('releases:\n  - name: web\n    chart: ./web\n    values: [env/{{ .Environment.Name }}.yaml, "{{ env "SIZE" }}.yaml"]\n'),
  ).toEqual(['web = web -f env/${Environment.Name}.yaml -f ${SIZE}.yaml']);
});

test('templates are inherited, and know the name of the release', () => {
  const text =
    'templates:\n  default: &default\n    namespace: shop\n    values: ["{{`{{ .Release.Name }}`}}/values.yaml"]\nreleases:\n  - name: web\n    chart: ./web\n    inherit: [{template: default}]\n  - name: api\n    chart: ./api\n    <<: *default\n';
  expect(read(text)).toEqual(['web = web in shop -f web/values.yaml', 'api = api in shop -f api/values.yaml']);
});

test('charts of repositories are remote, and a release that is not installed is none', () => {
  expect(read('releases:\n  - {name: r, chart: bitnami/redis}\n  - {name: old, chart: ./old, installed: false}\n')).toEqual([
    'r = bitnami/redis (remote)',
  ]);
});

test('it never throws', () => {
  expectTotal(
    helmfile,
    'helmfile.yaml',
    `${ENVIRONMENTS}releases:\n{{ if ne .Environment.Name "a" }}\n  - {name: a, chart: ./a, values: [{{ .Values.size }}.yaml]}\n{{ end }}\n`,
  );
});
