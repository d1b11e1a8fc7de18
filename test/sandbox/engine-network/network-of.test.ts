import { readFileSync } from 'node:fs';
import type Dockerode from 'dockerode';
import { expect, test } from 'vitest';
import { wayTo } from '../../../src/sandbox/engine-network/network-of.ts';
import { withoutRights } from '../without-rights.ts';

const engine = (apart: string | undefined, ...tags: readonly string[]) => ({
  apart,
  docker: { listImages: async () => tags.map(tag => ({ RepoTags: [tag] })) } as unknown as Dockerode,
});
const web = [{ ports: [{ port: 8080, protocol: 'http' as const }] }];

test('an engine whose networks are this machine’s is reached straight', async () => {
  expect(await wayTo(engine(undefined, 'node:24'), web)).toEqual({ isRelayed: false, notes: [] });
});

test('one that is apart is reached by a relay, and its image is told', async () => {
  expect(await wayTo(engine('Docker Desktop', 'node:22', 'node:24'), web)).toEqual({
    isRelayed: true,
    notes: ["Docker Desktop has networks of its own, so calls pass a relay in the engine's network: a container of node:24."],
  });
});

test('an image that is not there yet is told before it is pulled', async () => {
  expect((await wayTo(engine('Docker Desktop'), web)).notes).toEqual([
    "Docker Desktop has networks of its own, so calls pass a relay in the engine's network: a container of node:24-alpine, which is pulled first.",
  ]);
});

/** Linux lets everybody listen from here on. */
const UNPRIVILEGED = Number(readFileSync('/proc/sys/net/ipv4/ip_unprivileged_port_start', 'utf8'));

test('whoever may not listen on low ports has a relay listen there, where there is an image for it', async () => {
  const low = [{ ports: [{ port: 80, protocol: 'http' as const }] }];
  expect((await withoutRights(() => wayTo(engine(undefined, 'node:24'), low))).isRelayed).toBe(UNPRIVILEGED > 80);
  expect((await withoutRights(() => wayTo(engine(undefined), low))).isRelayed).toBe(false);
});
