import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, expect, test } from 'vitest';
import { openEngine } from '../../src/sandbox/engine.ts';
import { materialised } from '../../src/sandbox/materialised.ts';
import { projectIn, type Project } from '../../src/sandbox/project.ts';
import { treesOf } from '../../src/sandbox/trees.ts';

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

async function temporary(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'faultline-project-'));
  folders.push(folder);
  return folder;
}

async function repository(files: Readonly<Record<string, string>>): Promise<string> {
  const root = await temporary();
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  await promisify(execFile)('git', ['init', '--quiet'], { cwd: root });
  return root;
}

/** The project as the sandbox sees it. */
async function project(
  root: string,
  asked: { readonly profiles?: readonly string[]; readonly files?: readonly string[] } = {},
): Promise<Project> {
  const engine = await openEngine();
  const scratch = await temporary();
  const trees = await treesOf(root, { base: undefined, overlay: new Map(), scratch });
  const copy = join(scratch, 'copy');
  await materialised(trees.after, copy);
  return projectIn(engine, {
    tree: trees.after,
    copy,
    top: trees.top,
    folder: trees.folder,
    files: [],
    profiles: [],
    variables: {},
    ...asked,
  });
}

test('the project is what compose makes of it, with the profiles and files that are asked for', async () => {
  const root = await repository({
    'compose.yaml': 'services: { a: { image: "x:${TAG}" }, b: { image: y, profiles: [more] } }',
    'other.yaml': 'services: { a: { image: z } }',
    '.env': 'TAG=7\n',
  });
  expect(Object.entries((await project(root)).document.services).map(([name, { image }]) => [name, image])).toEqual([['a', 'x:7']]);
  expect(Object.keys((await project(root, { profiles: ['more'] })).document.services)).toEqual(['a', 'b']);
  expect((await project(root, { files: ['compose.yaml', 'other.yaml'] })).document.services['a']!['image']).toBe('z');
});

test('what compose names and git ignores is taken from the work tree and named', async () => {
  const root = await repository({
    'compose.yaml': [
      'services:',
      '  a: { build: a, env_file: [secret.env], environment: { B: "${B}" }, volumes: ["./data:/data", "./cert.pem:/c.pem"] }',
    ].join('\n'),
    'a/Dockerfile': 'FROM node:24\nCOPY dist /app\nCOPY src /app\n',
    'a/dist/built.js': 'built',
    'a/src/x.js': 'x',
    'secret.env': 'A=1\n',
    'cert.pem': 'certificate',
    'data/big.db': 'rows',
    '.env': 'B=2\n',
    '.gitignore': '.env\n*.env\ndist\n/data\n*.pem\n',
  });
  const got = await project(root);
  expect(got.document.services['a']!['environment']).toEqual({ A: '1', B: '2' });
  expect(got.notInGit.map(({ path }) => path)).toEqual(['.env', 'a/dist', 'cert.pem', 'secret.env']);
  expect(got.notes).toEqual([
    'Not in git, and taken as it is now for both sides: .env, a/dist, cert.pem, secret.env.',
    'Not in git, and mounted as an empty folder: data.',
  ]);
  expect(await readdir(join(got.root, 'a'))).toEqual(['Dockerfile', 'src']);
  await got.forBuilds();
  expect(await readFile(join(got.root, 'a/dist/built.js'), 'utf8')).toBe('built');
});

test('a build that copies a whole folder gets what git ignores in it, but for what .dockerignore leaves out', async () => {
  const root = await repository({
    'compose.yaml': 'services: { a: { build: a }, b: { build: { context: ., dockerfile: b/Dockerfile } } }',
    'a/Dockerfile': 'FROM node:24\nCOPY . /app\n',
    'a/.dockerignore': '*.log\n**/cache\n',
    'a/node_modules/x/index.js': 'x',
    'a/dist/built.js': 'built',
    'a/lib/z.js': 'z',
    'a/lib/cache/big.bin': 'big',
    'a/noise.log': 'noise',
    'b/Dockerfile': 'FROM node:24\nCOPY b/src /app\n',
    'b/src/x.js': 'x',
    'b/src/made/y.js': 'y',
    'b/dist/not-copied.js': 'z',
    '.faultline/runs/1/receipt.json': '{}',
    '.gitignore': 'node_modules\ndist\ncache\n*.log\nmade\nruns\n',
  });
  const got = await project(root);
  expect(got.notInGit.map(({ path }) => path)).toEqual(['a/dist', 'a/node_modules', 'b/src/made']);
  await got.forBuilds();
  expect(
    (await readdir(got.root, { recursive: true }))
      .filter(path => /x.index|built|noise|big|made.y|not-copied|receipt/.test(path))
      .toSorted(),
  ).toEqual(['a/dist/built.js', 'a/node_modules/x/index.js', 'b/src/made/y.js']);
});

test('what would be too much for a build is left out and named, and what is smaller is there', async () => {
  const root = await repository({
    'compose.yaml': 'services: { a: { build: a } }',
    'a/Dockerfile': 'FROM node:24\nCOPY . /app\n',
    'a/dist/built.js': 'built',
    'a/data/rows.bin': '',
    '.gitignore': 'dist\ndata\n',
  });
  // As long as it is said to be, without taking the room.
  await truncate(join(root, 'a/data/rows.bin'), 600_000_000);
  const got = await project(root);
  expect(got.notInGit.map(({ path }) => path)).toEqual(['a/dist']);
  expect(got.notes).toContain(
    'Not in git, and left out of builds that copy the folder around it, for it is more than 500 MB or 50000 files: a/data; copy it by name in the Dockerfile, or list it in .dockerignore.',
  );
});

test('an image has the same name until something that it is made of changes', async () => {
  const root = await repository({
    'compose.yaml': 'services: { a: { build: { context: a, args: { V: "${V:-1}" } } }, b: { build: b } }',
    'a/Dockerfile': 'FROM node:24\nCOPY dist /app\n',
    'a/dist/built.js': 'built',
    'b/Dockerfile': 'FROM node:24\n',
    '.gitignore': 'dist\n',
  });
  const image = async (name: string): Promise<string | undefined> => (await project(root)).images.get(name);
  const names = [await image('a'), await image('b')];
  expect(names[0]).toMatch(/^faultline-sandbox\/[0-9a-f]{12}\/a:[0-9a-f]{12}$/);
  await writeFile(join(root, 'b/new.js'), 'new');
  expect(await image('a')).toBe(names[0]);
  expect(await image('b')).not.toBe(names[1]);
  await writeFile(join(root, 'a/dist/built.js'), 'built again');
  expect(await image('a')).not.toBe(names[0]);
});

test.each([
  ['env_file: [/etc/hostname]', '/etc/hostname'],
  ['env_file: [{ path: /etc/hostname, required: false }]', '/etc/hostname'],
  ['env_file: ["${X:-/etc}/hostname"]', '/etc/hostname'],
  ['extends: { file: /etc/other.yaml, service: a }', '/etc/other.yaml'],
])('a project with %s is not given to compose', async (line, path) => {
  const root = await repository({ 'compose.yaml': `services:\n  a:\n    image: x\n    ${line}\n` });
  await expect(project(root)).rejects.toThrow(`The compose project reads ${path}, which lies outside of the repository; `);
});

test('variables of who runs it are not shown to the project', async () => {
  process.env['FAULTLINE_TEST_SECRET'] = 'secret';
  const got = await project(
    await repository({
      'compose.yaml': 'services: { a: { image: x, environment: [FAULTLINE_TEST_SECRET], command: "${FAULTLINE_TEST_SECRET:-none}" } }',
    }),
  );
  delete process.env['FAULTLINE_TEST_SECRET'];
  expect(JSON.stringify(got.document)).not.toContain('secret"');
  expect(got.document.services['a']!['command']).toEqual(['none']);
});

test('what compose refuses is told in its words, and a folder without a project too', async () => {
  await expect(project(await repository({ 'compose.yaml': 'services: { a: { image: x, no_such_key: 1 } }' }))).rejects.toThrow(
    /^Compose refuses the project: .*no_such_key/,
  );
  await expect(project(await repository({ 'compose.yaml': 'services: { a: { image: "x:${TAG:?no tag}" } }' }))).rejects.toThrow(
    /required variable TAG is missing a value: no tag\. Set it in \.env; /,
  );
  await expect(project(await repository({ 'a.txt': '' }))).rejects.toThrow('There is no compose file in the repository; name one.');
});
