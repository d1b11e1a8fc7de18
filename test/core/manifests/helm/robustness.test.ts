import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CHART_YAML, output, rendered } from './chart.ts';

const RUNS = { numRuns: 300 };

/** Parts that meet each other in ways that nobody wrote. */
const PARTS = [
  '{{', '}}', '{{-', '-}}', ' ', '\n', '"', '`', "'", '(', ')', '|', ':=', '=', '$', '$x', '.', '.Values', '.a', 'if', 'else', 'end', 'range', 'with',
  'define', 'template', 'block', 'include', 'tpl', 'break', 'nil', 'true', '1', '0x', '-', '/*', '*/', 'printf', 'toYaml', 'until', 'a: b', '- ', '---\n',
  '[', '{', '&a', '*a', '<<: ', '|\n', '\t', '\u0000', '\uFEFF', '\uD800', 'é', '"%s"', '"x"', '.Files.Get', 'index', 'dict', 'list', 'nindent 4',
]; // prettier-ignore

const soup = fc.array(fc.oneof(fc.constantFrom(...PARTS), fc.string({ maxLength: 4 })), { maxLength: 40 }).map(parts => parts.join(''));

/** Everything that is said points into the text that it is said of. */
function holds(texts: Readonly<Record<string, string>>, values: readonly string[] = []): void {
  const all: Readonly<Record<string, string>> = { 'Chart.yaml': CHART_YAML, ...texts };
  const { problems } = rendered(all, { values });
  for (const { at, message } of problems) {
    expect(message).toMatch(/\S.*[.!?:]?$/s);
    expect(at.span[0]).toBeLessThanOrEqual(at.span[1]);
    if (all[at.file] !== undefined) expect(at.span[1]).toBeLessThanOrEqual(all[at.file]!.length);
  }
}

test('any template is rendered or is a problem', () => {
  fc.assert(
    fc.property(soup, fc.boolean(), (text, wrapped) =>
      holds({ 'templates/a.yaml': wrapped ? `{{ ${text} }}` : text, 'values.yaml': 'a: {b: [1]}' }),
    ),
    RUNS,
  );
});

test('any values, Chart.yaml and ignore rules are read or are a problem', () => {
  const template = 'v: {{ .Values | toYaml | nindent 2 }}\nw: {{ .Chart.Version }}{{ range .Files.Glob "**" }}{{ . }}{{ end }}\n';
  fc.assert(
    fc.property(soup, fc.constantFrom('values.yaml', 'Chart.yaml', '.helmignore', 'charts/a/Chart.yaml', 'x.yaml'), (text, file) =>
      holds({ 'templates/a.yaml': template, 'charts/a/Chart.yaml': 'name: a\nversion: 1.0.0\n', [file]: text }, ['x.yaml']),
    ),
    RUNS,
  );
});

test('any line that is set is set or is a problem', () => {
  const parts = fc.array(fc.constantFrom('a', '.', '[', ']', '=', ',', '{', '}', '\\', '0', '9', 'null', '-'), { maxLength: 20 });
  fc.assert(
    fc.property(parts, line => void rendered({ 'templates/a.yaml': 'a: b' }, { set: [line.join('')] })),
    RUNS,
  );
});

test.each([
  [
    'a loop in a loop',
    '{{ range until 10000 }}{{ range until 10000 }}{{ end }}{{ end }}',
    'the chart takes more than 10000000 steps; look for a loop that does not end',
  ],
  ['a huge number', '{{ range 99999999999 }}{{ end }}', 'the chart takes more than 10000000 steps; look for a loop that does not end'],
  [
    'much output',
    '{{ $s := repeat 1000000 "x" }}{{ range until 100 }}{{ $s }}{{ end }}',
    'the chart puts out more than 50000000 characters; look for a loop that repeats too much',
  ],
  ['tpl in tpl', '{{ tpl .Values.t . }}', 'templates call each other more than 300 deep; look for one that includes itself'],
  [
    'templates that call each other',
    '{{ define "a" }}{{ template "b" . }}{{ end }}{{ define "b" }}{{ template "a" . }}{{ end }}{{ template "a" . }}',
    'templates call each other more than 300 deep; look for one that includes itself',
  ],
])(
  '%s ends with a sentence',
  (_, template, reason) => {
    expect(output(template, 't: "{{ tpl .Values.t . }}"')).toBe(`shop/templates/a.yaml cannot be rendered: ${reason}.`);
  },
  30_000,
);

test.each([
  ['parentheses', '('.repeat(100_000), 'parentheses are nested too deeply'],
  ['blocks', '{{ if 1 }}'.repeat(100_000), 'blocks are nested too deeply'],
])('%s that are nested deeply are a problem', (what, text, reason) => {
  expect(output(what === 'blocks' ? text : `{{ ${text}`)).toMatch(new RegExp(`${reason}|never closed`));
});

test('a chart that asks for itself is read a few times at most', () => {
  const { problems } = rendered({
    'Chart.yaml': 'name: shop\nversion: 1.0.0\ndependencies: [{name: a, version: 1.x, repository: "file://a"}]\n',
    'a/Chart.yaml': 'name: a\nversion: 1.0.0\ndependencies: [{name: shop, version: 1.x, repository: "file://.."}]\n',
    'templates/a.yaml': 'a: b\n',
  });
  expect(problems.length).toBeLessThan(20);
});

test('patterns with many stars take no time', () => {
  const name = 'a'.repeat(200);
  expect(output(`{{ len (.Files.Glob "${'*a'.repeat(40)}b") }}{{ len (.Files.Glob "${'{a,b}'.repeat(40)}") }}`, '', { [name]: 'x' })).toBe(
    '00',
  );
});
