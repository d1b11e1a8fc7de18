import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const shop = join(import.meta.dirname, '../../examples/shop');
const baseImages = ['node:24', 'python:3.11', 'redis:7', 'nats:2.9-alpine', 'postgres:15'];

const docker = (...args: string[]): Promise<unknown> => run('docker', args);

async function needs(present: Promise<unknown>, sentence: string): Promise<void> {
  await present.catch((cause: unknown) => {
    throw new Error(sentence, { cause });
  });
}

/** An engine and every base image of the shop, or a sentence that says what to run. */
export async function needsEngine(): Promise<void> {
  await needs(docker('info'), 'The Docker engine does not answer. Run scripts/docker/setup.sh, then this test again.');
  await needs(
    docker('compose', 'version'),
    'The compose v2 plugin of Docker is missing. Run scripts/docker/setup.sh, then this test again.',
  );
  for (const image of baseImages)
    await needs(docker('image', 'inspect', image), `The image ${image} is missing. Run scripts/docker/images.sh, then this test again.`);
}

/** npm writes its hidden lockfile last, so one that is younger than package-lock.json means a finished install of it. */
export async function installedShop(): Promise<void> {
  const [asked, installed] = await Promise.all(
    ['package-lock.json', 'node_modules/.package-lock.json'].map(file => stat(join(shop, file)).catch(() => undefined)),
  );
  if (asked && installed && installed.mtimeMs >= asked.mtimeMs) return;
  await run('npm', ['ci', '--omit=dev', '--ignore-scripts'], { cwd: shop });
}
