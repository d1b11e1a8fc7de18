import { expect, test } from 'vitest';
import { output } from './chart.ts';

const VALUES =
  'name: api\nport: 80\nbig: 1000000\nnone: null\nlist: [p, q, r]\nmap: {b: 2, a: 1}\nitems: [null, {k: 1}]\nnested: {a: {b: c}}\n';

test.each([
  ['text beside an action is trimmed where a marker says so', 'a  {{- " b " -}}  c', 'a b c'],
  ['a comment puts out nothing', 'a{{/* }} */}}b{{- /* c */ -}} d', 'abd'],
  ['a number of values is a float', '{{ .Values.port }} {{ .Values.big }}', '80 1e+06'],
  [
    'a number of the template is what it is written as',
    "{{ 0x1F }} {{ 017 }} {{ 1_000 }} {{ 1.50 }} {{ 'a' }} {{ 0x1p4 }}",
    '31 15 1000 1.5 97 16',
  ],
  ['escapes mean what they mean in Go', '{{ "a\\tb\\x41\\u00e9" }}{{ `\\n` }}', 'a\tbAé\\n'],
  ['a missing value is empty', '[{{ .Values.nope }}][{{ .Values.none }}]', '[][]'],
  ['in parentheses, a field of nothing is nothing', '[{{ ((.Values.nope).x).y }}]', '[]'],
  ['a variable forgets that it was a missing key', '{{ $a := .Values.nope }}[{{ $a.x.y }}]', '[]'],
  ['what an include is given may be nothing', '{{ define "d" }}[{{ .a.b }}]{{ end }}{{ include "d" .Values.nope }}', '[]'],
  [
    'a missing value is a text inside of an include, as Go prints it',
    '{{ define "d" }}{{ .Values.nope }}{{ end }}{{ if include "d" . }}yes{{ end }}[{{ include "d" . }}]',
    'yes[]',
  ],
  ['an assignment changes the variable where it was declared', '{{ $a := 1 }}{{ range .Values.list }}{{ $a = . }}{{ end }}{{ $a }}', 'r'],
  ['a declaration ends with its block', '{{ $a := 1 }}{{ if true }}{{ $a := 2 }}{{ end }}{{ with 3 }}{{ $a = 4 }}{{ end }}{{ $a }}', '4'],
  ['a map is gone over in the order of its keys', '{{ range $k, $v := .Values.map }}{{ $k }}{{ $v }}{{ end }}', 'a1b2'],
  ['a list is gone over by number', '{{ range $i, $v := .Values.list }}{{ $i }}{{ $v }}{{ end }}', '0p1q2r'],
  ['a whole number is gone over up to it', '{{ range 3 }}{{ . }}{{ end }}', '012'],
  ['a list is gone over as it was when that began', '{{ $l := list 1 2 }}{{ range $l }}{{ $l = append $l . }}{{ end }}{{ len $l }}', '4'],
  ['range over nothing is its else', '{{ range .Values.nope }}x{{ else }}none{{ end }}', 'none'],
  [
    'break and continue concern the range',
    '{{ range .Values.list }}{{ if eq . "q" }}{{ continue }}{{ end }}{{ . }}{{ end }}{{ range .Values.list }}{{ break }}{{ end }}',
    'pr',
  ],
  ['else with tries another value', '{{ with .Values.nope }}a{{ else with .Values.name }}{{ . }}{{ else }}b{{ end }}', 'api'],
  ['and stops at what is false', '[{{ and .Values.nope .Values.nope.x }}]', '[]'],
  ['or stops at what is true', '{{ or .Values.name .Values.nope.x }}', 'api'],
  ['a pipeline gives the last argument', '{{ "b" | printf "%s%s" "a" }}', 'ab'],
  ['fields follow parentheses', '{{ (index .Values.items 1).k }}{{ (dict "a" (dict "b" 2)).a.b }}', '12'],
  ['a block is a template and its use', '{{ block "b" .Values.name }}<{{ . }}>{{ end }}', '<api>'],
  ['tpl renders a text of values', '{{ tpl "{{ .Values.name }}-{{ .Release.Name }}" . }}', 'api-release-name'],
  ['tpl knows what it defines', '{{ tpl "{{ define \\"q\\" }}Q{{ end }}{{ include \\"q\\" . }}" . }}', 'Q'],
  [
    'lookup finds nothing',
    '{{ if lookup "v1" "Secret" "a" "b" }}yes{{ else }}no{{ end }}[{{ (lookup "v1" "Secret" "a" "b").data }}]',
    'no[]',
  ],
])('%s', (_, template, expected) => {
  expect(output(template, VALUES)).toBe(expected);
});

test.each([
  [
    'a field of a missing value',
    '{{ .Values.nope.x }}',
    'nil pointer evaluating interface {}.x; set the value or guard it with "if" or "default"',
  ],
  [
    'a field of a null in a list',
    '{{ range .Values.items }}{{ .k }}{{ end }}',
    'nil pointer evaluating interface {}.k; set the value or guard it with "if" or "default"',
  ],
  ['a field of a text', '{{ .Values.name.x }}', "can't evaluate field x in type string"],
  ['a field that Helm does not know', '{{ .Chart.Nope }}', "can't evaluate field Nope in type chart.Metadata"],
  ['an unknown function', '{{ nope 1 }}', 'the function "nope" is not known'],
  ['an unknown template', '{{ include "nope" . }}', 'there is no template "nope"'],
  ['an undeclared variable', '{{ $a }}', 'the variable $a is not declared here'],
  ['range over a text', '{{ range .Values.name }}{{ end }}', "range can't go over a value of type string"],
  ['range over a fraction', '{{ range .Values.port }}{{ end }}', "range can't go over a value of type float64"],
  ['arguments for no function', '{{ .Values.name "x" }}', 'name has arguments but is no method'],
  [
    'a template that includes itself',
    '{{ define "d" }}{{ include "d" . }}{{ end }}{{ include "d" . }}',
    'templates call each other more than 300 deep; look for one that includes itself',
  ],
])('%s is a sentence about the template', (_, template, reason) => {
  expect(output(template, VALUES)).toBe(`shop/templates/a.yaml cannot be rendered: ${reason}.`);
});

test.each([
  ['{{ if true }}', '{{ if true }} is not closed with {{ end }}'],
  ['{{ end }}', '{{ end }} closes nothing'],
  ['{{ else }}', '{{ else }} closes nothing'],
  ['{{ break }}', '{{ break }} stands outside of a range'],
  ['{{ if true }}{{ define "a" }}{{ end }}{{ end }}', '{{ define }} stands inside of a block'],
  ['{{ "a }}', 'a quoted text is not closed'],
  ['{{ (1 }}', 'the action ends too early'],
  ['{{ 1 ) }}', ') is not expected here'],
  ['{{ 08 }}', '08 is no number'],
  ['{{ a ? b }}', 'the character "?" has no meaning inside an action'],
  ['{{ "a""b" }}', '"b" is not expected here'],
  ['{{ $a, $b := 1 }}', 'two variables are only for range'],
  ['{{ }}', 'an action is empty'],
  ['{{ .a', 'an action is opened with {{ and never closed'],
])('%s is no template', (template, reason) => {
  expect(output(template)).toBe(`The template cannot be rendered: ${reason}.`);
});

test('.Files reads the files of the chart, and what is not there is empty', () => {
  const files = { 'conf/a.txt': 'one\ntwo\n', 'conf/b.txt': 'b', 'templates/_h.tpl': '' };
  expect(output('{{ .Files.Get "conf/b.txt" }}{{ .Files.Get "nope" }}', '', files)).toBe('b');
  expect(output('{{ range .Files.Lines "conf/a.txt" }}<{{ . }}>{{ end }}', '', files)).toBe('<one><two>');
  expect(output('{{ range $p, $c := .Files.Glob "conf/*" }}{{ $p }}={{ $c | b64enc }};{{ end }}', '', files)).toBe(
    'conf/a.txt=b25lCnR3bwo=;conf/b.txt=Yg==;',
  );
  expect(output('{{ (.Files.Glob "{conf,x}/?.txt").AsConfig | toJson }}', '', files)).toBe('"a.txt: |\\n  one\\n  two\\nb.txt: b"');
  expect(output('{{ len (.Files.Glob "*.txt") }}{{ len (.Files.Glob "**.txt") }}', '', files)).toBe('02');
});

test('a template knows its chart, its release and the cluster', () => {
  expect(output('{{ .Chart.Name }} {{ .Chart.AppVersion }} {{ .Release.Name }} {{ .Release.Namespace }} {{ .Template.Name }}')).toBe(
    'shop 4.5 release-name default shop/templates/a.yaml',
  );
  expect(
    output(
      '{{ .Capabilities.APIVersions.Has "apps/v1" }} {{ .Capabilities.APIVersions.Has "x/v1" }} {{ .Capabilities.KubeVersion.Major }}',
    ),
  ).toBe('true false 1');
});
