import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { edgesOf, folderOf, problemsOf, snapshotOf, well } from './workspace-folder.ts';

/** Everything that names another file, leading to a canary that holds an address and to a pipe that would hang whoever opens it. */
const inside = {
  ...well,
  'compose.override.yaml':
    'include:\n  - ../outside/compose.yaml\n  - path: ../outside/pipe.yaml\nservices:\n  desk:\n    env_file: [../outside/canary.env, ../outside/pipe.env, ../../../../../../etc/passwd]\n    volumes: ["../outside/nginx.conf:/etc/nginx/nginx.conf"]\n    extends: { file: ../outside/compose.yaml, service: canary }\n  other:\n    build: { context: ../outside/canary }\n',
  'k8s/kustomization.yaml':
    'resources: [../../outside/canary.yaml, ../../outside/pipe.yaml, ../../outside]\npatches: [{ path: ../../outside/pipe.yaml }]\n',
  'desk/openapi.yaml':
    'openapi: 3.0.0\ninfo: { title: a, version: "1" }\npaths:\n  /a: { $ref: "../../outside/canary.yaml#/a" }\n  /b: { $ref: "../../outside/pipe.yaml#/b" }\n',
  'desk/tsconfig.json': '{ "extends": "../../outside/pipe.json", "compilerOptions": { "paths": { "@out/*": ["../../outside/*"] } } }',
  'desk/out.js': "import { url } from '../../outside/canary.js';\nimport pipe from '../../outside/pipe.js';\nfetch(url);\nfetch(pipe);\n",
  'desk/Dockerfile': 'FROM node:22\nCOPY ../outside/pipe.env /\n',
  'desk/go.mod': 'module a\nreplace b => ../../outside\n',
  'proto/a.proto': 'syntax = "proto3";\nimport "../../outside/pipe.proto";\nservice A {}\n',
} as const;

const outside = {
  'canary.env': 'DEPOT_URL=http://canary-address:1\n',
  'canary.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: canary-address }\n',
  'compose.yaml': 'services:\n  canary:\n    image: canary-address\n    environment: { DEPOT_URL: "http://canary-address:1" }\n',
  'canary.js': "export const url = 'http://canary-address.test:1';\n",
  'nginx.conf': 'location / { proxy_pass http://canary-address:1; }\n',
  'canary/package.json': '{ "name": "canary-address" }',
} as const;

test('nothing outside of the workspace is opened, whatever names it', async () => {
  const placed = Object.fromEntries([
    ...Object.entries(inside).map(([path, text]) => [`inside/${path}`, text]),
    ...Object.entries(outside).map(([path, text]) => [`outside/${path}`, text]),
  ]) as Record<string, string>;
  const pipes = Object.fromEntries(
    ['env', 'yaml', 'json', 'js', 'proto'].map(ending => [`outside/pipe.${ending}`, { kind: 'pipe' as const }]),
  );
  const snapshot = await snapshotOf(join(folderOf({ ...placed, ...pipes }), 'inside'));
  expect(JSON.stringify([snapshot.graph, snapshot.problems])).not.toMatch(/canary-address|root:x:0/);
  expect(edgesOf(snapshot)).toContain('desk -> depot');
}, 20_000);

test('a link to a folder outside is not entered, with and without git', async () => {
  for (const git of [false, true]) {
    const root = folderOf({
      'outside/compose.yaml': outside['compose.yaml'],
      ...Object.fromEntries(Object.entries(well).map(([path, text]) => [`inside/${path}`, text])),
      'inside/out': { kind: 'link', to: '../outside' },
      'inside/out.yaml': { kind: 'link', to: '../outside/compose.yaml' },
    });
    if (git) spawnSync('git', ['init', '-q', join(root, 'inside')]);
    const snapshot = await snapshotOf(join(root, 'inside'));
    expect(JSON.stringify(snapshot.graph)).not.toContain('canary-address');
    expect(problemsOf(snapshot)).toEqual(['out.yaml: The link leads out of the workspace; it was not followed.']);
  }
});
