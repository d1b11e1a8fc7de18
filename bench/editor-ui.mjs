// What the map costs in an editor's page: 200 services and 1,000 dependencies in headless Chromium, with a host that answers every intent.
//   node bench/editor-ui.mjs [--services 200] [--edges 1000] [--rounds 9] [--json FILE]
// "opens" is from the message with the state to the frame in which the map is painted; the others from the key or click to that frame.
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';

const top = resolve(fileURLToPath(import.meta.url), '../..');
const { values } = parseArgs({
  options: {
    services: { type: 'string', default: '200' },
    edges: { type: 'string', default: '1000' },
    rounds: { type: 'string', default: '9' },
    json: { type: 'string' },
  },
});
const LIMITS = { opens: 1000, focus: 50, search: 50, expand: 50 };

/** Plays the editor: holds the state, answers every intent with a place, and tells how long it took until something was painted. */
const HOST = `
import { mapState } from './src/protocol/panels/map.ts';
import { reduce, started } from './src/webview/map/reduce.ts';
import { generated } from './test/webview/fixtures.ts';
let state = started({ ...mapState(generated(${values.services}, ${values.edges})), source: { kind: 'open' } });
let seen = 0;
const post = data => dispatchEvent(new MessageEvent('message', { data: JSON.parse(JSON.stringify(data)) }));
const tell = () => {
  const { graph, ...place } = state;
  post({ kind: 'place', place, condition: { kind: 'ready' }, seen });
};
globalThis.acquireVsCodeApi = () => ({
  setState() {},
  postMessage(intent) {
    if (intent.kind === 'opened') return;
    seen++;
    state = reduce(state, intent);
    setTimeout(tell);
  },
});
const painted = () => new Promise(done => requestAnimationFrame(() => { const { port1, port2 } = new MessageChannel(); port1.onmessage = done; port2.postMessage(0); }));
globalThis.open = async () => {
  const begun = performance.now();
  post({ kind: 'graph', root: 'file:///bench', graph: state.graph });
  tell();
  await painted();
  return performance.now() - begun;
};
globalThis.timed = async act => {
  const begun = performance.now();
  act();
  await painted();
  return performance.now() - begun;
};
`;

const bundle = async options =>
  (await build({ bundle: true, write: false, format: 'iife', target: 'es2022', absWorkingDir: top, ...options })).outputFiles[0].text;
const host = await bundle({ stdin: { contents: HOST, resolveDir: top, loader: 'ts' } });
const [script, style] = ['map-view.js', 'map-view.css'].map(name => readFileSync(join(top, 'dist', name), 'utf8'));

/** One page, one look at everything: milliseconds of each. */
async function round(browser) {
  const page = await browser.newPage({ viewport: { width: 1300, height: 800 } });
  await page.setContent(`<!doctype html><html lang="en"><style>${style}</style><body class="panel"><div id="map"></div></body></html>`);
  await page.addScriptTag({ content: host });
  await page.addScriptTag({ content: script });
  const opens = await page.evaluate(() => globalThis.open());
  const click = selector =>
    page.evaluate(
      found => globalThis.timed(() => document.querySelector(found).dispatchEvent(new MouseEvent('click', { bubbles: true }))),
      selector,
    );
  const expand = await click('.chevron');
  const focus = await click('.card:not(.focused)');
  const search = await page.evaluate(() =>
    globalThis.timed(() => {
      const input = document.querySelector('.search input');
      input.value = 'service-1';
      input.dispatchEvent(new Event('input', { bubbles: true }));
    }),
  );
  await page.close();
  return { opens, focus, search, expand };
}

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
const rounds = [];
for (let i = 0; i < Number(values.rounds); i++) rounds.push(await round(browser));
await browser.close();

const median = list => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)];
const figures = Object.fromEntries(Object.keys(LIMITS).map(name => [name, Math.round(median(rounds.map(one => one[name])) * 10) / 10]));
const bundleKilobytes = Math.round(statSync(join(top, 'dist/extension.cjs')).size / 1000);
console.log(`${values.services} services, ${values.edges} dependencies, medians of ${values.rounds}:`);
for (const [name, limit] of Object.entries(LIMITS))
  console.log(`  ${name.padEnd(7)} ${String(figures[name]).padStart(7)} ms   (at most ${limit})`);
console.log(`  bundle  ${String(bundleKilobytes).padStart(7)} kB   (at most 600)`);
if (values.json) writeFileSync(values.json, JSON.stringify({ ...figures, bundleKilobytes }, null, 1));
const broken = Object.entries(LIMITS).some(([name, limit]) => figures[name] > limit) || bundleKilobytes > 600;
process.exit(broken ? 1 : 0);
