// Installs what Faultline is built with and builds it, once for a machine: another step of the same job finds it built.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled, newerNode, run, top } from '../project.mjs';

if (!existsSync(join(top, 'dist/faultline.js'))) {
  ensureInstalled();
  run(newerNode(), ['esbuild.config.mjs']);
}
