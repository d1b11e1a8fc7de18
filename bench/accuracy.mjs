// Scores the graph of checkouts against systems whose graph is known.
//   node bench/accuracy.mjs TRUTH.json CHECKOUT            one system, with its misses and extras
//   node bench/accuracy.mjs TRUTH_FOLDER CHECKOUTS_FOLDER  every truth whose checkout (a folder named like the truth's file, or owner+name) is there
// Further options are handed to the scorer: --undirected --tiers core,infra,optional
// The scorer is ../shared/score/graph.mjs; FAULTLINE_SCORE names another.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const top = resolve(fileURLToPath(import.meta.url), '../..');
const scorer = process.env.FAULTLINE_SCORE ?? join(top, '../shared/score/graph.mjs');
const node = join(top, 'node_modules/node/bin/node');

const [truthPath, checkoutPath, ...options] = process.argv.slice(2);
if (!truthPath || !checkoutPath) {
  console.error('Usage: node bench/accuracy.mjs TRUTH.json CHECKOUT, or TRUTH_FOLDER CHECKOUTS_FOLDER.');
  process.exit(2);
}
if (!existsSync(scorer)) {
  console.error(`The scorer ${scorer} is not there; set FAULTLINE_SCORE.`);
  process.exit(2);
}

/** The graph of a checkout, as the command line prints it. */
function graphOf(checkout) {
  const { status, stdout, stderr } = spawnSync(node, [join(top, 'dist/cli.js'), 'graph', checkout, '--format', 'json'], {
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  if (status !== 0) throw new Error(`faultline graph ${basename(checkout)} ended with ${status}: ${stderr}`);
  return stdout;
}

const checkoutOf = (truth, name) =>
  [name, truth.repo?.replace('/', '+'), truth.repo?.split('/')[1]]
    .map(folder => join(checkoutPath, folder ?? '', truth.subdir ?? ''))
    .find(existsSync);

const out = mkdtempSync(join(tmpdir(), 'faultline-accuracy-'));
if (statSync(truthPath).isFile()) {
  writeFileSync(join(out, 'graph.json'), graphOf(checkoutPath));
  spawnSync(node, [scorer, truthPath, join(out, 'graph.json'), ...options], { stdio: 'inherit' });
} else {
  for (const file of readdirSync(truthPath).filter(file => file.endsWith('.json'))) {
    const truth = JSON.parse(readFileSync(join(truthPath, file), 'utf8'));
    const checkout = truth.nodes && checkoutOf(truth, basename(file, '.json'));
    if (checkout) writeFileSync(join(out, file), prefixed(graphOf(checkout), truth.subdir));
    else console.error(`${file}: no checkout`);
  }
  spawnSync(node, [scorer, '--batch', truthPath, out, ...options], { stdio: 'inherit' });
}

/** Paths of a truth count from the repository's root, also where only a folder of it was read. */
function prefixed(text, folder) {
  if (!folder) return text;
  const graph = JSON.parse(text);
  for (const node of graph.nodes) if (node.path !== undefined) node.path = `${folder}/${node.path}`;
  for (const { evidence } of [...graph.nodes, ...graph.edges]) for (const place of evidence) place.file = `${folder}/${place.file}`;
  return JSON.stringify(graph);
}
