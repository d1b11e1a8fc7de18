// Do values follow the lines that they are said to come from?
//   node bench/origins.mjs WORKSPACE… [--draw 50] [--seed 1]
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const top = resolve(fileURLToPath(import.meta.url), '../..');
const pinned = join(top, 'node_modules/node/bin/node');
const worker = join(top, 'dist/origins-worker.js');

// Beside dist/grammars, where the engine looks for them.
await build({
  entryPoints: [join(top, 'bench/origins/worker.ts')],
  outfile: worker,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node22',
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module';\nimport { fileURLToPath as __fileURLToPath } from 'node:url';\nimport { dirname as __folder } from 'node:path';\nconst require = __createRequire(import.meta.url);\nconst __filename = __fileURLToPath(import.meta.url);\nconst __dirname = __folder(__filename);",
  },
  external: ['oxc-parser', 'ts-morph'],
  logLevel: 'warning',
});
const { status } = spawnSync(existsSync(pinned) ? pinned : process.execPath, [worker, ...process.argv.slice(2)], { stdio: 'inherit' });
process.exitCode = status ?? 1;
