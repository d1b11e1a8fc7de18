import type Dockerode from 'dockerode';
import { expect, test } from 'vitest';
import { relayImage, relayImageThere } from '../../../src/sandbox/engine-network/relay-image.ts';

const engineWith = (...tags: readonly string[]): Dockerode =>
  ({
    listImages: async () => tags.map(tag => ({ RepoTags: [tag] })),
    pull: async () => Promise.reject(new Error('no route to host')),
  }) as unknown as Dockerode;

test.each([
  [['node:20-slim', 'node:24', 'node:22'], 'node:24'],
  [['node:18', 'node:latest'], undefined],
  [['node:latest', 'node:20.1-alpine'], 'node:20.1-alpine'],
  [[], undefined],
])('of %j the relay takes %s', async (tags, taken) => {
  expect(await relayImage(engineWith(...tags))).toBe(taken);
});

test('an image that cannot be pulled is told', async () => {
  await expect(relayImageThere(engineWith())).rejects.toThrow(
    "Calls need a relay in the engine's network, and its image node:24-alpine cannot be pulled: no route to host; bring any image node:20 or newer to the engine.",
  );
});
