import { expect, test } from 'vitest';
import { notBuilt, notStarted } from '../../src/sandbox/not-up.ts';

const images = new Map([
  ['cache', 'redis:99'],
  ['web', 'nginx:1'],
]);
const first = (error: Error): string => error.message.split('\n')[0]!;

test.each<readonly [string, string]>([
  [
    'Error response from daemon: manifest for redis:99 not found: manifest unknown: manifest unknown',
    'The image redis:99 of cache is not on this machine and cannot be pulled; pull it, or build it, and try again.',
  ],
  [
    'Error response from daemon: Get "https://registry.example/v2/": dial tcp: lookup registry.example: no such host',
    'An image is not on this machine and cannot be pulled; pull it, or build it, and try again.',
  ],
  [
    ' web Error pull access denied for nginx, repository does not exist or may require docker login',
    'The image nginx:1 of web is not on this machine and cannot be pulled; pull it, or build it, and try again.',
  ],
  [
    'Error response from daemon: driver failed: Bind for 0.0.0.0:80 failed: port is already allocated',
    'A port that the sandbox needs is in use; stop what listens there and try again.',
  ],
  [
    'Error response from daemon: mkdir /var/lib/docker/overlay2/x: no space left on device',
    'The disk of the Docker engine is full; free some, with docker system prune for example.',
  ],
  ['Error response from daemon: something new.', 'Compose did not start the services: Error response from daemon: something new.'],
])('%s', (line, sentence) => {
  expect(first(notStarted(['time="x" level=warning msg="not this"', ' Container a  Created', line], images))).toBe(sentence);
});

test('a build for which the disk is too small is not the fault of its Dockerfile', () => {
  expect(first(notBuilt('web', ['Step 2/3', 'write /x: no space left on device']))).toMatch(/^The disk of the Docker engine is full; /);
});

test('of a build that fails the last twenty lines are shown', () => {
  const lines = Array.from({ length: 50 }, (_, index) => `line ${index}`);
  expect(notBuilt('web', lines).lines).toEqual(lines.slice(30));
});
