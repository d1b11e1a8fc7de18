import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { built, faultline } from './command-line.ts';

const FILES = {
  '.git/HEAD': 'ref: refs/heads/main\n',
  'values/prod.yaml': 'port: 8443\n',
  'chart/Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 1.0.0\n',
  'chart/values.yaml': 'port: 80\n',
  'chart/templates/a.yaml': 'kind: Service\nmetadata:\n  name: {{ .Release.Name }}\nspec:\n  ports:\n    - port: {{ .Values.port }}\n',
  'chart/templates/b.yaml': 'kind: ConfigMap\nv: {{ required "Set x." .Values.x }}\n',
  'broken/Chart.yaml': 'apiVersion: v2\nname: broken\nversion: 1.0.0\n',
  'broken/templates/a.yaml': 'v: {{ end }}\n',
};

let root: string;
beforeAll(() => {
  built();
  root = mkdtempSync(join(tmpdir(), 'faultline-helm-'));
  for (const [path, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}, 60_000);
afterAll(() => rmSync(root, { recursive: true, force: true }));

test('the objects are JSON, and what cannot be rendered is said with its line', () => {
  const { status, stdout } = faultline(
    'helm',
    join(root, 'chart'),
    '--values',
    join(root, 'values/prod.yaml'),
    '--name',
    'live',
    '--format',
    'json',
  );
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toEqual({
    objects: [{ kind: 'Service', metadata: { name: 'live' }, spec: { ports: [{ port: 8443 }] } }],
    problems: [
      { file: 'chart/templates/b.yaml', line: 2, message: 'shop/templates/b.yaml cannot be rendered: error calling required: Set x.' },
    ],
  });
});

test('the text has the lines that each value is made of', () => {
  const { stdout } = faultline('helm', join(root, 'chart'), '--set', 'x=1', '-f', join(root, 'values/prod.yaml'));
  expect(stdout).toMatch(/- port: 8443 +chart\/templates\/a\.yaml:6, values\/prod\.yaml:1\n/);
});

test('a chart of which nothing can be rendered ends with 1', () => {
  expect(faultline('helm', join(root, 'broken')).status).toBe(1);
});

test.each([
  [['helm'], 'Name the folder to read'],
  [['helm', '.', '--format', 'xml'], '--format takes one of text, json, not "xml".'],
  [['helm', '.', '--nope'], "Unknown option '--nope'"],
])('%j is a usage error', (args, message) => {
  const { status, stderr } = faultline(...args);
  expect([status, stderr]).toEqual([2, expect.stringContaining(message)]);
});
