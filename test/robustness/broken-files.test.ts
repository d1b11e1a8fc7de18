import { chmodSync } from 'node:fs';
import { expect, test } from 'vitest';
import { edgesOf, folderOf, problemsOf, snapshotOf, well, type Content } from './workspace-folder.ts';

const SENTENCE = /^[A-Z][^\n]{10,200}\.$/;

interface Broken {
  readonly rule: string;
  readonly files: Readonly<Record<string, Content>>;
  /** Beginnings of the problems that must be there, `file: reason`. */
  readonly problems: readonly RegExp[];
}

const aliases = (levels: number): string =>
  [
    'a0: &a0 [x,x,x,x,x,x,x,x,x,x]',
    ...Array.from({ length: levels }, (_, at) => `a${at + 1}: &a${at + 1} [${Array(10).fill(`*a${at}`).join(',')}]`),
  ].join('\n');

const nested = (open: string, close: string, depth: number): string => open.repeat(depth) + close.repeat(depth);

const BROKEN: readonly Broken[] = [
  {
    rule: 'YAML that does not parse',
    files: { 'ops/compose.yaml': 'services:\n  a: {image: "x\n  b: [\n' },
    problems: [/^ops\/compose\.yaml: /],
  },
  {
    rule: 'a Kubernetes manifest that does not parse',
    files: { 'k8s/a.yaml': 'apiVersion: v1\nkind: Service\nmetadata:\n  name: "a\n spec: {' },
    problems: [/^k8s\/a\.yaml: /],
  },
  { rule: 'JSON that does not parse', files: { 'more/package.json': '{ "name": "more", ' }, problems: [/^more\/package\.json: /] },
  {
    rule: 'a file of 50 MB',
    files: { 'data/big.json': { kind: 'sparse', size: 50 * 1024 * 1024 } },
    problems: [/^data\/big\.json: .*50 MB/],
  },
  {
    rule: 'bytes where a text is expected',
    files: { 'desk/blob.js': { kind: 'bytes', bytes: new Uint8Array(4096).map((_, at) => at % 7) } },
    problems: [/^desk\/blob\.js: .*binary/],
  },
  {
    rule: 'UTF-16 without a mark that says so',
    files: { 'desk/wide.yaml': { kind: 'bytes', bytes: Buffer.from('services: {}\n', 'utf16le') } },
    problems: [/^desk\/wide\.yaml: .*UTF-8/],
  },
  {
    rule: 'links in a circle',
    files: { 'a.yaml': { kind: 'link', to: 'b.yaml' }, 'b.yaml': { kind: 'link', to: 'a.yaml' }, loop: { kind: 'link', to: '.' } },
    problems: [/^a\.yaml: .*circle/, /^b\.yaml: .*circle/],
  },
  { rule: 'a link that leads nowhere', files: { 'gone.yaml': { kind: 'link', to: 'nowhere.yaml' } }, problems: [/^gone\.yaml: .*nowhere/] },
  {
    rule: 'a link out of the workspace',
    files: { 'passwords.yaml': { kind: 'link', to: '/etc/passwd' }, etc: { kind: 'link', to: '/etc' } },
    problems: [/^passwords\.yaml: .*out of the workspace/],
  },
  {
    rule: 'YAML aliases that multiply',
    files: { 'bomb.yaml': `services:\n  a: &s\n    image: x\n${aliases(9)}\n` },
    problems: [/^bomb\.yaml: .*aliases/],
  },
  {
    rule: 'imports in a circle',
    files: {
      'desk/a.js': "import { b } from './b.js';\nexport const a = b;\nfetch(a);\n",
      'desk/b.js': "import { a } from './a.js';\nexport const b = a;\n",
    },
    problems: [],
  },
  {
    rule: 'a line of a million characters',
    files: {
      'desk/long.js': `fetch('http://depot:7000/${'a'.repeat(1_000_000)}');\n`,
      'long.yaml': `services: {a: {image: ${'x'.repeat(1_000_000)}}}\n`,
    },
    problems: [],
  },
  {
    rule: 'a folder, a pipe and an empty file in place of files',
    files: { 'ops/compose.yaml/inner.txt': 'a', 'ops/values.yaml': { kind: 'pipe' }, 'ops/package.json': '' },
    problems: [],
  },
  {
    rule: 'a compose service that extends itself',
    files: { 'ops/compose.yaml': 'services:\n  a: { extends: { service: b } }\n  b: { extends: { service: a } }\n' },
    problems: [/^ops\/compose\.yaml: .*(itself|circle)/],
  },
  {
    rule: 'compose files that include each other',
    files: {
      'ops/compose.yaml': 'include: [other.yaml]\nservices:\n  a: { image: x }\n',
      'ops/other.yaml': 'include: [compose.yaml]\nservices:\n  b: { image: y }\n',
    },
    problems: [/^ops\/(compose|other)\.yaml: .*(each other|circle)/],
  },
  {
    rule: 'kustomizations that build on each other',
    files: {
      'k/a/kustomization.yaml': 'resources: [../b, d.yaml]\n',
      'k/b/kustomization.yaml': 'resources: [../a]\n',
      'k/a/d.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: x }\n',
    },
    problems: [/^k\/[ab]\/kustomization\.yaml: .*circle/],
  },
  {
    rule: 'deep YAML',
    files: { 'deep/compose.yaml': `services:\n  a: ${nested('[', ']', 20_000)}\n` },
    problems: [/^deep\/compose\.yaml: .*deep/],
  },
  {
    rule: 'deep JSON',
    files: { 'deep/package.json': `{"name": ${nested('[', ']', 100_000)}}` },
    problems: [/^deep\/package\.json: .*deep/],
  },
  {
    rule: 'deep code',
    files: {
      'desk/deep.js': `fetch(${nested('(\n', ')\n', 50_000)});\nconst a = ${"'a' +\n".repeat(20_000)}'b';\n`,
      'deep.py': `import requests\nrequests.get(${nested('(', ')', 20_000)})\n`,
      'deep.go': `package a\nimport "net/http"\nfunc f() { http.Get(${nested('(', ')', 20_000)}) }\n`,
      'Deep.java': `import org.springframework.web.client.RestTemplate;\nclass Deep { void f() { restTemplate.getForObject(${nested('(', ')', 20_000)}); } }\n`,
    },
    problems: [/^desk\/deep\.js: .*deep/],
  },
];

async function expectSaid({ files, problems }: Broken): Promise<void> {
  const snapshot = await snapshotOf(folderOf({ ...well, ...files }));
  expect(edgesOf(snapshot)).toContain('desk -> depot');
  const said = problemsOf(snapshot);
  for (const { message } of snapshot.problems) expect(message).toMatch(SENTENCE);
  for (const problem of problems)
    expect(
      said.filter(line => problem.test(line)),
      said.join('\n'),
    ).not.toEqual([]);
}

test.each(BROKEN)('$rule: said in one sentence where it is wrong, and the rest counts', expectSaid, 30_000);

test('a file that may not be read is a problem, and the rest counts', async () => {
  const root = folderOf({ ...well, 'desk/secret.js': 'fetch("http://depot:7000");' });
  chmodSync(`${root}/desk/secret.js`, 0);
  chmodSync(root, 0o755);
  const snapshot = await asNobody(() => snapshotOf(root));
  expect(problemsOf(snapshot)).toEqual([expect.stringMatching(/^desk\/secret\.js: The file may not be read/)]);
  expect(edgesOf(snapshot)).toContain('desk -> depot');
});

/** Root reads everything, so somebody else asks. */
async function asNobody<T>(ask: () => Promise<T>): Promise<T> {
  if (process.geteuid?.() !== 0) return ask();
  process.seteuid!(65_534);
  try {
    return await ask();
  } finally {
    process.seteuid!(0);
  }
}
