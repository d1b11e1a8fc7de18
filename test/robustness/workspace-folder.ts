import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Snapshot } from '../../src/core/index/snapshot.ts';
import { indexWorkspace } from '../../src/workspace/engine.ts';

/** What stands at a path: a text, or something that is no text. */
export type Content =
  | string
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'link'; readonly to: string }
  | { readonly kind: 'pipe' }
  | { readonly kind: 'sparse'; readonly size: number };

/** A real folder that ends with the test. */
export function folderOf(files: Readonly<Record<string, Content>>): string {
  const root = mkdtempSync(join(tmpdir(), 'faultline-robust-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(files)) write(join(root, path), content);
  return root;
}

function write(path: string, content: Content): void {
  mkdirSync(dirname(path), { recursive: true });
  if (typeof content === 'string') return writeFileSync(path, content);
  switch (content.kind) {
    case 'bytes':
      return writeFileSync(path, content.bytes);
    case 'link':
      return symlinkSync(content.to, path);
    case 'pipe':
      return void spawnSync('mkfifo', [path]);
    case 'sparse':
      writeFileSync(path, '');
      return truncateSync(path, content.size);
  }
}

export const snapshotOf = async (root: string): Promise<Snapshot> => (await indexWorkspace(root)).snapshot;

export const problemsOf = ({ problems }: Snapshot): string[] => problems.map(({ file, message }) => `${file}: ${message}`);

/** Edges between services and stores as `orders -> depot`. */
export const edgesOf = ({ graph }: Snapshot): string[] => {
  const names = new Map(graph.nodes.map(({ id, name }) => [id, name]));
  return graph.edges.filter(({ kind }) => kind !== 'depends-on').map(({ from, to }) => `${names.get(from)} -> ${names.get(to)}`);
};

/** A system of two that is well, for something broken to stand beside. */
export const well: Readonly<Record<string, string>> = {
  'compose.yaml':
    'services:\n  desk:\n    build: ./desk\n    environment: { DEPOT_URL: "http://depot:7000" }\n  depot:\n    build: ./depot\n',
  'desk/package.json': '{ "name": "desk" }',
  'desk/index.js': "const app = require('express')();\napp.get('/', () => fetch(process.env.DEPOT_URL + '/shelves'));\napp.listen(3000);\n",
  'depot/package.json': '{ "name": "depot" }',
  'depot/index.js': "const app = require('express')();\napp.get('/shelves', (request, response) => response.end());\napp.listen(7000);\n",
};
