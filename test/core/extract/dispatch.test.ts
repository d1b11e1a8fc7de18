import picomatch from 'picomatch';
import { expect, test } from 'vitest';
import { dispatcher } from '../../../src/core/extract/dispatch.ts';
import type { Extractor } from '../../../src/core/extract/extractor.ts';
import { extractors } from '../../../src/core/extract/extractors.ts';

const extractor = (name: string, include: readonly string[]): Extractor => ({
  name,
  include,
  extract: () => ({ facts: [], problems: [] }),
});

const wanting = dispatcher([
  extractor('code', ['**/*.ts']),
  extractor('package', ['**/package.json']),
  extractor('values', ['**/values*.{yaml,yml}']),
  extractor('proxy', ['**/reverse[pP]roxy*.json']),
  extractor('anything', ['**/*.conf.*']),
  extractor('workflow', ['**/.github/workflows/*.yml']),
]);
const wantedBy = (path: string) => wanting(path).map(({ name }) => name);

test('an ending, a name, and a part of a name are enough wherever the file lies', () => {
  expect(wantedBy('src/main.ts')).toEqual(['code']);
  expect(wantedBy('a/package.json')).toEqual(['package']);
  expect(wantedBy('charts/values-prod.yaml')).toEqual(['values']);
  expect(wantedBy('values.yml')).toEqual(['values']);
  expect(wantedBy('reverseProxy.dev.json')).toEqual(['proxy']);
  expect(wantedBy('nginx.conf.tmpl')).toEqual(['anything']);
});

test('a text of a glob in another place of the name is not enough', () => {
  expect(wantedBy('myvalues.yaml')).toEqual([]);
  expect(wantedBy('values.json')).toEqual([]);
  expect(wantedBy('nginx.conf')).toEqual([]);
});

test('letters count alike, large or small', () => {
  expect(wantedBy('Values.YAML')).toEqual(['values']);
  expect(wantedBy('reverseproxy.json')).toEqual(['proxy']);
});

test('a folder that a glob names has to be on the way', () => {
  expect(wantedBy('.github/workflows/build.yml')).toEqual(['workflow']);
  expect(wantedBy('workflows/build.yml')).toEqual([]);
});

test('lock files are read by nobody', () => {
  expect(dispatcher([extractor('json', ['**/*.json'])])('package-lock.json')).toEqual([]);
});

test('who wants a file is whose globs match its path', () => {
  const names = [
    'values.dev.yaml',
    'Dockerfile.web',
    'x.conf.j2',
    'kong.tmpl',
    'Tiltfile',
    'ocelot.x.json',
    'tsconfig.app.json',
    'my-proxy.json',
  ];
  const all = dispatcher(extractors);
  for (const path of names.flatMap(name => [name, `deploy/config/${name}`, `a/templates/b/${name}`])) {
    const matching = extractors.filter(({ include }) => picomatch.isMatch(path, [...include], { dot: true, nocase: true }));
    expect(new Set(all(path)), path).toEqual(new Set(matching));
  }
});
