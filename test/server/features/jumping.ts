import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Location } from 'vscode-languageserver-protocol/node';
import { afterAll } from 'vitest';
import { built } from '../../cli/command-line.ts';
import { Client } from '../client.ts';

const SYSTEM: Readonly<Record<string, string>> = {
  'compose.yaml':
    'services:\n  web:\n    build: web\n    environment:\n      ORDERS_URL: http://orders:8080\n  orders:\n    build: orders\n',
  'web/package.json': '{ "name": "web", "scripts": { "start": "node index.js" } }',
  'web/index.js': 'const axios = require("axios");\naxios.get(process.env.ORDERS_URL + "/orders/" + id);\n',
  'orders/package.json': '{ "name": "orders", "scripts": { "start": "node index.js" } }',
  'orders/index.js':
    'const app = require("express")();\napp.get("/orders/:id", (request, response) => response.json({}));\napp.listen(8080);\n',
};

/** A server on a small system; a question about a place is answered with files and lines, from 1. */
export async function jumping(): Promise<(method: string, at: { path: string; line: number; character: number }) => Promise<string[]>> {
  built();
  const root = await mkdtemp(join(tmpdir(), 'faultline-jumps-'));
  for (const [path, text] of Object.entries(SYSTEM)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  const client = new Client(root, `${root}-cache`);
  await client.start();
  afterAll(async () => {
    await client.stop();
    await rm(root, { recursive: true, force: true });
    await rm(`${root}-cache`, { recursive: true, force: true });
  });
  await client.ready();
  return async (method, { path, line, character }) => {
    await client.open(path);
    const found: Location[] = await client.connection.sendRequest(`textDocument/${method}`, {
      textDocument: { uri: client.uri(path) },
      position: { line, character },
      ...(method === 'references' && { context: { includeDeclaration: true } }),
    });
    return found.map(
      ({ uri, range }) => `${uri.slice(client.uri('').length + (client.uri('').endsWith('/') ? 0 : 1))}:${range.start.line + 1}`,
    );
  };
}
