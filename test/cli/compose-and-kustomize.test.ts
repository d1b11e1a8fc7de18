import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { built, faultline } from './command-line.ts';

const FILES = {
  'project/compose.yaml': 'services:\n  api:\n    image: acme/api:${TAG}\n    env_file: ../common/api.env\n',
  'project/.env': 'TAG=1.4\n',
  'common/api.env': 'LEVEL=info\n',
  'broken/compose.yaml': 'services:\n  api: {}\n',
  'base/kustomization.yaml': 'resources: [api.yaml]\n',
  'base/api.yaml': 'apiVersion: v1\nkind: Service\nmetadata: { name: api }\n',
  'overlays/prod/kustomization.yaml': 'resources: [../../base, "https://example.com/base"]\nnamePrefix: prod-\n',
};

const root = mkdtempSync(join(tmpdir(), 'faultline-manifests-'));

beforeAll(() => {
  built();
  for (const [path, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

test('a compose project is printed as compose would, also with files of a folder beside it', () => {
  const { status, stdout } = faultline('compose', join(root, 'project'), '--format', 'json');
  const { services } = JSON.parse(stdout) as { services: { api: unknown } };
  expect(services.api).toMatchObject({ image: 'acme/api:1.4', environment: { LEVEL: 'info' } });
  expect(status).toBe(0);
});

test('each value of a compose project says where it comes from', () => {
  const { stdout } = faultline('compose', join(root, 'project'));
  expect(stdout).toMatch(/image: acme\/api:1\.4.*project\/compose\.yaml:3.*project\/\.env:1/);
  expect(stdout).toMatch(/LEVEL: info.*common\/api\.env:1/);
});

test('a project that compose would refuse is one sentence, and 1', () => {
  const { status, stdout, stderr } = faultline('compose', join(root, 'broken'));
  expect(stderr).toMatch(/^broken\/compose\.yaml:2: The service api has neither an image nor a build; give it one\.\n$/);
  expect([status, stdout]).toEqual([1, '']);
});

test('an overlay is built with its base, and what is remote is said', () => {
  const { status, stdout } = faultline('kustomize', join(root, 'overlays/prod'), '--format', 'json');
  const { objects, problems } = JSON.parse(stdout) as { objects: { metadata: { name: string } }[]; problems: { message: string }[] };
  expect(objects.map(({ metadata }) => metadata.name)).toEqual(['prod-api']);
  expect(problems.map(({ message }) => message)).toEqual([expect.stringContaining('not fetched')]);
  expect(status).toBe(0);
});

test('a folder without a kustomization is 1, a wrong option 2', () => {
  expect(faultline('kustomize', join(root, 'common')).status).toBe(1);
  expect(faultline('kustomize', root, '--nope')).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(/^Unknown option '--nope'\.\n$/),
  });
});
