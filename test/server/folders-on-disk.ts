import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterAll } from 'vitest';
import { questions, type GraphAnswer } from '../../src/protocol/lsp.ts';
import { Client } from './client.ts';
import { SHOP } from './system.ts';

export const scratch = await mkdtemp(join(tmpdir(), 'faultline-server-'));
afterAll(() => rm(scratch, { recursive: true, force: true }));

let count = 0;

export async function folder(texts = SHOP, name = `shop-${count++}`): Promise<string> {
  const root = join(scratch, name);
  for (const [path, text] of Object.entries(texts)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  return root;
}

export const client = (root: string): Client => new Client(root, join(scratch, `cache-${count++}`));

export const graph = (of: Client): Promise<GraphAnswer> => of.connection.sendRequest<GraphAnswer>(questions.graph.method, {});

/** `shop web`: every service, behind its folder. */
export const names = async (of: Client): Promise<readonly string[]> =>
  (await graph(of)).roots.flatMap(({ uri, graph: { nodes } }) =>
    nodes.filter(({ kind }) => kind === 'service').map(({ name }) => `${basename(uri)} ${name}`),
  );

export const compose = (...services: readonly string[]): string =>
  `services:\n${services.map(name => `  ${name}:\n    image: acme/${name}\n`).join('')}`;
