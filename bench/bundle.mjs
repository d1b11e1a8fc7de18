// Bundles a bench's worker as the command line is bundled, beside dist/grammars, where the engine looks for them.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const top = resolve(fileURLToPath(import.meta.url), '../..');
const pinned = join(top, 'node_modules/node/bin/node');

/** The node that runs workers: the pinned one where it is installed. */
export const node = existsSync(pinned) ? pinned : process.execPath;

/** The CommonJS packages in the bundle ask for what modules lack. */
const BANNER = `import { createRequire as __createRequire } from 'node:module';
import { fileURLToPath as __fileURLToPath } from 'node:url';
import { dirname as __folder } from 'node:path';
const require = __createRequire(import.meta.url);
const __filename = __fileURLToPath(import.meta.url);
const __dirname = __folder(__filename);`;

/** Builds `bench/ENTRY` and gives the path of the bundle. */
export async function bundled(entry) {
  const outfile = join(top, 'dist', `bench-${entry.replace(/\.ts$/, '').replaceAll('/', '-')}.js`);
  await build({
    entryPoints: [join(top, 'bench', entry)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node22',
    banner: { js: BANNER },
    external: ['oxc-parser', 'ts-morph'],
    logLevel: 'warning',
  });
  return outfile;
}
