import { expect, test } from 'vitest';
import { jumps, type Texts } from './jump.ts';

interface Jump {
  readonly rule: string;
  readonly files: Texts;
  readonly leads: readonly string[];
}

const PROGRAMS: Texts = {
  'apps/shop/package.json': '{ "name": "shop", "dependencies": { "express": "4" } }',
  'apps/shop/app.js': "import express from 'express';\nexport const url = process.env.PRICES_URL;\nexpress().listen(3000);\n",
  'apps/stock/package.json': '{ "name": "stock", "dependencies": { "express": "4" } }',
  'apps/stock/app.js': "import express from 'express';\nexport const depth = process.env.SHELF_DEPTH;\nexpress().listen(8000);\n",
};

const reads = (folder: string, name: string): Texts => ({ [`${folder}/more.js`]: `export const more = process.env.${name};\n` });

/** Programs that hold a name in so many files that it is everybody's. */
const everywhere = (name: string): Texts =>
  Object.assign({}, ...['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'].map(letter => reads(`apps/shop/${letter}`, name)));

const jump = (rule: string, files: Texts, leads: readonly string[]): Jump => ({ rule, files: { ...PROGRAMS, ...files }, leads });

test.each([
  jump('of all programs below it', { 'apps/.env': 'PRICES_¦URL=http://prices\nSHELF_DEPTH=3\n' }, [
    'apps/shop/app.js: export const url = process.env.PRICES_URL;',
  ]),
  jump('whichever of them it is', { 'apps/.env': 'PRICES_URL=http://prices\nSHELF_DE¦PTH=3\n' }, [
    'apps/stock/app.js: export const depth = process.env.SHELF_DEPTH;',
  ]),
  jump('not of programs beside its folder', { 'deploy/.env': 'PRICES_¦URL=http://prices\n' }, []),
  jump(
    'not of tests',
    { 'apps/.env': 'TEST_¦URL=http://prices\n', 'apps/shop/test/app.test.js': 'export const url = process.env.TEST_URL;\n' },
    [],
  ),
  jump('not of everybody', { 'apps/.env': 'LOG_LE¦VEL=debug\n', ...everywhere('LOG_LEVEL') }, []),
])('a file of variables leads to who reads them: $rule', ({ files, leads }) => {
  expect(jumps(files)).toEqual(leads);
});

const compose = (shop: string): Texts => ({
  'compose.yaml': `services:\n  front:\n    ${shop}\n    environment:\n      SHELF_DE¦PTH: 3\n`,
});

test.each([
  jump('known by its image', compose('image: registry.example/team/front:1'), [
    'apps/stock/app.js: export const depth = process.env.SHELF_DEPTH;',
  ]),
  jump('a product has variables of its own', compose('image: postgres:16'), []),
  jump(
    'whose code is here reads its own',
    { ...compose('build: front'), 'front/package.json': '{ "name": "front" }', 'front/app.js': '' },
    [],
  ),
])('variables of a service lead to whoever reads the name: $rule', ({ files, leads }) => {
  expect(jumps(files)).toEqual(leads);
});

test('a reader that is given the variable is led to who gives it, and to no other file', () => {
  expect(
    jumps({
      ...PROGRAMS,
      'apps/.env': 'SHELF_DEPTH=3\n',
      'compose.yaml': 'services:\n  stock:\n    build: apps/stock\n    environment:\n      SHELF_DEPTH: 4\n  shop: { build: apps/shop }\n',
      'apps/stock/app.js': "import express from 'express';\nexport const depth = process.env.SHELF_¦DEPTH;\nexpress().listen(8000);\n",
    }),
  ).toEqual(['compose.yaml: SHELF_DEPTH: 4']);
});
