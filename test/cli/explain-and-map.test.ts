import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { folderOf } from '../robustness/workspace-folder.ts';
import { built, faultline } from './command-line.ts';

beforeAll(built, 60_000);

const SHOP = 'examples/shop';

test('a node is explained by what was joined into it, what it needs and who needs it', () => {
  const { status, stdout, stderr } = faultline('explain', SHOP, 'orders');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatch(/^orders \(service/);
  expect(stdout).toMatch(/compose(\.override)?\.yaml:\d+ {2}orders:/);
  expect(stdout).toMatch(/It needs:\n[^]*http +payments \(certain\)/);
  expect(stdout).toMatch(/If orders fails, these fail:\n[^]*http +storefront \(certain\)/);
  expect(stdout).toMatch(/Not known:\n.*partners\.ts:11/);
});

test('an edge is explained by every proof with its source line', () => {
  for (const asked of ['storefront -> orders', 'storefront → orders', 'storefront->orders']) {
    const { status, stdout } = faultline('explain', SHOP, asked);
    expect(status).toBe(0);
    expect(stdout).toMatch(/storefront → orders \(http, certain\)/);
    expect(stdout).toContain('services/storefront/src/orders.ts:3  const ordersUrl');
    expect(stdout).toContain('compose.yaml:13  ORDERS_URL: http://orders:8080');
  }
});

test('what is explained can be had as JSON', () => {
  const { status, stdout } = faultline('explain', SHOP, 'orders -> payments', '--format', 'json');
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    nodes: [],
    edges: expect.arrayContaining([expect.objectContaining({ from: 'service:orders', to: 'service:payments', kind: 'http' })]),
  });
});

test('a node is found by its folder and by its name in any case', () => {
  for (const asked of ['services/orders', 'ORDERS', 'service:orders'])
    expect(faultline('explain', SHOP, asked)).toMatchObject({ status: 0, stdout: expect.stringMatching(/^orders \(/) });
});

test('the map is one file that loads nothing', () => {
  const out = join(folderOf({}), 'new/folder/map.html');
  const { status, stdout, stderr } = faultline('map', SHOP, '--out', out);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toContain(out);
  const page = readFileSync(out, 'utf8');
  expect(page).toMatch(/^<!doctype html>/);
  expect(page).toContain("default-src 'none'");
  expect([...page.matchAll(/<(?:script|img|iframe|link|source|embed|object)\b[^>]*\b(?:src|href|data)\s*=/gi)]).toEqual([]);
  expect(page).not.toMatch(/@import|url\(\s*['"]?(?:https?:)?\/\/|import\s*\(|\bfetch\(\s*['"]http/);
  expect(page).toContain('storefront');
});

test('a source line in the map cannot end its script', () => {
  const out = join(folderOf({}), 'map.html');
  const root = folderOf({
    'compose.yaml': 'services:\n  a:\n    build: ./a\n  b:\n    image: x\n',
    'a/package.json': '{ "name": "a" }',
    'a/index.js': "require('express')().listen(1); fetch('http://b:1/'); // </script><script>alert(1)</script><!--\n",
  });
  expect(faultline('map', root, '--out', out).status).toBe(0);
  expect(readFileSync(out, 'utf8')).not.toContain('<script>alert(1)');
});
