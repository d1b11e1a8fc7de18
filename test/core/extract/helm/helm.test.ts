import { expect, test } from 'vitest';
import { helm } from '../../../../src/core/extract/helm/index.ts';
import { plainTemplate } from '../../../../src/core/extract/helm/plain-template.ts';
import { expectTotal, factsOf, shown, shownEntry } from '../reading.ts';

const workload = (text: string) => factsOf(helm, 'chart/templates/web.yaml', { kind: 'workload', text })[0]!;

const TEMPLATE = `{{- if .Values.web.enabled }}
{{- $host := printf "%s.svc" .Values.users.host }}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .Release.Name }}-web
  labels:
    {{- include "shop.labels" . | nindent 4 }}
spec:
  template:
    metadata:
      labels:
        app: {{ .Values.web.name }}
    spec:
      containers:
        - name: {{ .Chart.Name }}
          image: "{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}"
          env:
            - name: USERS_URL
              value: {{ .Values.users.url | default "http://users:80" | quote }}
            - name: HOST
              value: "http://{{ $host }}:{{ index .Values "orders-port" "http" }}/"
            {{- with .Values.mail }}
            - name: MAIL
              value: {{ .host }}
            {{- end }}
            {{- range .Values.extra }}
            - name: LOOP
              value: {{ .value }}
            {{- end }}
            - name: MODE
              value: {{ if .Values.debug }}slow{{ else }}fast{{ end }}
          ports:
            - containerPort: {{ .Values.port | default 8080 }}
          resources:
            {{- toYaml .Values.resources | nindent 12 }}
{{- end }}
`;

test('a template reads as YAML, and its actions as values', () => {
  const found = workload(TEMPLATE);
  const [web] = found.containers;
  expect([shown(found.name), shown(web!.image), found.labels]).toEqual([
    '{helm Release.Name}-web',
    '<.Values.image.repository>:<.Values.image.tag:{helm Chart.AppVersion}>',
    { app: '{{ .Values.web.name }}' },
  ]);
  expect(web!.environment.map(shownEntry)).toEqual([
    'USERS_URL=<.Values.users.url:http://users:80>',
    'HOST=http://<.Values.users.host>.svc:<.Values.orders-port.http>/',
    'MAIL=<.Values.mail.host>',
    'LOOP=?',
    'MODE=slow',
  ]);
  expect(web!.ports.map(({ target, value }) => [target, shown(value)])).toEqual([[8080, '<.Values.port:8080>']]);
});

test('spans are those of the template', () => {
  const [entry] = workload(TEMPLATE).containers[0]!.environment;
  expect(TEMPLATE.slice(...entry!.at)).toBe('USERS_URL\n              value: {{ .Values.users.url | default "http://users:80" | quote }}');
});

test('the plain text is as long as the template', () => {
  expect(plainTemplate(TEMPLATE).text).toHaveLength(TEMPLATE.length);
});

test.each([
  ['include "shop.fullname" .', '{helm shop.fullname}'],
  ['tpl .Values.url $', '<.Values.url>'],
  ['required "set it" .Values.url | trimSuffix "/"', '<.Values.url>'],
  ['coalesce .Values.a .Values.b "c"', '<.Values.a:<.Values.b:c>>'],
  ['(.Values.a).b', '<.Values.a.b>'],
  ['$.Values.global.url', '<.Values.global.url>'],
  ['dig "a" "b" "c" .Values.x', '<.Values.x.a.b:c>'],
  ['ternary "a" "b" .Values.x', '(a | b)'],
  ['printf "http://%s:%v" .Values.host 80', 'http://<.Values.host>:80'],
  ['"plain"', 'plain'],
  ['lookup "v1" "Secret" "a" "b"', '?'],
])('{{ %s }} is %s', (code, value) => {
  const text = `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  A: {{ ${code} }}\n`;
  expect(factsOf(helm, 'chart/templates/a.yaml', { kind: 'config-map', text })[0]!.entries.map(shownEntry)).toEqual([`A=${value}`]);
});

test('a secret keeps references and no password around them', () => {
  const text = 'apiVersion: v1\nkind: Secret\nmetadata: {name: a}\nstringData:\n  URL: postgres://me:secret@{{ .Values.db.host }}:5432\n';
  expect(factsOf(helm, 'chart/templates/a.yaml', { kind: 'config-map', text })[0]!.entries.map(shownEntry)).toEqual([
    'URL=postgres://me:***@<.Values.db.host>:5432',
  ]);
});

test('a template without objects is no problem of anybody', () => {
  expect(helm.extract({ path: 'chart/templates/_helpers.tpl' as never, text: '{{ define "a" }}x: [{{ end }}' })).toEqual({
    facts: [],
    problems: [],
  });
});

test('a chart has a name and what it depends on', () => {
  const text =
    'apiVersion: v2\nname: shop\nversion: 1.2.3\ndependencies:\n  - name: redis\n    alias: cache\n    repository: https://charts.test\n';
  expect(factsOf(helm, 'chart/Chart.yaml', { kind: 'helm-chart', text })[0]).toMatchObject({
    name: 'shop',
    version: '1.2.3',
    dependencies: [{ name: 'redis', alias: 'cache', repository: 'https://charts.test' }],
  });
});

test('values are every scalar under its path', () => {
  const text = 'users:\n  url: http://users\n  ports: [{port: 80}]\nempty:\nnone: ""\n';
  const [found] = factsOf(helm, 'chart/values-prod.yaml', { kind: 'helm-values', text });
  expect(found!.entries.map(({ path, text: value, at }) => [path, value, text.slice(...at)])).toEqual([
    ['users.url', 'http://users', 'http://users'],
    ['users.ports[0].port', '80', '80'],
    ['none', '', '""'],
  ]);
});

test('it never throws', () => {
  expectTotal(helm, 'chart/templates/web.yaml', TEMPLATE);
  expectTotal(helm, 'chart/values.yaml', 'a: {b: [c]}\n');
});
