// npm start [-- DIR]: installs what is missing, builds, and runs the main job: summary, graph and map of a folder.
import { basename, join, resolve } from 'node:path';
import { ensureInstalled, newerNode, run, top } from './project.mjs';

ensureInstalled();
const node = newerNode();
run(node, ['esbuild.config.mjs']);
const folder = resolve(process.env.INIT_CWD ?? top, process.argv[2] ?? join(top, 'examples/shop'));
const out = join(top, 'out', `${basename(folder)}.html`);
run(node, ['dist/cli.js', 'graph', folder]);
run(node, ['dist/cli.js', 'map', folder, '--out', out]);
console.log(`Open it in a browser: file://${out}`);
