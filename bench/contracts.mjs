// What comparing large contracts costs, against parsing both versions, and against oasdiff and buf where they are there.
//   node bench/contracts.mjs [protobuf|yaml|json]          # OASDIFF=path and BUF=path name the other tools; else they are looked for on the PATH
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { node } from './bundle.mjs';
import { openApi, protos } from './contracts/documents.mjs';

const top = resolve(fileURLToPath(import.meta.url), '../..');
const RUNS = 3;

const median = numbers => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

function written(folder, texts) {
  for (const [path, text] of Object.entries(texts)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

function ours(what, format, sides) {
  const runs = Array.from({ length: RUNS }, () => {
    const { stdout, stderr } = spawnSync(node, [join(top, 'bench/contracts/worker.mjs'), what, format, ...sides], { encoding: 'utf8' });
    if (stdout === '') throw new Error(stderr);
    return JSON.parse(stdout);
  });
  return { cpu: median(runs.map(({ cpu }) => cpu)), changes: runs[0].changes };
}

/** How schemas hold each other, how many there are so that a document has 5 MB, and that in words. */
const DOCUMENTS = [
  ['groups', 2_100, 'few others'],
  ['all', 2_100, 'all others'],
  ['dense', 1_550, 'all others, each by twelve references'],
];

const LONGEST = 60_000;

const milliseconds = times => [...times.matchAll(/(\d+)m([\d.]+)s/g)].reduce((sum, [, m, s]) => sum + m * 60_000 + s * 1000, 0);

/** The CPU of a whole program, start included, as the shell counts it; nothing where there is no such program. */
function program(command, args) {
  if (spawnSync(command, ['--version']).error) return undefined;
  const { stdout, error } = spawnSync('sh', ['-c', 'timeout 60 "$@" >/dev/null 2>&1; times', 'sh', command, ...args], {
    encoding: 'utf8',
    timeout: 2 * LONGEST,
  });
  return error ? Infinity : milliseconds(stdout.split('\n')[1]);
}

const shown = ms => (ms < LONGEST ? `${(ms / 1000).toFixed(2)} s` : 'not done in 60 s');

function report({ name, format, sides, other }) {
  if (!name.includes(process.argv[2] ?? '')) return;
  const parse = ours('parse', format, sides);
  const diff = ours('diff', format, sides);
  const whole = program(node, [join(top, 'dist/cli.js'), 'contract-diff', ...other.inputs, '--format', 'json']);
  const theirs = program(other.command, other.args);
  const against =
    theirs === undefined
      ? `no ${other.name} here`
      : `whole program ${shown(whole)}, ${other.name} ${shown(theirs)}: ${(whole / theirs).toFixed(2)} ×`;
  console.log(
    `${name}: parse both ${shown(parse.cpu)}, diff ${shown(diff.cpu)} (${(diff.cpu / parse.cpu).toFixed(1)} × parse), ${diff.changes} changes; ${against}`,
  );
}

const folder = mkdtempSync(join(tmpdir(), 'contracts-'));
try {
  for (const [linked, schemas, held] of DOCUMENTS)
    for (const form of ['yaml', 'json']) {
      const texts = await Promise.all([false, true].map(isEdited => inForm(openApi({ schemas, isEdited, linked }), form)));
      const sides = texts.map((text, side) => written(join(folder, `openapi-${linked}-${form}-${side}`), { [`api.${form}`]: text }));
      const inputs = sides.map(side => join(side, `api.${form}`));
      const name = `OpenAPI, ${form}, ${(texts[0].length / 1e6).toFixed(1)} MB a side, schemas hold ${held}`;
      const oasdiff = { name: 'oasdiff', command: process.env.OASDIFF ?? 'oasdiff', inputs, args: ['changelog', ...inputs, '-f', 'json'] };
      report({ name, format: 'openapi', sides, other: oasdiff });
    }
  const sides = [false, true].map(isEdited => written(join(folder, `proto-${isEdited}`), protos({ files: 80, isEdited })));
  const buf = { name: 'buf', command: process.env.BUF ?? 'buf', inputs: sides, args: ['breaking', sides[1], '--against', sides[0]] };
  report({ name: 'protobuf, 80 files', format: 'protobuf', sides, other: buf });
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function inForm(text, form) {
  if (form === 'yaml') return text;
  const { parse } = await import('yaml');
  return JSON.stringify(parse(text), null, 1);
}
