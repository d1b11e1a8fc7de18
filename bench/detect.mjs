// What linters of one kind of file find of a catalogue of failures, and what Faultline finds.
//   node bench/detect.mjs CATALOGUE.json [--peers FOLDER] [--json FILE]
// Each entry of the catalogue has a bad and a good fixture, {path: text}, and the lines of which one has to be told. An entry is found where a tool reports one
// of these lines of the bad fixture under a rule that it does not report of the good one. Whatever is reported of a good fixture is counted beside it; of a
// linter for style that is what it is for. The peers come from the npm registry into FOLDER, else into a folder that is gone afterwards. kube-linter is no package
// of a registry for Node; Monokle's validator has rules of its kind for the same files. FAULTLINE_CLI names another build.
// CPU is user + system of a process for each fixture that holds a file of the tool's kind, the start of node included.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { node } from './bundle.mjs';

const top = resolve(fileURLToPath(import.meta.url), '../..');
const cli = resolve(process.env.FAULTLINE_CLI ?? join(top, 'dist/cli.js'));

const { positionals, values } = parseArgs({ allowPositionals: true, options: { peers: { type: 'string' }, json: { type: 'string' } } });
if (positionals.length !== 1 || !existsSync(cli)) {
  console.error(
    positionals.length === 1 ? 'Build first: npm run build.' : 'Usage: node bench/detect.mjs CATALOGUE.json [--peers FOLDER] [--json FILE]',
  );
  process.exit(2);
}

const scratch = mkdtempSync(join(tmpdir(), 'faultline-detect-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));
const peers = values.peers ? resolve(values.peers) : join(scratch, 'peers');
const PACKAGES = ['dclint@3.1.0', 'dockerfilelint@1.8.0', '@monokle/validation@0.33.0'];

/** True where the peers are there. */
function installed() {
  if (existsSync(join(peers, 'node_modules'))) return true;
  mkdirSync(peers, { recursive: true });
  writeFileSync(join(peers, 'package.json'), '{ "private": true }\n');
  const options = { cwd: peers, encoding: 'utf8', timeout: 300_000 };
  const { status, stderr } = spawnSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', ...PACKAGES], options);
  if (status !== 0) console.error(`The peers cannot be installed, so only Faultline is measured.\n${stderr}`);
  return status === 0;
}

const isDockerfile = path => /(^|[./])Dockerfile$|^Dockerfile\./.test(basename(path));
const isCompose = path => /^(docker-)?compose.*\.ya?ml$/.test(basename(path));
const isManifest = (path, text) => /\.ya?ml$/.test(path) && /^apiVersion:/m.test(text) && /^kind:/m.test(text);

const peer = path => join(peers, 'node_modules', path);

/** A tool: which files are of its kind, how it is run on them in their folder, and what it says. */
const TOOLS = [
  {
    name: 'Faultline',
    reads: () => true,
    command: () => [cli, 'check', '.', '--format', 'json', '--no-cache'],
    told: ({ findings }) => findings.flatMap(({ check, evidence }) => evidence.map(({ file, line }) => ({ rule: check, file, line }))),
    count: ({ findings }) => findings.length,
  },
  {
    name: 'dclint 3.1.0 (compose)',
    reads: isCompose,
    command: files => [peer('dclint/bin/dclint.cjs'), '-f', 'json', ...files],
    told: files => files.flatMap(({ filePath, messages }) => messages.map(({ rule, line }) => ({ rule, file: filePath, line }))),
  },
  {
    name: 'Monokle 0.33 (Kubernetes)',
    reads: isManifest,
    command: files => [join(top, 'bench/detect/monokle.mjs'), peers, ...files],
    told: found => found,
  },
  {
    name: 'dockerfilelint 1.8 (Dockerfile)',
    reads: isDockerfile,
    command: files => [peer('dockerfilelint/bin/dockerfilelint'), '-j', ...files],
    told: ({ files }) => files.flatMap(({ file, issues }) => issues.map(({ title, line }) => ({ rule: title, file, line: Number(line) }))),
  },
];

function written(files) {
  const folder = mkdtempSync(join(scratch, 'fixture-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** What a tool says of a fixture, and its CPU in milliseconds; undefined where no file is of its kind. */
function ran(tool, files) {
  const own = Object.keys(files).filter(path => tool.reads(path, files[path]));
  if (own.length === 0) return undefined;
  const cwd = written(files);
  const report = join(scratch, 'time');
  const { stdout, stderr } = spawnSync('/usr/bin/time', ['-f', '%U %S', '-o', report, node, ...tool.command(own)], {
    cwd,
    encoding: 'utf8',
    timeout: 60_000,
  });
  const [user, system] = readFileSync(report, 'utf8').trim().split('\n').at(-1).split(' ').map(Number);
  rmSync(cwd, { recursive: true, force: true });
  try {
    const output = JSON.parse(stdout);
    const told = tool.told(output);
    return { told, count: tool.count?.(output) ?? told.length, cpu: (user + system) * 1000 };
  } catch {
    console.error(`${tool.name} gave no answer: ${stderr.split('\n').find(line => /Error/.test(line)) ?? 'it says nothing'}`);
    return { told: [], count: 0, cpu: (user + system) * 1000 };
  }
}

const linesWith = (text, part) => text.split('\n').flatMap((line, at) => (line.includes(part) ? [at + 1] : []));

function score(tool, { fixture: { bad, good, expect } }) {
  const [onBad, onGood] = [ran(tool, bad), ran(tool, good)];
  const wanted = new Set(expect.flatMap(({ file, contains }) => linesWith(bad[file] ?? '', contains).map(line => `${file}:${line}`)));
  const stays = new Set(onGood?.told.map(({ rule }) => rule));
  const rules = new Set(onBad?.told.filter(({ file, line }) => wanted.has(`${file}:${line}`)).map(({ rule }) => rule));
  const costs = [onBad, onGood].flatMap(one => (one ? [one.cpu] : []));
  return { reads: onBad !== undefined, found: [...rules].some(rule => !stays.has(rule)), beside: onGood?.count ?? 0, costs };
}

const { entries } = JSON.parse(readFileSync(positionals[0], 'utf8'));
const rows = (installed() ? TOOLS : TOOLS.slice(0, 1)).map(tool => {
  const scores = entries.map(entry => ({ id: entry.id, rule: entry.rule, ...score(tool, entry) }));
  const costs = scores.flatMap(one => one.costs).toSorted((a, b) => a - b);
  return {
    tool: tool.name,
    reads: scores.filter(({ reads }) => reads).length,
    found: scores.filter(({ found }) => found).map(({ rule }) => rule),
    beside: scores.reduce((sum, one) => sum + one.beside, 0),
    runs: costs.length,
    cpu: costs[costs.length >> 1] ?? 0,
  };
});
console.log(
  `| ${entries.length} entries | has files of its kind in | finds | reports on good fixtures | CPU of a run, median |\n| --- | --- | --- | --- | --- |`,
);
for (const { tool, reads, found, beside, cpu } of rows)
  console.log(`| ${tool} | ${reads} | ${found.length} | ${beside} | ${Math.round(cpu)} ms |`);
for (const { tool, found } of rows.slice(1)) console.log(`${tool} finds: ${found.join(', ') || 'none'}`);
if (values.json) writeFileSync(values.json, JSON.stringify(rows, null, 1));
