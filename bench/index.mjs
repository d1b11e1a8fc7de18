// What indexing costs, as ratios to reading the same bytes, to ts-morph and to dependency-cruiser.
//   node bench/index.mjs FOLDER… [--rounds 3] [--json FILE] [--only read,cold,second,edits,ts-morph,dependency-cruiser,linear]
// FAULTLINE_CLI names another build to measure; FAULTLINE_DEPENDENCY_CRUISER a folder with dependency-cruiser and typescript in its node_modules
// (npm i --prefix FOLDER dependency-cruiser typescript@5). Without it that comparison is left out.
// CPU is user + system of a new process with its children, node's own start included; only "read" is the bare work: reading and decoding.
// So ratios to "read" are against the cheapest reading there is. Each round runs every job once, A B A B; ratios are of one round, the table has their medians.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundled, node } from './bundle.mjs';
import { parseArgs } from 'node:util';

const top = resolve(fileURLToPath(import.meta.url), '../..');
const cli = process.env.FAULTLINE_CLI ?? join(top, 'dist/cli.js');
const worker = await bundled('index/worker.ts');
const cruiser = process.env.FAULTLINE_DEPENDENCY_CRUISER;

const { positionals: folders, values } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '3' }, json: { type: 'string' }, only: { type: 'string' } },
});
if (folders.length === 0 || !existsSync(cli)) {
  console.error(
    folders.length === 0 ? 'Usage: node bench/index.mjs FOLDER… [--rounds 3] [--json FILE] [--only JOBS]' : 'Build first: npm run build.',
  );
  process.exit(2);
}
const only = values.only?.split(',');
const wants = job => !only || only.includes(job);

const scratch = mkdtempSync(join(tmpdir(), 'faultline-bench-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));

/** Runs node in a new process: CPU with children in milliseconds, the most memory in MB, and what it printed last. */
function run(args, options = {}) {
  const report = join(scratch, 'time');
  const result = spawnSync('/usr/bin/time', ['-f', '%U %S %M', '-o', report, node, ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 30,
    ...options,
    env: { ...process.env, ...options.env },
  });
  if (result.error) throw new Error(`/usr/bin/time is needed: ${result.error.message}`);
  const [user, system, memory] = readFileSync(report, 'utf8').trim().split('\n').at(-1).split(' ').map(Number);
  if (result.status !== 0)
    console.error(`${basename(args[0])} ${args.slice(1, 3).join(' ')} ended with ${result.status}: ${result.stderr.slice(-300)}`);
  return { cpu: (user + system) * 1000, memory: memory / 1024, last: result.stdout.trimEnd().split('\n').at(-1) };
}

function work(job, folder) {
  const { cpu, memory, last } = run([worker, job, folder]);
  return { process: cpu, memory, ...JSON.parse(last) };
}

const quiet = { stdio: ['ignore', 'ignore', 'inherit'], encoding: 'buffer' };

/** Runs the command line for its cost alone; its output goes nowhere. */
function graph(folder, args, env) {
  const report = join(scratch, 'time');
  spawnSync('/usr/bin/time', ['-f', '%U %S %M', '-o', report, node, cli, 'graph', folder, '--format', 'json', ...args], {
    ...quiet,
    env: { ...process.env, ...env },
  });
  const [user, system, memory] = readFileSync(report, 'utf8').trim().split('\n').at(-1).split(' ').map(Number);
  return { cpu: (user + system) * 1000, memory: memory / 1024 };
}

/** The same arguments for every tree: follow TypeScript's types, never enter packages. */
function dependencyCruiser(folder) {
  const bin = join(resolve(cruiser), 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  return run([bin, '--no-config', '--ts-pre-compilation-deps', '--exclude', 'node_modules', '--output-type', 'err', '.'], { cwd: folder });
}

function round(folder) {
  const kept = join(scratch, 'cache');
  const found = { read: work('read', folder), text: work('read-text', folder), start: run(['-e', '0']) };
  if (wants('cold')) found.cold = graph(folder, ['--no-cache']);
  if (wants('ts-morph')) found.tsMorph = work('ts-morph', folder);
  if (wants('second')) {
    rmSync(kept, { recursive: true, force: true });
    found.keeping = graph(folder, [], { XDG_CACHE_HOME: kept });
    found.second = graph(folder, [], { XDG_CACHE_HOME: kept });
  }
  if (wants('dependency-cruiser') && cruiser) found.cruiser = dependencyCruiser(folder);
  if (wants('edits')) found.edits = work('edits', folder);
  return found;
}

/** A quarter, a half and all of the files, copied with their folders: files of every part of the tree in each. */
function linear(folder) {
  const { wanted } = work('list', folder);
  return [4, 2, 1].map(share => {
    const copy = join(scratch, `share-${share}`);
    const chosen = wanted.filter((_, at) => at % share === 0);
    for (const path of chosen) {
      mkdirSync(dirname(join(copy, path)), { recursive: true });
      cpSync(join(folder, path), join(copy, path));
    }
    const runs = Array.from({ length: 3 }, () => graph(copy, ['--no-cache']).cpu);
    const start = median(Array.from({ length: 3 }, () => run([cli, '--help']).cpu));
    rmSync(copy, { recursive: true, force: true });
    return { files: chosen.length, cpu: median(runs), perFile: (median(runs) - start) / chosen.length };
  });
}

const median = numbers => numbers.toSorted((a, b) => a - b)[Math.floor((numbers.length - 1) / 2)];
const over = (rounds, pick) => {
  const found = rounds.map(pick).filter(number => Number.isFinite(number));
  return found.length === 0 ? undefined : median(found);
};
const shown = (number, digits = 0) => (number === undefined ? '–' : number.toFixed(digits));

function report(folder, rounds) {
  const [{ read, text, edits }] = rounds;
  const ms = pick => `${shown(over(rounds, pick))} ms`;
  const times = (pick, digits = 1) => `${shown(over(rounds, pick), digits)} ×`;
  return [
    ['files and text that Faultline reads', `${read.files} files, ${shown(read.megabytes, 1)} MB`],
    ['all listed text files', `${text.files} files, ${shown(text.megabytes, 1)} MB`],
    ['read (what Faultline reads; bare work)', ms(r => r.read.cpu)],
    ['read (all text files; bare work)', ms(r => r.text.cpu)],
    ['bare start of node', ms(r => r.start.cpu)],
    ['cold index', ms(r => r.cold?.cpu)],
    ['cold / read', times(r => r.cold?.cpu / r.read.cpu)],
    ['cold / read of all text files', times(r => r.cold?.cpu / r.text.cpu)],
    ['cold / process that lists and reads', times(r => r.cold?.cpu / r.read.process)],
    ['ts-morph', ms(r => r.tsMorph?.process)],
    ['ts-morph / cold', times(r => r.tsMorph?.process / r.cold?.cpu)],
    ['dependency-cruiser', ms(r => r.cruiser?.cpu)],
    ['dependency-cruiser / cold', times(r => r.cruiser?.cpu / r.cold?.cpu)],
    ['cold index that also keeps its facts', ms(r => r.keeping?.cpu)],
    ['second start', ms(r => r.second?.cpu)],
    ['second start / read', times(r => r.second?.cpu / r.read.cpu)],
    ['second start / process that lists and reads', times(r => r.second?.cpu / r.read.process)],
    [
      'one edit to a new graph, wall: first, fifth',
      `${shown(edits?.wall.first)}, ${shown(edits?.wall.fifth)} ms (${edits?.facts ?? '–'} facts)`,
    ],
    [
      'one edit to a new graph, wall: median, P95',
      `${shown(
        over(rounds, r => r.edits?.wall.median),
        1,
      )}, ${shown(
        over(rounds, r => r.edits?.wall.p95),
        1,
      )} ms`,
    ],
    [
      'one edit to a new graph, CPU: median, P95',
      `${shown(
        over(rounds, r => r.edits?.cpu.median),
        1,
      )}, ${shown(
        over(rounds, r => r.edits?.cpu.p95),
        1,
      )} ms`,
    ],
    ['most memory: cold, second start', `${shown(over(rounds, r => r.cold?.memory))}, ${shown(over(rounds, r => r.second?.memory))} MB`],
  ];
}

const results = {};
for (const folder of folders.map(folder => resolve(folder))) {
  const rounds = Array.from({ length: Number(values.rounds) }, () => round(folder));
  const shares = wants('linear') ? linear(folder) : [];
  results[basename(folder)] = { rounds, shares };
  console.log(`\n${basename(folder)} (${rounds.length} rounds, medians)`);
  for (const [name, value] of report(folder, rounds)) console.log(`  ${name.padEnd(46)} ${value}`);
  for (const { files, cpu, perFile } of shares)
    console.log(`  ${`cold index of ${files} files`.padEnd(46)} ${shown(cpu)} ms, ${shown(perFile, 3)} ms a file without the start`);
}
if (values.json) writeFileSync(values.json, `${JSON.stringify(results, null, 1)}\n`);
