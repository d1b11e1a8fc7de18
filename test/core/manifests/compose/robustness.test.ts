import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Texts } from '../origins.ts';
import { problemOf, resolved, service, valueAt } from './project.ts';

const KEYS = [
  'services',
  'a',
  'image',
  'build',
  'ports',
  'environment',
  'env_file',
  'extends',
  'include',
  'depends_on',
  'volumes',
  'networks',
  'x-a',
  '<<',
  '"1"',
];
const KEYS2 = [
  'deploy',
  'healthcheck',
  'secrets',
  'configs',
  'develop',
  'ulimits',
  'labels',
  'command',
  'gpus',
  'models',
  'logging',
  'provider',
  'external',
  'name',
];
const WORDS = [
  'x',
  '80:80',
  '${A}',
  '${A:-b}',
  './x:/y',
  'A=b',
  '5',
  '1.5',
  'true',
  '~',
  '2020-01-01',
  '!reset x',
  '!override [a]',
  '*a',
  '&a b',
  'compose.yaml',
  '"',
  '{',
  '[',
  '|\n x',
  '- a',
  'service:a',
  '99999',
];

const key = fc.constantFrom(...KEYS, ...KEYS2);
const word = fc.constantFrom(...WORDS);

/** Nearly a compose file: known keys in any place, over any values. */
const nearly = fc
  .array(fc.tuple(fc.nat({ max: 4 }), key, fc.oneof(word, fc.constant('')), fc.boolean()), { maxLength: 14 })
  .map(lines => lines.map(([depth, name, value, isItem]) => `${'  '.repeat(depth)}${isItem ? '- ' : ''}${name}: ${value}`).join('\n'));

const json: fc.Arbitrary<string> = fc
  .letrec(tie => ({
    node: fc.oneof(
      { maxDepth: 4 },
      fc.oneof(word, fc.integer(), fc.boolean(), fc.constant(null)),
      fc.array(tie('node'), { maxLength: 3 }),
      fc.dictionary(key, tie('node'), { maxKeys: 4 }),
    ),
  }))
  .node.map(node => JSON.stringify({ services: { a: node, b: { image: 'i' } } }));

const dotenv = fc
  .array(fc.constantFrom('A=b', 'A=${A}', 'B="x', "'", 'export C', ' #', '\\', '$', ':', '\n', '\r\n', '\u00a0', '='))
  .map(parts => parts.join(''));
const anything = fc.oneof(nearly, json, fc.string(), fc.string({ unit: 'binary' }));

/** A project or one sentence, and places that lie inside of their files. */
function isSound(texts: Texts): boolean {
  const { project, problems } = resolved(texts);
  const isInside = problems.every(
    ({ at, message }) => at.span[0] <= at.span[1] && at.span[1] <= (texts[at.file] ?? '').length && !message.includes('\n'),
  );
  return isInside && (project === undefined) === (problems.length === 1);
}

test('whatever a workspace holds, it gives a project or one problem', () => {
  fc.assert(
    fc.property(anything, anything, dotenv, (main, over, env) =>
      isSound({ 'compose.yaml': main, 'compose.override.yaml': over, '.env': env, x: env }),
    ),
    { numRuns: 2000 },
  );
});

test('a service may hold anything anywhere', () => {
  fc.assert(
    fc.property(json, nearly, dotenv, (main, over, env) =>
      isSound({ 'compose.yaml': main, 'compose.override.yaml': `services:\n  a:\n${over.replace(/^/gm, '    ')}`, x: env }),
    ),
    { numRuns: 2000 },
  );
});

const nested = (open: string, close: string, depth: number): string => open.repeat(depth) + close.repeat(depth);
const doubling = Array.from({ length: 40 }, (_, at) => `x-${at + 1}: &a${at + 1} [*a${at}, *a${at}, *a${at}]`).join('\n');
const growing = Array.from({ length: 60 }, (_, at) => `A${at + 1}=\${A${at}}\${A${at}}`).join('\n');
const links = Array.from({ length: 3000 }, (_, at) => `  s${at}: {extends: s${at + 1}}`).join('\n');
const waiting = Array.from({ length: 5000 }, (_, at) => `  s${at}: {image: i, depends_on: [s${at + 1}]}`).join('\n');
const includes = Object.fromEntries(Array.from({ length: 2000 }, (_, at) => [`${at}.yaml`, `include: [${at + 1}.yaml]`]));

const hostile: readonly (readonly [string, Texts, RegExp | undefined])[] = [
  ['aliases that double', { 'compose.yaml': `x-0: &a0 [1, 2]\n${doubling}\n${service('')}` }, /too large|aliases/],
  ['defaults in defaults', { 'compose.yaml': service(`hostname: "${nested('${A:-', '}', 10_000)}"`) }, /deeply nested/],
  [
    'defaults in defaults of a file of variables',
    { 'compose.yaml': service('env_file: e'), e: `A=${nested('${A:-', '}', 100_000)}` },
    /nested too deeply/,
  ],
  ['references without end', { 'compose.yaml': service(`hostname: "${'${A:-x}'.repeat(100_000)}"`) }, undefined],
  ['open references', { 'compose.yaml': service(`hostname: "${'${A:-'.repeat(100_000)}"`) }, /deeply nested/],
  ['variables that double', { 'compose.yaml': service('env_file: e'), e: `A0=xxxxxxxxxx\n${growing}` }, /too large/],
  ['a value of ten megabytes', { 'compose.yaml': service(`hostname: ${'x'.repeat(10_000_000)}`) }, /too large/],
  ['a variable of ten megabytes', { 'compose.yaml': service('hostname: "$A$A$A"'), '.env': `A=${'x'.repeat(7_000_000)}` }, /too large/],
  ['brackets without end', { 'compose.yaml': service(`command: ${'['.repeat(50_000)}`) }, /deeply/],
  ['deep mappings', { 'compose.yaml': Array.from({ length: 600 }, (_, at) => `${' '.repeat(at)}a:`).join('\n') }, /deeply/],
  ['services that extend each other in a long row', { 'compose.yaml': `services:\n${links}\n  s3000: {image: i}` }, /too many times/],
  ['services that wait in a long row', { 'compose.yaml': `services:\n${waiting}\n  s5000: {image: i}` }, undefined],
  [
    'files that include each other in a long row',
    { 'compose.yaml': `include: [0.yaml]\n${service('')}`, ...includes },
    /Too many or too large|nested too deeply/,
  ],
  ['an env_file of many lines', { 'compose.yaml': service('env_file: e'), e: 'A=1\n# c\n'.repeat(100_000) }, undefined],
  ['ports by the thousand', { 'compose.yaml': service('ports: ["1-60000:1-60000"]') }, undefined],
];

test.each(hostile)('%s end soon, in a project or in one sentence', (_, texts, problem) => {
  const start = performance.now();
  expect(problemOf(texts)).toEqual(problem ? expect.stringMatching(problem) : undefined);
  expect(performance.now() - start).toBeLessThan(8000);
});

test('names of the language are names of services like others', () => {
  expect(
    valueAt('services: {__proto__: {image: i}, constructor: {image: j, environment: {toString: x}}}', 'services/constructor/environment'),
  ).toEqual({ toString: 'x' });
});
