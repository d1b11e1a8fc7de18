import type Dockerode from 'dockerode';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { openEngine } from '../../src/sandbox/engine.ts';
import { boundedImages, forgottenImages, hasImage, imagesFolder, removedImages, usedNow } from '../../src/sandbox/images.ts';
import { madeImage } from './made-image.ts';

let docker: Dockerode;
let top: string;

beforeAll(async () => {
  ({ docker } = await openEngine());
});
beforeEach(async () => {
  top = await mkdtemp(join(tmpdir(), 'faultline-images-'));
});
afterEach(async () => {
  vi.useRealTimers();
  await removedImages(docker, top);
  await rm(top, { recursive: true, force: true });
});

const image = (service: string, version: number, of = top): string => `${imagesFolder(of)}/${service}:${version}`;

const made = (name: string, of = top): Promise<void> => madeImage(name, of);

async function there(service: string, versions: readonly number[]): Promise<number[]> {
  const found = await Promise.all(versions.map(async version => ((await hasImage(docker, image(service, version))) ? [version] : [])));
  return found.flat();
}

test('of each service the four images stay that were used last: those of two runs of two sides', { timeout: 60_000 }, async () => {
  const versions = [1, 2, 3, 4, 5, 6];
  for (const version of versions) await made(image('orders', version));
  await made(image('users', 1));
  await usedNow(docker, image('orders', 1));
  expect(await boundedImages(docker, top)).toBe(2);
  expect(await there('orders', versions)).toEqual([1, 4, 5, 6]);
  expect(await there('users', [1])).toEqual([1]);
});

test('images of another work tree stay, also where they are the same image', { timeout: 60_000 }, async () => {
  const other = `${top}-other`;
  await made(image('orders', 1));
  await docker.getImage(image('orders', 1)).tag({ repo: `${imagesFolder(other)}/orders`, tag: '1' });
  await removedImages(docker, top);
  expect(await hasImage(docker, image('orders', 1, other))).toBe(true);
  await removedImages(docker, other);
});

test(
  'images of a work tree that is gone are forgotten after an hour, all others when nobody used them for two weeks',
  { timeout: 60_000 },
  async () => {
    await made(image('orders', 1));
    await made(image('users', 1), `${top}-gone`);
    const forgotten = async (hours: number): Promise<boolean[]> => {
      const removed: string[] = [];
      vi.setSystemTime(Date.now() + hours * 3_600_000);
      // Whoever else has images on this machine keeps them.
      const spied = new Proxy(docker, {
        get: (engine, key) =>
          key === 'getImage'
            ? (name: string) => ({ inspect: () => engine.getImage(name).inspect(), remove: async () => void removed.push(name) })
            : (Reflect.get(engine, key) as unknown),
      });
      await forgottenImages(spied);
      vi.useRealTimers();
      return [image('orders', 1), image('users', 1)].map(name => removed.includes(name));
    };
    expect(await forgotten(0.5)).toEqual([false, false]);
    expect(await forgotten(2)).toEqual([false, true]);
    expect(await forgotten(24 * 15)).toEqual([true, true]);
  },
);
