import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { clusterEnvironments, clusterSource, type Deploying } from '../../src/workspace/cluster-environments.ts';
import { indexWorkspace } from '../../src/workspace/engine.ts';

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

async function deploying(files: Readonly<Record<string, string>>): Promise<Deploying> {
  const root = await mkdtemp(join(tmpdir(), 'faultline-cluster-'));
  folders.push(root);
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  const { snapshot, files: texts } = await indexWorkspace(root);
  const { world, environments } = snapshot.madeFrom!;
  return { view: world.view, environments, graph: snapshot.graph, read: texts.read };
}

const workload = (name: string, image = name): string =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: ${name} }\nspec: { template: { metadata: { labels: { app: ${name} } }, spec: { containers: [{ name: c, image: ${image} }] } } }\n---\n`;

const overlay = 'resources: [all.yaml]';

test('environments of the whole system come before those of a part, and what is for trying things before the others', async () => {
  const found = await deploying({
    'prod/kustomization.yaml': overlay,
    'prod/all.yaml': workload('a') + workload('b') + workload('c'),
    'staging/kustomization.yaml': overlay,
    'staging/all.yaml': workload('a') + workload('b') + workload('c'),
    'dev/kustomization.yaml': overlay,
    'dev/all.yaml': workload('a') + workload('b') + workload('c'),
    'local/kustomization.yaml': overlay,
    'local/all.yaml': workload('a'),
  });
  expect(clusterEnvironments(found)).toEqual(['kustomize:dev', 'kustomize:staging', 'kustomize:prod', 'kustomize:local']);
});

test('values of secrets are read where they are written, decoded; what a template makes of them is not known', async () => {
  const found = await deploying({
    'k8s/all.yaml': `${workload('a')}apiVersion: v1
kind: Secret
metadata: { name: s }
data:
  packed: cGFzcw==
  quoted: "cGFzcw=="
stringData:
  plain: pass
  many: |
    one
    two
`,
  });
  const [secret] = clusterSource('kubernetes', found).objects.filter(({ kind }) => kind === 'Secret');
  expect(secret!['stringData']).toEqual({ packed: 'pass', quoted: 'pass', plain: 'pass', many: 'one\ntwo\n' });
  expect(secret!['data']).toBeUndefined();
});

test('a secret of a chart that is put in from values is not known', async () => {
  const found = await deploying({
    'chart/Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 1.0.0\n',
    'chart/values.yaml': 'password: pass\n',
    'chart/templates/all.yaml': `${workload('a')}apiVersion: v1\nkind: Secret\nmetadata: { name: s }\nstringData:\n  password: {{ .Values.password }}\n  name: x-{{ .Release.Name }}\n  known: here\n`,
  });
  const [secret] = clusterSource('helm', found).objects.filter(({ kind }) => kind === 'Secret');
  expect(secret!['stringData']).toEqual({ password: null, name: null, known: 'here' });
});

test('scalars mean what they mean to Kubernetes', async () => {
  const volumes = 'volumes: [{ name: v, secret: { secretName: s, defaultMode: 0440, optional: true } }], hostname: "1", subdomain: 1.10';
  const found = await deploying({ 'k8s/all.yaml': workload('a').replace('spec: { containers', `spec: { ${volumes}, containers`) });
  const [object] = clusterSource('kubernetes', found).objects;
  expect(JSON.stringify(object)).toContain(
    '"secret":{"secretName":"s","defaultMode":288,"optional":true}}],"hostname":"1","subdomain":"1.10"',
  );
});

test('files in ConfigMaps are whole however long they are', async () => {
  const long = 'x'.repeat(5_000);
  const found = await deploying({
    'k8s/all.yaml': `${workload('a')}apiVersion: v1\nkind: ConfigMap\nmetadata: { name: m }\ndata:\n  file: |\n    ${long}\n    end\n`,
  });
  const [map] = clusterSource('kubernetes', found).objects.filter(({ kind }) => kind === 'ConfigMap');
  expect(map!['data']).toEqual({ file: `${long}\nend\n` });
});

test('an image is built as Skaffold says, or from the code that the graph knows to be it, in the folder that has what it copies', async () => {
  const found = await deploying({
    'k8s/all.yaml':
      workload('orders', 'registry/shop/orders:1') + workload('users', 'registry/shop/users:1') + workload('db', 'postgres:15'),
    'skaffold.yaml':
      'apiVersion: skaffold/v4beta1\nkind: Config\nbuild:\n  artifacts:\n    - image: shop/users\n      context: src/people\n',
    'src/people/Dockerfile': 'FROM node:24\nCOPY . .\n',
    'src/people/package.json': '{ "name": "people" }',
    'orders/Dockerfile': 'FROM node:24\nCOPY orders/package.json .\n',
    'orders/package.json': '{ "name": "orders" }',
    'orders/index.js': 'require("node:http").createServer(() => {}).listen(80);',
  });
  expect([...clusterSource('kubernetes', found).builds]).toEqual([
    ['registry/shop/orders:1', { context: '', dockerfile: 'orders/Dockerfile' }],
    ['registry/shop/users:1', { context: 'src/people', dockerfile: 'Dockerfile' }],
  ]);
});
