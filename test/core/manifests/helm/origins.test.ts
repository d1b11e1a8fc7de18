import { expect, test } from 'vitest';
import type { Location } from '../../../../src/core/model/source.ts';
import { treeAt } from '../../../../src/core/manifests/tree.ts';
import { idleOrigins, shownOrigins, type Texts } from '../origins.ts';
import { CHART_YAML, rendered } from './chart.ts';

const HELPERS = `{{- define "shop.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
{{- end }}
{{- define "shop.labels" -}}
app: {{ include "shop.name" . }}
release: {{ .Release.Name }}-x
{{- end }}
`;

const VALUES = `image: {repository: registry/shop, tag: "7"}
env:
  LOG: debug
  PORT: "8080"
resources:
  limits: {cpu: 1}
hosts: [a.example, b.example]
raw: |
  one: {{ .Values.hosts | first }}
`;

const DEPLOYMENT = `kind: Deployment
metadata:
  name: {{ include "shop.name" . }}
  labels: {{- include "shop.labels" . | nindent 4 }}
spec:
  image: "{{ .Values.image.repository }}:{{ .Values.image.tag }}"
  plain: text of {{ .Values.image.tag }}
  env:
  {{- range $name, $value := .Values.env }}
  - name: {{ $name }}
    value: {{ $value | quote }}
  {{- end }}
  resources: {{- toYaml .Values.resources | nindent 4 }}
  {{- $first := index .Values.hosts 1 }}
  host: {{ $first }}
  raw:
{{ tpl .Values.raw . | indent 4 }}
  kind: {{ printf "%s/%s" "a" .Chart.AppVersion }}
  empty: "{{ .Values.image.nope }}"
`;

const TEXTS: Texts = { 'Chart.yaml': CHART_YAML, 'values.yaml': VALUES, 'templates/_helpers.tpl': HELPERS, 'templates/a.yaml': DEPLOYMENT };

const tree = (texts: Texts) => rendered(texts).objects[0]?.tree;

const origins = (...path: readonly (string | number)[]): readonly string[] =>
  shownOrigins(TEXTS, treeAt(tree(TEXTS), ...path)?.origins ?? []);

test('a text of the template is written where it stands, without its quotation marks', () => {
  expect(origins('kind')).toEqual(['templates/a.yaml: Deployment']);
  expect(origins('spec', 'plain')).toEqual(['templates/a.yaml: text of {{ .Values.image.tag }}', 'values.yaml: "7"']);
});

test('actions and the text between them are one place; the values follow', () => {
  expect(origins('spec', 'image')).toEqual([
    'templates/a.yaml: {{ .Values.image.repository }}:{{ .Values.image.tag }}',
    'values.yaml: registry/shop',
    'values.yaml: "7"',
  ]);
});

test('a line of a helper keeps its place through include and nindent', () => {
  expect(origins('metadata', 'labels', 'release')).toEqual([
    'templates/a.yaml: {{- include "shop.labels" . | nindent 4 }}',
    'templates/_helpers.tpl: {{ .Release.Name }}',
    'templates/_helpers.tpl: -x',
  ]);
  expect(origins('metadata', 'labels', 'app')).toContain('Chart.yaml: shop');
});

test('what range puts out comes from the key and the value', () => {
  expect(origins('spec', 'env', 1, 'name')).toEqual(['templates/a.yaml: {{ $name }}', 'values.yaml: PORT']);
  expect(origins('spec', 'env', 1, 'value')).toEqual(['templates/a.yaml: {{ $value | quote }}', 'values.yaml: "8080"']);
});

test('each value of toYaml has its own line', () => {
  expect(origins('spec', 'resources', 'limits', 'cpu')).toEqual([
    'templates/a.yaml: {{- toYaml .Values.resources | nindent 4 }}',
    'values.yaml: 1',
  ]);
});

test('a text of values that is rendered keeps its places', () => {
  expect(origins('spec', 'raw', 'one')).toContain('values.yaml: a.example');
});

test('the last of several values files is where a value comes from', () => {
  const texts = { ...TEXTS, 'prod.yaml': 'env: {LOG: warn}\n' };
  const made = rendered(texts, { values: ['prod.yaml'] }).objects[0]?.tree;
  const value = treeAt(made, 'spec', 'env', 0, 'value');
  expect(shownOrigins(texts, value?.origins ?? [])).toEqual(['templates/a.yaml: {{ $value | quote }}', 'prod.yaml: warn']);
});

test('a value that some file sets comes from that file', () => {
  const place = { file: 'deploy.sh', span: [5, 12] } as unknown as Location;
  const made = rendered(TEXTS, { set: [{ line: 'image.tag=8', origins: [place] }] }).objects[0]?.tree;
  expect(treeAt(made, 'spec', 'image')).toMatchObject({ value: 'registry/shop:8', origins: expect.arrayContaining([place]) });
});

test('a value follows each of its origins', () => {
  expect(idleOrigins(TEXTS, tree)).toEqual([]);
});
