// What an impact costs once the workspace is indexed: so many changed files, each with one more exported name, in a copy under git.
//   node bench/impact.mjs FOLDER [FILES]          # a checkout that is left as it is; 200 files where nothing is said
import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { bundled, node } from './bundle.mjs';

const RUNS = 3;
const [given, count = '200'] = process.argv.slice(2);
if (given === undefined) {
  console.error('usage: node bench/impact.mjs FOLDER [FILES]');
  process.exit(2);
}

const median = numbers => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const git = (cwd, ...args) =>
  execFileSync(
    'git',
    ['-c', 'user.name=bench', '-c', 'user.email=bench@localhost', '-c', 'gc.auto=0', '-c', 'core.hooksPath=/dev/null', ...args],
    { cwd, encoding: 'utf8', maxBuffer: 1 << 28 },
  );

const own = mkdtempSync(join(tmpdir(), 'faultline-bench-impact-'));
try {
  const folder = join(own, basename(resolve(given)));
  cpSync(resolve(given), folder, { recursive: true, verbatimSymlinks: true, filter: path => !/(^|\/)(\.git|node_modules)$/.test(path) });
  git(folder, 'init', '-q');
  git(folder, 'add', '-A');
  git(folder, 'commit', '-q', '-m', 'base');
  const sources = git(folder, 'ls-files', '*.ts')
    .split('\n')
    .filter(path => path !== '' && !/\.(test|spec|d)\.ts$/.test(path));
  const step = Math.max(1, Math.floor(sources.length / Number(count)));
  const edited = sources.filter((_, at) => at % step === 0).slice(0, Number(count));
  for (const path of edited) appendFileSync(join(folder, path), '\nexport const oneMore = 1;\n');
  const worker = await bundled('impact/worker.ts');
  const runs = Array.from({ length: RUNS }, () => {
    const { stdout, stderr } = spawnSync(node, [worker, folder, join(own, 'cache')], { encoding: 'utf8', maxBuffer: 1 << 28 });
    if (stdout === '') throw new Error(stderr);
    return JSON.parse(stdout);
  });
  const { files, changes, broken } = runs[0];
  const [index, impact] = [median(runs.map(run => run.index)), median(runs.map(run => run.impact))];
  console.log(`${files} files, ${edited.length} changed, ${changes} changes told, ${broken} services broken`);
  console.log(`reading the index again ${index.toFixed(0)} ms of CPU, the impact ${impact.toFixed(0)} ms more (median of ${RUNS})`);
} finally {
  rmSync(own, { recursive: true, force: true });
}
