// Do values follow the lines that they are said to come from?
//   node bench/origins.mjs WORKSPACE… [--draw 50] [--seed 1]
import { spawnSync } from 'node:child_process';
import { bundled, node } from './bundle.mjs';

const { status } = spawnSync(node, [await bundled('origins/worker.ts'), ...process.argv.slice(2)], { stdio: 'inherit' });
process.exitCode = status ?? 1;
