import { expect, test } from 'vitest';
import { customaryImports } from '../../../../src/core/extract/code/customary-imports.ts';
import { snapshotOf } from '../../detect/workspace.ts';

const asked = (text: string): readonly unknown[] => {
  const { graph } = snapshotOf({
    'compose.yaml': 'services:\n  shop:\n    build: ./shop\n  stock:\n    image: acme/stock:1\n',
    'shop/c.js': text,
  });
  return graph.edges.map(({ from, to, confidence }) => `${from} ${to} ${confidence}`);
};

test('a file that imports nothing takes a library by the name that everybody calls it', () => {
  const made = "const api = axios.create({ baseURL: 'http://stock:8080' });\napi.get('/items');\n";
  expect(asked(made)).toEqual(['service:shop service:stock certain']);
  expect(customaryImports('Go').get('http')).toBe('net/http');
});

test('a name that the file gives to something of its own is that', () => {
  expect(customaryImports('JavaScript', new Set(['axios'])).has('axios')).toBe(false);
  expect(customaryImports('Rust').size).toBe(0);
});
