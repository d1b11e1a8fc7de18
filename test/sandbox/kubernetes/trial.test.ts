import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { ClusterSource } from '../../../src/core/verify/cluster/source.ts';
import { openCluster } from '../../../src/sandbox/kubernetes/cluster.ts';
import { startOf } from '../../../src/sandbox/owner.ts';
import { clusterTrial, type Step } from '../../../src/sandbox/kubernetes/trial.ts';

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

interface Machine {
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
  /** What kubectl was asked for, a line each. */
  readonly asked: () => Promise<string[]>;
}

/** No cluster runs here: programs that answer as the real ones do, by the words that their arguments hold. */
async function machine(programs: Readonly<Record<string, Readonly<Record<string, string>>>>): Promise<Machine> {
  const folder = await mkdtemp(join(tmpdir(), 'faultline-kubernetes-'));
  folders.push(folder);
  const bin = join(folder, 'bin');
  await mkdir(bin);
  for (const [name, answers] of Object.entries(programs)) {
    const cases = Object.entries(answers).map(([words, does]) => `*"${words}"*) ${does} ;;`);
    await writeFile(join(bin, name), `#!/bin/sh\necho "$*" >> ${folder}/asked\ncase "$*" in\n${cases.join('\n')}\nesac\n`);
    await chmod(join(bin, name), 0o755);
  }
  return {
    folder,
    environment: { PATH: bin },
    asked: async () =>
      (await readFile(join(folder, 'asked'), 'utf8'))
        .trim()
        .split('\n')
        .map(line => line.replaceAll(`${folder}/`, '')),
  };
}

const ANSWERS = {
  'config current-context': 'echo kind-trial',
  version: `echo '{"serverVersion":{"gitVersion":"v1.30.0"}}'`,
  'api-resources': 'echo networkchaos.chaos-mesh.org',
};

const refusal = ({ environment }: Machine): Promise<string> =>
  openCluster(environment).then(
    () => 'none',
    (error: Error) => error.message,
  );

test('without kubectl, without a context and without an answer there is one sentence', async () => {
  expect(await refusal(await machine({}))).toBe('kubectl is not installed, or not on the PATH; install it to try manifests on a cluster.');
  expect(await refusal(await machine({ kubectl: { current: 'exit 1' } }))).toBe(
    'kubectl knows no cluster; make one on this machine (with kind create cluster, say), or choose one with kubectl config use-context.',
  );
  expect(await refusal(await machine({ kubectl: { current: 'exit 1' }, kind: { get: 'echo trial' } }))).toBe(
    'kubectl has no current context; choose the cluster trial with kubectl config use-context kind-trial.',
  );
  expect(await refusal(await machine({ kubectl: { ...ANSWERS, version: 'echo connection refused >&2; exit 1' } }))).toBe(
    'The cluster of the context kind-trial does not answer: connection refused; start it, or choose another one with kubectl config use-context.',
  );
});

const SOURCE: ClusterSource = {
  environment: 'kubernetes',
  objects: [
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'a', namespace: 'shop' },
      spec: { template: { metadata: { labels: { app: 'a' } }, spec: { containers: [{ image: 'a' }] } } },
    },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'b', namespace: 'shop' },
      spec: { template: { spec: { containers: [{ image: 'b' }] } } },
    },
    { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's', namespace: 'shop' }, stringData: { known: 'x', unknown: null } },
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } },
    { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name: 'r' } },
  ],
  names: new Map(),
  builds: new Map(),
};

async function tried({ folder, environment }: Machine): Promise<string[]> {
  const { steps } = await clusterTrial({
    source: SOURCE,
    services: ['a'],
    scenarios: [{ name: 'a is killed', fault: { kind: 'kill', service: 'a' }, expect: [] }],
    run: { id: '7', labels: {}, folder, remove: async () => undefined },
    environment,
    signal: new AbortController().signal,
  });
  return steps.map(({ what, state, why }: Step) => `${state}: ${what}: ${why}`);
}

const said = async (machine: Machine): Promise<readonly string[]> =>
  (await machine.asked()).map(line => line.replace('--context kind-trial ', '').replace('--request-timeout=10s ', ''));

test('a cluster on this machine is asked for everything, in a namespace that is removed', async () => {
  const local = await machine({ kubectl: ANSWERS });
  expect(await tried(local)).toEqual([
    'written: manifests: 2 objects of kubernetes for a.',
    'passed: server-side dry run: Kubernetes v1.30.0 (kind-trial) takes all 2 objects.',
    'passed: faults: Kubernetes v1.30.0 (kind-trial) takes all 1 objects.',
    'written: a is killed: It is a PodChaos of Chaos Mesh.',
  ]);
  expect((await said(local)).slice(3)).toEqual([
    'get namespaces --selector dev.faultline.owner --output json',
    'create --filename faultline-7.json',
    'apply --dry-run=server --filename server-side-dry-run.json',
    'apply --dry-run=server --filename faults.json',
    'delete namespace faultline-7 --ignore-not-found --wait=false',
  ]);
  const { items } = JSON.parse(await readFile(join(local.folder, 'server-side-dry-run.json'), 'utf8')) as {
    items: { metadata: unknown; stringData?: unknown }[];
  };
  expect(items.map(({ metadata }) => metadata)).toEqual(
    ['a', 's'].map(name => ({ name, namespace: 'faultline-7', labels: { 'dev.faultline.run': '7' } })),
  );
  expect(items[1]!.stringData).toEqual({ known: 'x', unknown: 'faultline-s-unknown' });
});

test('in a cluster of somebody else nothing is made: it is only asked', async () => {
  const far = await machine({ kubectl: { ...ANSWERS, 'config current-context': 'echo production', 'api-resources': 'echo' } });
  expect((await tried(far)).slice(1)).toEqual([
    'passed: server-side dry run: Kubernetes v1.30.0 (production) takes all 2 objects.',
    'not tried: faults: Chaos Mesh is not installed in the cluster of production.',
    'written: a is killed: It is a PodChaos of Chaos Mesh.',
    'not tried: verdict: Nothing is made in the context production: it does not look like a cluster on this machine; use one of kind, k3d or minikube.',
  ]);
  expect((await far.asked()).slice(3)).toEqual([
    '--context production --request-timeout=10s apply --dry-run=server --filename server-side-dry-run.json',
  ]);
});

test('what a cluster refuses fails, is not run, and the namespace is removed all the same', async () => {
  const strict = await machine({ kubectl: { ...ANSWERS, 'dry-run': 'echo "error: unknown field." >&2; exit 1' } });
  const steps = await tried(strict);
  expect(steps[1]).toBe('failed: server-side dry run: Kubernetes v1.30.0 (kind-trial) refuses: error: unknown field.');
  expect(steps.at(-1)).toBe('not tried: verdict: The cluster refuses the manifests.');
  expect((await strict.asked()).at(-1)).toContain('delete namespace faultline-7');
});

test('a namespace that cannot be removed is told', async () => {
  const stuck = await machine({ kubectl: { ...ANSWERS, delete: 'echo gone away >&2; exit 1' } });
  await expect(tried(stuck)).rejects.toThrow(
    'The namespace faultline-7 is not removed: gone away; remove it with kubectl delete namespace faultline-7.',
  );
});

test('namespaces of runs that are over are removed before another is made, and no others', async () => {
  const names = { 'faultline-old': '999999999-1', 'faultline-now': `${process.pid}-${await startOf(process.pid)}`, theirs: '999999999-1' };
  const items = Object.entries(names).map(([name, owner]) => ({ metadata: { name, labels: { 'dev.faultline.owner': owner } } }));
  const reaping = await machine({ kubectl: { ...ANSWERS, 'get namespaces': `echo '${JSON.stringify({ items })}'` } });
  await tried(reaping);
  expect((await said(reaping)).filter(line => line.startsWith('delete'))).toEqual([
    'delete namespace faultline-old --ignore-not-found --wait=false',
    'delete namespace faultline-7 --ignore-not-found --wait=false',
  ]);
});
