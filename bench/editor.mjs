// What the language server costs while somebody edits a large workspace.
//   node bench/editor.mjs FOLDER… [--edits 200] [--starts 5] [--json FILE]
// The tracked files of each folder are copied, and a small system with a contract is put beside them, so that nothing of the folder is touched.
// Times are wall times, as an editor sees them, on a machine that may be busy: "nothing" is a question about a file that is not open, asked in the
// same breath, so what it takes is the machine's and the pipe's. CPU is user + system of the server's process, all threads, and of the programs that it
// started. A second start is "ready" when the graph is told to be that of now, and at rest when it took no CPU for a second: nothing is put off to
// after the figure. "warm" is what the first text that is opened makes it load. "bare" is a node that starts a thread and does nothing.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node';

const top = resolve(fileURLToPath(import.meta.url), '../..');
const node = existsSync(join(top, 'node_modules/node/bin/node')) ? join(top, 'node_modules/node/bin/node') : process.execPath;
const cli = process.env.FAULTLINE_CLI ?? join(top, 'dist/cli.js');

const { positionals: folders, values } = parseArgs({
  allowPositionals: true,
  options: { edits: { type: 'string', default: '200' }, starts: { type: 'string', default: '5' }, json: { type: 'string' } },
});
if (folders.length === 0 || !existsSync(cli)) {
  console.error(
    folders.length === 0 ? 'Usage: node bench/editor.mjs FOLDER… [--edits 200] [--starts 5] [--json FILE]' : 'Build first: npm run build.',
  );
  process.exit(2);
}

const scratch = mkdtempSync(join(tmpdir(), 'faultline-editor-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));
const pause = milliseconds => new Promise(done => setTimeout(done, milliseconds));

const PROTO =
  'syntax = "proto3";\npackage bench.v1;\nservice Stock {\n  rpc Reserve (Item) returns (Item);\n}\nmessage Item { string sku = 1; }\n';
const BESIDE = {
  'zz-bench/compose.yaml':
    'services:\n  bench-orders:\n    build: orders\n    environment:\n      STOCK: bench-stock:50051\n  bench-stock:\n    build: stock\n',
  'zz-bench/stock.proto': PROTO,
  'zz-bench/orders/package.json': '{"name":"bench-orders","scripts":{"start":"node index.ts"},"dependencies":{"@grpc/grpc-js":"1"}}',
  'zz-bench/orders/index.ts':
    "import * as grpc from '@grpc/grpc-js';\nnew bench.v1.Stock(process.env.STOCK, grpc.credentials.createInsecure());\n",
  'zz-bench/stock/package.json': '{"name":"bench-stock","scripts":{"start":"node index.ts"},"dependencies":{"@grpc/grpc-js":"1"}}',
  'zz-bench/stock/index.ts': "import * as grpc from '@grpc/grpc-js';\nnew grpc.Server().addService(bench.v1.Stock.service, {});\n",
};

function copied(folder) {
  const root = join(scratch, basename(resolve(folder)));
  const paths = execFileSync('git', ['ls-files', '-z'], { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28 })
    .split('\0')
    .filter(Boolean);
  // A sparse checkout lists more than it has.
  for (const path of paths.filter(path => existsSync(join(folder, path))))
    cpSync(join(folder, path), join(root, path), { verbatimSymlinks: true, force: true, recursive: true });
  for (const [path, text] of Object.entries(BESIDE)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  // A checkout, as people have it: git lists what it does not know far more slowly.
  for (const step of [
    ['init', '-q'],
    ['add', '-A'],
    ['-c', 'user.name=bench', '-c', 'user.email=bench@localhost', 'commit', '-qm', 'bench'],
  ])
    spawnSync('git', step, { cwd: root });
  return { root, edited: paths.filter(path => /\/(main|index|app|server)\.ts$/.test(path)).toSorted((a, b) => a.length - b.length)[0] };
}

/** CPU in milliseconds, and memory now and at its most in MB. */
function cost(pid) {
  const ticks = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  const memory = name => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;
  const cpu = [11, 12, 13, 14].reduce((sum, at) => sum + Number(ticks[at]), 0);
  return { cpu: cpu * 10, rss: memory('VmRSS'), most: memory('VmHWM') };
}

/** An editor of the smallest kind. */
async function editor(root, cache) {
  const server = spawn(node, [cli, 'lsp', '--stdio'], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { ...process.env, XDG_CACHE_HOME: cache },
  });
  const connection = createMessageConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin));
  const told = { graphs: 0, state: undefined, marks: new Map() };
  connection.onNotification('faultline/state', state => void (told.state = state));
  connection.onNotification('faultline/graphChanged', () => void told.graphs++);
  connection.onNotification('textDocument/publishDiagnostics', ({ uri, diagnostics }) => void told.marks.set(uri, diagnostics));
  connection.listen();
  const began = performance.now();
  const uri = pathToFileURL(root).href;
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: uri,
    workspaceFolders: [{ uri, name: 'bench' }],
    capabilities: {},
  });
  await connection.sendNotification('initialized', {});
  const when = async is => {
    while (!is()) await pause(2);
    return { ...cost(server.pid), wall: performance.now() - began };
  };
  const first = await when(() => told.graphs > 0);
  const ready = await when(() => told.state?.behindSince === null && told.state.files > 0);
  const uriOf = path => `${uri}/${path}`;
  let version = 1;
  return {
    first,
    ready,
    /** When it has taken no CPU for a second. */
    async rest() {
      for (let before = -1, at = cost(server.pid); ; at = cost(server.pid)) {
        if (before === at.cpu) return { ...at, wall: performance.now() - began };
        before = at.cpu;
        await pause(1000);
      }
    },
    pid: server.pid,
    marks: path => told.marks.get(uriOf(path)) ?? [],
    open: path =>
      connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri: uriOf(path), languageId: 'x', version, text: readFileSync(join(root, path), 'utf8') },
      }),
    change: (path, contentChanges) =>
      connection.sendNotification('textDocument/didChange', { textDocument: { uri: uriOf(path), version: ++version }, contentChanges }),
    ask: (method, path, line = 1, character = 9) =>
      connection.sendRequest(`textDocument/${method}`, { textDocument: { uri: uriOf(path) }, position: { line, character } }),
    async end() {
      const exit = new Promise(done => server.once('exit', done));
      await connection.sendRequest('shutdown');
      await connection.sendNotification('exit');
      await exit;
    },
  };
}

function spread(times) {
  const sorted = times.toSorted((a, b) => a - b);
  const part = share => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  return { median: part(0.5), p95: part(0.95), most: sorted.at(-1) };
}

async function timed(ask) {
  const began = performance.now();
  await ask();
  return performance.now() - began;
}

/** Somebody types: a new line above everything, so that every place of the file moves, and now and then one that says something. */
async function typing(one, path, edits) {
  const times = { hover: [], codeLens: [], nothing: [] };
  await one.open(path);
  for (let at = 0; at < edits; at++) {
    const text = at % 5 === 0 ? `const bench${at} = process.env.BENCH_${at}_URL;\n` : '// typed\n';
    await one.change(path, [{ range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, text }]);
    await pause(40 + ((at * 37) % 120));
    // Each question is the first after an edit as often as the others.
    const questions = [
      ['hover', () => one.ask('hover', path, 0, 25)],
      ['codeLens', () => one.ask('codeLens', path)],
      ['nothing', () => one.ask('hover', 'not-open.ts')],
    ];
    for (let turn = 0; turn < 3; turn++) {
      const [what, ask] = questions[(at + turn) % 3];
      times[what].push(await timed(ask));
    }
  }
  return Object.fromEntries(Object.entries(times).map(([what, all]) => [what, spread(all)]));
}

/** From a keystroke in an unsaved contract, which gives a service its name back, to the hover that shows who serves it: over parse, link and all. */
async function keystrokes(one, rounds) {
  const path = 'zz-bench/stock.proto';
  const served = async () => (await one.ask('hover', 'zz-bench/stock.proto', 2, 10))?.contents.value.includes('**bench-stock**') === true;
  const times = [];
  await one.open(path);
  for (let at = 0; at < rounds; at++) {
    await one.change(path, [{ text: PROTO.replace('service Stock', 'service Stocks') }]);
    // By then the graph knows the other name, and forgets who served this one.
    await pause(600);
    const began = performance.now();
    await one.change(path, [{ text: PROTO }]);
    while (!(await served())) await pause(1);
    times.push(performance.now() - began);
    await pause(100);
  }
  return spread(times);
}

/** From a keystroke that makes or mends a mistake in an unsaved compose file to Problems that are right again: over parse, link, checks and all. */
async function problems(one, rounds) {
  const path = 'zz-bench/compose.yaml';
  const awaiting = condition =>
    `${BESIDE[path]}  bench-shop:\n    build: stock\n    depends_on:\n      bench-cache:\n        condition: ${condition}\n  bench-cache:\n    image: redis:8\n`;
  const isMarked = () => one.marks(path).some(({ code }) => code === 'dependency.healthy-without-healthcheck');
  const times = { comes: [], goes: [] };
  await one.open(path);
  for (let at = 0; at < rounds; at++) {
    for (const [what, condition] of [
      ['comes', 'service_healthy'],
      ['goes', 'service_started'],
    ]) {
      await pause(1000);
      const began = performance.now();
      await one.change(path, [{ text: awaiting(condition) }]);
      while (isMarked() !== (what === 'comes')) {
        if (performance.now() - began > 20_000) throw new Error(`After an edit Problems stay wrong: ${what}`);
        await pause(1);
      }
      times[what].push(performance.now() - began);
    }
  }
  return { comes: spread(times.comes), goes: spread(times.goes) };
}

/** The bare cost of reading the same files, by the worker of bench/index.mjs. */
async function readWorker() {
  const worker = join(top, 'dist/bench-editor-worker.js');
  const banner =
    "import { createRequire as __createRequire } from 'node:module';\nimport { fileURLToPath as __fileURLToPath } from 'node:url';\nimport { dirname as __folder } from 'node:path';\nconst require = __createRequire(import.meta.url);\nconst __filename = __fileURLToPath(import.meta.url);\nconst __dirname = __folder(__filename);";
  const external = ['oxc-parser', 'ts-morph'];
  const options = {
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node22',
    banner: { js: banner },
    external,
    logLevel: 'warning',
  };
  await build({ ...options, entryPoints: [join(top, 'bench/index/worker.ts')], outfile: worker });
  return root =>
    JSON.parse(
      spawnSync(node, [worker, 'read', root], { encoding: 'utf8', maxBuffer: 1 << 28 })
        .stdout.trimEnd()
        .split('\n')
        .at(-1),
    ).cpu;
}

/** CPU in milliseconds of a node that starts a thread and ends. */
function bareStart() {
  const script =
    "new (require('node:worker_threads').Worker)('0', { eval: true }).on('exit', () => { const { user, system } = process.cpuUsage(); console.log((user + system) / 1000); });";
  return Number(spawnSync(node, ['-e', script], { encoding: 'utf8' }).stdout);
}

const middle = numbers => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** Starts on what an earlier one kept, one after the other, each beside a bare start and a reading of the same files. */
async function secondStarts(root, cache, edited) {
  const found = [];
  for (let at = 0; at < Number(values.starts); at++) {
    const [read, bare] = [reading(root), bareStart()];
    const one = await editor(root, cache);
    const rest = await one.rest();
    await one.open(edited);
    const hover = await timed(() => one.ask('hover', edited, 0, 9));
    const jump = await timed(() => one.ask('definition', edited, 0, 9));
    const warm = await one.rest();
    await one.end();
    found.push({
      read,
      bare,
      first: one.first.cpu,
      ready: one.ready.cpu,
      rest: rest.cpu,
      rss: rest.rss,
      warm: warm.cpu - rest.cpu,
      hover,
      jump,
    });
  }
  const all = Object.fromEntries(Object.keys(found[0]).map(what => [what, middle(found.map(one => one[what]))]));
  const times = what => middle(found.map(one => one[what] / one.read));
  const withoutNode = middle(found.map(one => (one.ready - one.bare) / one.read));
  return {
    ...all,
    firstTimesRead: times('first'),
    readyTimesRead: times('ready'),
    restTimesRead: times('rest'),
    readyWithoutNode: withoutNode,
  };
}

const reading = await readWorker();
const results = [];
for (const folder of folders) {
  const { root, edited } = copied(folder);
  const cache = join(scratch, 'cache');
  // Files that were just written may change unnoticed, so nothing of them would be kept.
  await pause(2500);
  const cold = await editor(root, cache);
  await pause(6000);
  await cold.end();
  const started = await secondStarts(root, cache, edited);
  const second = await editor(root, cache);
  const typed = await typing(second, edited, Number(values.edits));
  const keystroke = await keystrokes(second, 30);
  const marked = await problems(second, 20);
  const memory = cost(second.pid);
  await second.end();
  const result = {
    folder: basename(resolve(folder)),
    edited,
    cold: { first: cold.first, ready: cold.ready },
    second: started,
    typed,
    keystroke,
    problems: marked,
    memory,
  };
  results.push(result);
  console.log(JSON.stringify(result, (_, value) => (typeof value === 'number' ? Math.round(value * 10) / 10 : value), 1));
}
if (values.json) writeFileSync(values.json, JSON.stringify(results, null, 1));
