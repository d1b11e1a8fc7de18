import { expect, test } from 'vitest';
import { objects, problems, rendered } from './chart.ts';

/** A template that shows its values. */
const SHOW = 'v: {{ .Values | toJson }}\n';

const subchart = (name: string, files: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries({ 'Chart.yaml': `apiVersion: v2\nname: ${name}\nversion: 1.2.3\n`, 'templates/v.yaml': SHOW, ...files }).map(
      ([path, text]) => [`charts/${name}/${path}`, text],
    ),
  );

const chartYaml = (dependencies: string): string => `apiVersion: v2\nname: shop\nversion: 1.0.0\ndependencies:\n${dependencies}`;

/** The values that the template of a (sub)chart sees. */
const valuesIn = (made: Record<string, unknown>, path = 'templates/v.yaml'): unknown => (made[path] as { v: unknown } | undefined)?.v;

test('a later values file wins, mappings are merged, and null takes a key away', () => {
  const made = objects(
    {
      'templates/v.yaml': SHOW,
      'values.yaml': 'a: {x: 1, u: 2, z: 3}\nb: 1\nc: [1, 2]\n',
      'one.yaml': 'a: {x: 10, u: 20}\nc: [3]\n',
      'two.yaml': 'a: {x: 100, z: null}\nb: null\n',
    },
    { values: ['one.yaml', 'two.yaml'] },
  );
  expect(valuesIn(made)).toEqual({ a: { x: 100, u: 20 }, c: [3] });
});

test('single values are set after all files, with the types that --set gives them', () => {
  const set = ['l[1].x=1,t=TRUE,gone=null,s=0123,neg=-5,e=,q={a,1},es=a\\,b,do\\.t=1', 'a.b.c=x'];
  const made = objects({ 'templates/v.yaml': SHOW, 'values.yaml': 'gone: 1\na: {b: {d: z}}\n' }, { set, setString: ['str=1'] });
  expect(valuesIn(made)).toEqual({
    l: [null, { x: 1 }],
    t: true,
    s: '0123',
    neg: -5,
    e: '',
    q: ['a', 1],
    es: 'a,b',
    'do.t': 1,
    a: { b: { c: 'x', d: 'z' } },
    str: '1',
  });
});

test.each([
  ['a', '"a" is given no value; write a=value'],
  ['a[x]=1', '[x] is no index of a list, or is beyond 65536'],
  ['a[99999999]=1', '[99999999] is no index of a list, or is beyond 65536'],
  ['a={1', 'a list is not closed with }'],
  ['b.c=1', 'b is no mapping, so nothing in it can be set'],
])('%s cannot be set', (line, reason) => {
  expect(problems({ 'values.yaml': '' }, { set: ['b=1', line] })).toEqual([`Chart.yaml: "${line}" cannot be set: ${reason}.`]);
});

test('a subchart gets what the parent says under its name, and the globals', () => {
  const made = objects({
    'values.yaml': 'global: {img: {registry: top}}\nweb: {port: 90, gone: null}\nother: 1\n',
    ...subchart('web', { 'values.yaml': 'port: 80\nhost: h\ngone: 1\nglobal: {img: {registry: own, pull: Always}}\n' }),
  });
  expect(valuesIn(made, 'charts/web/templates/v.yaml')).toEqual({
    port: 90,
    host: 'h',
    global: { img: { registry: 'top', pull: 'Always' } },
  });
});

test.each([
  ['a condition that is false', 'condition: web.enabled', 'web: {enabled: false}', false],
  ['the first condition that is true or false', 'condition: web.nope,web.enabled', 'web: {enabled: true}', true],
  ['tags that are all false', 'tags: [a, b]', 'tags: {a: false, b: false}', false],
  ['one tag that is true', 'tags: [a, b]', 'tags: {a: false, b: true}', true],
  ['a condition over tags', 'tags: [a]\n  condition: web.enabled', 'tags: {a: true}\nweb: {enabled: false}', false],
  ['nothing', '', '', true],
])('a dependency is on or off by %s', (_, dependency, values, on) => {
  const made = objects({
    'Chart.yaml': chartYaml(`- name: web\n  version: 1.x\n  ${dependency}\n`),
    'values.yaml': values,
    ...subchart('web', {}),
  });
  expect('charts/web/templates/v.yaml' in made).toBe(on);
});

test('an alias is another chart with its own values', () => {
  const { objects: made } = rendered({
    'Chart.yaml': chartYaml('- {name: web, version: ">=1.0.0"}\n- {name: web, version: ~1.2, alias: second}\n'),
    'values.yaml': 'web: {port: 1}\nsecond: {port: 2}\n',
    ...subchart('web', { 'templates/v.yaml': 'name: {{ .Chart.Name }}{{ .Values.port }}{{ .Template.Name }}\n' }),
  });
  expect(
    made
      .map(({ tree }) => tree.kind === 'mapping' && tree.entries.get('name')?.value)
      .map(value => value && value.kind === 'scalar' && value.value),
  ).toEqual(['second2shop/charts/second/templates/v.yaml', 'web1shop/charts/web/templates/v.yaml']);
});

test('a chart imports values of its dependencies below its own', () => {
  const made = objects({
    'Chart.yaml': chartYaml('- name: web\n  version: "*"\n  import-values: [data, {child: inner.x, parent: here.there}]\n'),
    'values.yaml': 'a: mine\n',
    'templates/v.yaml': 'v: {{ omit .Values "web" | toJson }}\n',
    ...subchart('web', { 'values.yaml': 'exports: {data: {a: 1, b: 2}}\ninner: {x: {c: 3}}\n' }),
  });
  expect(valuesIn(made)).toMatchObject({ a: 'mine', b: 2, here: { there: { c: 3 } } });
});

test('helpers are shared by all charts, and the parent has the last word', () => {
  const made = objects({
    'templates/_helpers.tpl': '{{ define "who" }}shop{{ end }}{{ define "blank" }} {{ end }}',
    'templates/v.yaml': 'v: {{ include "who" . }}{{ include "blank" . }}\n',
    ...subchart('web', {
      'templates/_helpers.tpl': '{{ define "who" }}web{{ end }}{{ define "blank" }}full{{ end }}',
      'templates/v.yaml': 'v: {{ include "who" . }}\n',
    }),
  });
  expect([valuesIn(made), valuesIn(made, 'charts/web/templates/v.yaml')]).toEqual(['shopfull', 'shop']);
});

test('a library puts out nothing but lends its helpers', () => {
  const made = objects({
    'templates/v.yaml': 'v: {{ include "lib.x" . }}\n',
    ...subchart('lib', {
      'Chart.yaml': 'name: lib\nversion: 1.0.0\ntype: library\n',
      'templates/_x.tpl': '{{ define "lib.x" }}X{{ end }}',
    }),
  });
  expect(made).toEqual({ 'templates/v.yaml': { v: 'X' } });
});

test('notes, partials, custom resource definitions and ignored files make no objects', () => {
  const text = 'kind: A\n';
  const made = objects({
    'templates/NOTES.txt': 'Thank you',
    'templates/_a.yaml': text,
    'templates/.b.yaml': text,
    'crds/c.yaml': text,
    'templates/d.bak': text,
    'docs/e.txt': 'x',
    '.helmignore': '# comment\n*.bak\n/docs/\n',
    'templates/f.yaml': 'files: {{ range $p, $_ := .Files.Glob "**" }}{{ $p }} {{ end }}\n',
  });
  expect(made).toEqual({ 'templates/f.yaml': { files: '.helmignore crds/c.yaml' } });
});

test('one file may make several objects, and a hook says when it runs', () => {
  const { objects: made } = rendered({
    'templates/a.yaml':
      '---\nkind: A\n---\n# nothing\n---\nkind: B\nmetadata: {annotations: {"helm.sh/hook": "pre-install,pre-upgrade"}}\n---\n',
  });
  expect(made.map(({ hook }) => hook)).toEqual([undefined, 'pre-install,pre-upgrade']);
});

test('objects are typed as Kubernetes reads YAML', () => {
  const made = objects({ 'templates/a.yaml': 'a: yes\nb: 0644\nc: "1"\nd: 1_000\ne: 2020-01-01\nf: ~\ny: 1e3\ng: [ "x",\n"y" ]\n' });
  expect(made['templates/a.yaml']).toEqual({ a: true, b: 420, c: '1', d: 1000, e: '2020-01-01', f: null, true: 1000, g: ['x', 'y'] });
});

test('inside brackets, lines of values may stand as far to the left as they like', () => {
  expect(valuesIn(objects({ 'templates/v.yaml': SHOW, 'values.yaml': 'a:\n  b: [1,\n2, {c:\n3}]\n' }))).toEqual({
    a: { b: [1, 2, { c: 3 }] },
  });
});

test('a template that fails is one problem at its line, and the others count', () => {
  const texts = { 'templates/a.yaml': 'kind: A\nv: {{ required "Set x." .Values.x }}\n', 'templates/b.yaml': 'kind: B\n' };
  const { objects: made, problems: found } = rendered(texts);
  expect(made.map(({ template }) => template)).toEqual(['templates/b.yaml']);
  expect(found.map(({ at, message }) => [at.file, texts['templates/a.yaml'].slice(...at.span), message])).toEqual([
    ['templates/a.yaml', '{{ required "Set x." .Values.x }}', 'shop/templates/a.yaml cannot be rendered: error calling required: Set x.'],
  ]);
});

test('what is random is known to be a stand-in', () => {
  const { objects: made } = rendered({ 'templates/a.yaml': 'v: {{ randAlphaNum 5 }}\nw: x\n' });
  const [tree] = made.map(({ tree }) => tree);
  const unknown =
    tree?.kind === 'mapping' ? [...tree.entries.values()].map(({ value }) => value.kind === 'scalar' && value.unknown !== undefined) : [];
  expect(unknown).toEqual([true, false]);
});

test.each([
  ['', ['Chart.yaml: The packed subchart charts/db-1.0.0.tgz is not read; unpack it into charts/db to see what it adds.']],
  ['db: {enabled: false}', []],
])('a missing subchart is a problem where it is asked for, unless it is off: %s', (values, expected) => {
  const asked = chartYaml('- name: db\n  version: 1.x\n  condition: db.enabled\n');
  expect(problems({ 'Chart.yaml': asked, 'values.yaml': values, 'charts/db-1.0.0.tgz': 'packed' })).toEqual(expected);
});

test('a dependency beside the chart is read where charts/ does not hold it', () => {
  const made = rendered({
    'Chart.yaml': chartYaml('- {name: lib, version: 1.x, repository: "file://./libs/lib"}\n'),
    'libs/lib/Chart.yaml': 'name: lib\nversion: 1.0.0\n',
    'libs/lib/templates/a.yaml': 'kind: A\n',
  });
  expect([made.problems, made.objects.map(({ template }) => template)]).toEqual([[], ['libs/lib/templates/a.yaml']]);
});

test('every file that had a part is named, and no other', () => {
  const { read } = rendered({
    'values.yaml': 'a: 1',
    'templates/a.yaml': 'v: {{ .Files.Get "b.txt" }}',
    'b.txt': '1',
    'c.txt': '2',
    'd.yaml': 'e: 1',
  });
  expect(read).toEqual(['Chart.yaml', 'b.txt', 'templates/a.yaml', 'values.yaml']);
});

test('a folder without Chart.yaml is no chart', () => {
  expect(rendered({ 'Chart.yaml': '' }).objects).toEqual([]);
  expect(problems({}, { values: ['nope.yaml'] })).toEqual(['nope.yaml: There is no such values file; correct the path.']);
});
