import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const top = join(import.meta.dirname, '../..');
const node = existsSync(join(top, 'node_modules/node/bin/node')) ? join(top, 'node_modules/node/bin/node') : process.execPath;
// Port 0 lets the engine choose: what is up already is not disturbed.
const anyPort = { STOREFRONT_PORT: '0', ORDERS_PORT: '0', PAYMENTS_PORT: '0', NOTIFICATIONS_PORT: '0' };
const SCENARIO = 'payments is busy';

/** examples/shop as a repository of its own, with its images built. */
function shopRepository() {
  const folder = mkdtempSync(join(tmpdir(), 'faultline-start-'));
  cpSync(join(top, 'examples/shop'), folder, { recursive: true, verbatimSymlinks: true });
  writeFileSync(join(folder, '.gitignore'), 'node_modules\n');
  for (const args of [
    ['init', '--quiet'],
    ['add', '--all'],
    ['commit', '--quiet', '--message', 'shop'],
  ])
    execFileSync('git', ['-c', 'user.name=b', '-c', 'user.email=b@b', ...args], { cwd: folder });
  return folder;
}

function plainStart(folder, services) {
  const compose = (...args) =>
    execFileSync('docker', ['compose', '--project-name', 'faultline-start', ...args], {
      cwd: folder,
      env: { ...process.env, ...anyPort },
      stdio: 'ignore',
    });
  compose('build');
  const began = performance.now();
  compose('up', '--wait', ...services);
  const took = performance.now() - began;
  compose('down', '--volumes', '--timeout', '1');
  return took;
}

/** From the beginning of the run, trees and proxies included, to the first request. */
function sandboxStart(folder) {
  rmSync(join(folder, '.faultline/runs'), { recursive: true, force: true });
  spawnSync(node, [join(top, 'dist/cli.js'), 'verify', folder, '--scenario', SCENARIO, '--format', 'json'], { stdio: 'ignore' });
  const [id] = readdirSync(join(folder, '.faultline/runs')).filter(name => name !== '.gitignore');
  const events = readFileSync(join(folder, '.faultline/runs', id, 'events.ndjson'), 'utf8')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));
  const services = events.find(({ kind }) => kind === 'run').services;
  return { services, took: events.find(({ kind, state }) => kind === 'scenario' && state === 'began').at };
}

const median = all => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)];

/** The shop's slice in the sandbox beside `docker compose up --wait` of the same services, in turns. */
export function startRatio({ rounds }) {
  const folder = shopRepository();
  try {
    const { services } = sandboxStart(folder); // builds the images
    const plain = [];
    const sandbox = [];
    for (let round = 0; round < rounds; round++) {
      plain.push(plainStart(folder, services));
      sandbox.push(sandboxStart(folder).took);
    }
    const result = { services: services.length, plain: median(plain), sandbox: median(sandbox), ratio: median(sandbox) / median(plain) };
    console.log(
      `${services.length} services: compose up --wait ${(result.plain / 1000).toFixed(1)} s, the sandbox ${(result.sandbox / 1000).toFixed(1)} s: ${result.ratio.toFixed(2)} ×`,
    );
    return result;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
