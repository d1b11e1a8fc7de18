import { expect, test } from 'vitest';
import { embedded } from '../../../../src/core/extract/embedded/index.ts';
import { facts, shown } from '../configuration-facts.ts';

const read = (text: string) =>
  facts(embedded, 'k8s/config.yaml', text).map(fact =>
    fact.kind === 'uses-address' && fact.target
      ? `${fact.caller} → ${shown(fact.target)} at ${text.slice(...fact.at).split('\n')[0]}`
      : fact.kind,
  );

const map = (key: string, lines: readonly string[]) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web\ndata:\n  ${key}: |\n${lines.map(line => `    ${line}\n`).join('')}`;

test('a file in a ConfigMap is read in its place, for whoever mounts it', () => {
  expect(read(map('default.conf', ['server {', '  location / {', '    proxy_pass http://cart:80;', '  }', '}']))).toEqual([
    'configmap:web → http://cart:80 at proxy_pass http://cart:80;',
    'limits-calls',
  ]);
  expect(read(map('application.yml', ['spring:', '  redis:', '    host: cache']))).toEqual(['configmap:web → cache at host: cache']);
  expect(read(map('prometheus.yml', ['scrape_configs:', '  - static_configs:', '      - targets: [a:1]']))).toEqual([
    'configmap:web → a:1 at a:1',
  ]);
});

test('plain entries are no files', () => {
  expect(read('kind: ConfigMap\nmetadata: {name: a}\ndata:\n  URL: http://a:1\n')).toEqual([]);
});
