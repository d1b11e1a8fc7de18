// npm run package: what the editor gets, as out/faultline.vsix. It holds the parser's binary of this machine, so it is packaged for this platform.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newerNode, script, top } from '../project.mjs';

const stage = join(top, 'out/vsix');
const vsix = join(top, 'out/faultline.vsix');

const KEPT = ['package.nls.json', 'l10n', 'media', 'docs/checks', 'README.md', 'CHANGELOG.md', 'LICENSE'];
const BUILT = [
  'extension.cjs',
  'server.js',
  'cli.js',
  'map-view.js',
  'map-view.css',
  'impact-view.js',
  'impact-view.css',
  'environment-view.js',
  'environment-view.css',
  'verify-view.js',
  'verify-view.css',
  'grammars',
];

/** The program and all the parts that it is made of; parts of an earlier build may stand beside them. */
function program(file = 'faultline.js', found = new Set()) {
  if (found.has(file)) return found;
  found.add(file);
  for (const [part] of readFileSync(join(top, 'dist', file), 'utf8').matchAll(/\bpart-[\w-]+\.js\b/g)) program(part, found);
  return found;
}

/** Packages that cannot be bundled stand beside the server, where it finds them. */
function unbundled() {
  const bindings = readdirSync(join(top, 'node_modules/@oxc-parser'));
  return ['oxc-parser', ...bindings.map(name => `@oxc-parser/${name}`)];
}

function copy(from, to = from) {
  if (!existsSync(join(top, from))) throw new Error(`${from} is missing. Run: npm run build`);
  cpSync(join(top, from), join(stage, to), { recursive: true, dereference: true });
}

const DEVELOPMENT = ['private', 'bin', 'scripts', 'devDependencies', 'dependencies'];

/** The manifest without what only development needs. */
function manifest() {
  const whole = Object.entries(JSON.parse(readFileSync(join(top, 'package.json'), 'utf8')));
  return JSON.stringify({ ...Object.fromEntries(whole.filter(([key]) => !DEVELOPMENT.includes(key))), files: ['**'] }, null, 2);
}

rmSync(stage, { recursive: true, force: true });
mkdirSync(join(stage, 'dist'), { recursive: true });
writeFileSync(join(stage, 'package.json'), manifest());
for (const file of KEPT) copy(file);
for (const file of [...BUILT, ...program()]) copy(`dist/${file}`);
for (const name of unbundled()) copy(`node_modules/${name}`, `dist/node_modules/${name}`);
/** The parser's second way of handing over its tree, and its build for browsers. */
const IDLE = ['node_modules', 'parser.wasm32-wasip1.wasm', 'src-js/generated/lazy', 'src-js/generated/deserialize'];
for (const idle of IDLE) rmSync(join(stage, 'dist/node_modules/oxc-parser', idle), { recursive: true, force: true });
const target = `${process.platform}-${process.arch}`;
const args = [
  'package',
  '--no-dependencies',
  '--allow-missing-repository',
  '--no-rewrite-relative-links',
  '--target',
  target,
  '--out',
  vsix,
];
const { status } = spawnSync(newerNode(), [script('@vscode/vsce', 'vsce'), ...args], {
  cwd: stage,
  stdio: ['ignore', 'ignore', 'inherit'],
});
if (status !== 0) process.exit(status ?? 1);
console.log(`${vsix}: ${Math.round(statSync(vsix).size / 1024)} kB`);
