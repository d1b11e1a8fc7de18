import { expect, test } from 'vitest';
import { Memory } from '../../../src/core/environments/memory.ts';
import { FactsIndex } from '../../../src/core/index/facts-index.ts';
import { snapshot } from '../../../src/core/index/snapshot.ts';
import type { FilePath } from '../../../src/core/model/source.ts';

type Texts = Readonly<Record<string, string>>;

/** The services that a workspace has, by name. */
function services(texts: Texts): readonly string[] {
  const index = new FactsIndex();
  index.apply(Object.entries(texts).map(([path, text]) => ({ kind: 'set', source: { path: path as FilePath, text } })));
  const { graph } = snapshot(index, { files: { read: path => texts[path], under: () => [] }, memory: new Memory() });
  return graph.nodes
    .filter(({ kind }) => kind === 'service')
    .map(({ name }) => name)
    .toSorted();
}

interface Case {
  readonly rule: string;
  readonly files: Texts;
  readonly are: readonly string[];
}

const SHOP: Texts = {
  'package.json': '{ "name": "shop", "dependencies": { "express": "4" } }',
  'app.js': "import express from 'express';\nconst app = express();\napp.get('/carts', all);\napp.listen(3000);\n",
};

const beside = (rule: string, compose: string, are: readonly string[]): Case => ({
  rule,
  files: { ...SHOP, 'compose.yaml': compose },
  are,
});

test.each([
  beside('a data store', 'services:\n  store: { image: "postgres:16" }\n', ['shop']),
  beside('a data store of a registry', 'services:\n  store: { image: "registry.example/mirror/postgres:16" }\n', ['shop']),
  beside('something is built', 'services:\n  cart: { build: cart }\n', ['cart']),
  beside("an image of the system's own", 'services:\n  cart: { image: "registry.example/team/cart:1" }\n', ['cart']),
])('the program of the root is a service beside nothing but products: $rule', ({ files, are }) => {
  expect(services(files)).toEqual(are);
});

const PAGES: Texts = {
  'web/package.json': '{ "name": "@shop/web", "scripts": { "start": "vite" }, "dependencies": { "react": "18", "vite": "5" } }',
  'web/src/carts.js': "export const carts = () => fetch('http://stock:8000/carts');\n",
};

test.each([
  { rule: 'nobody does', files: PAGES, are: ['web'] },
  {
    rule: 'another package does',
    files: { ...PAGES, 'desk/package.json': '{ "name": "desk", "dependencies": { "@shop/web": "*" } }' },
    are: [],
  },
])('a package that others are made with is no front end: $rule', ({ files, are }) => {
  expect(services({ ...files, 'compose.yaml': 'services:\n  stock: { build: stock }\n' }).filter(name => name !== 'stock')).toEqual(are);
});
