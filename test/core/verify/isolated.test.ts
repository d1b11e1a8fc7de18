import fc from 'fast-check';
import { expect, test } from 'vitest';
import { composeDocument, fields, type Fields } from '../../../src/core/verify/compose-document.ts';
import { isolated, type Isolated } from '../../../src/core/verify/isolated.ts';

const ROOT = '/tmp/tree';

interface Written {
  readonly services: Fields;
  readonly [key: string]: unknown;
}

const run = (written: Written, { wanted = Object.keys(written.services), anchors = {} as Record<string, string> } = {}): Isolated =>
  isolated(composeDocument(written), {
    services: wanted,
    root: ROOT,
    missing: new Set([`${ROOT}/none`]),
    labels: { run: '1' },
    images: new Map([['a', 'faultline-sandbox/0/a:1']]),
    anchors: new Map(Object.entries(anchors)),
    networks: new Map([['default', 'run_default']]),
  });

const service = (written: Fields, more: Fields = {}): Fields =>
  run({ services: { a: { image: 'x', ...written } }, ...more }).document.services['a']!;
const notes = (written: Fields, more: Fields = {}): readonly string[] =>
  run({ services: { a: { image: 'x', ...written } }, ...more }).notes;

test('what a service is stays as it is written', () => {
  const written = {
    command: ['run'],
    environment: { A: '$$1' },
    healthcheck: { test: ['CMD', 'true'] },
    user: '1000',
    mem_limit: '64m',
    tmpfs: ['/tmp'],
  };
  expect(service(written)).toMatchObject({ image: 'x', ...written });
  expect(notes(written)).toEqual([]);
});

test('nothing is published, named, restarted or logged elsewhere, and everything has our labels', () => {
  const got = service({
    ports: [{ target: 80 }],
    container_name: 'mine',
    restart: 'always',
    logging: { driver: 'syslog' },
    labels: { b: 'c' },
  });
  expect(got).not.toHaveProperty('ports');
  expect(got).not.toHaveProperty('container_name');
  expect(got).not.toHaveProperty('logging');
  expect(got).toMatchObject({
    restart: 'no',
    labels: { b: 'c', run: '1', 'dev.faultline.service': 'a' },
    networks: { default: { aliases: ['mine'] } },
  });
});

test('only the wanted services run, and none waits for one that does not', () => {
  const services = { a: { depends_on: { b: { condition: 'service_healthy' }, c: { condition: 'service_started' } } }, b: {}, c: {} };
  const { document } = run({ services }, { wanted: ['a', 'c'] });
  expect(Object.keys(document.services)).toEqual(['a', 'c']);
  expect(document.services['a']!['depends_on']).toEqual({ c: { condition: 'service_started' } });
});

test('callers find every name of a service at its anchor, and the service finds itself where it is', () => {
  const services = {
    a: { links: ['b:database', 'b'], extra_hosts: ['partner=203.0.113.7', 'b=203.0.113.8'] },
    b: { container_name: 'the-b', hostname: 'host-b', networks: { default: { aliases: ['db'] } } },
  };
  const { document } = run({ services }, { wanted: ['a', 'b'], anchors: { a: '10.0.0.1', b: '10.0.0.9' } });
  expect(document.services['a']!['extra_hosts']).toEqual([
    'partner:203.0.113.7',
    ...['b', 'the-b', 'host-b', 'db', 'database'].map(name => `${name}:10.0.0.9`),
  ]);
  expect(document.services['b']!['extra_hosts']).toEqual(['a:10.0.0.1']);
});

test('a mock has no container, and callers find its anchor', () => {
  const { document } = run({ services: { a: {}, b: {} } }, { wanted: ['a'], anchors: { b: '10.0.0.9' } });
  expect(Object.keys(document.services)).toEqual(['a']);
  expect(document.services['a']!['extra_hosts']).toEqual(['b:10.0.0.9']);
});

test('who shares the network of another service has no names of its own', () => {
  const { document } = run({ services: { a: { network_mode: 'service:b' }, b: {} } }, { anchors: { b: '10.0.0.9' } });
  expect(document.services['a']).toMatchObject({ network_mode: 'service:b' });
  expect(document.services['a']).not.toHaveProperty('extra_hosts');
  expect(document.services['a']).not.toHaveProperty('networks');
});

test.each<readonly [Fields, string]>([
  [{ privileged: true }, 'Every privilege (privileged) is not given to a.'],
  [{ network_mode: 'host' }, 'The network of this machine is not given to a.'],
  [{ network_mode: 'container:other' }, 'The network of the container other is not given to a.'],
  [{ pid: 'host' }, 'The process list of this machine is not given to a.'],
  [{ ipc: 'host' }, 'The shared memory of this machine is not given to a.'],
  [{ userns_mode: 'host' }, 'The user namespace of this machine is not given to a.'],
  [{ devices: ['/dev/sda:/dev/sda'] }, 'Devices of this machine are not given to a.'],
  [{ cap_add: ['SYS_ADMIN'] }, 'The capability SYS_ADMIN is not given to a.'],
  [{ cap_add: ['ALL'] }, 'The capability ALL is not given to a.'],
  [{ security_opt: ['seccomp=unconfined'] }, 'The security option seccomp=unconfined is not given to a.'],
  [
    { volumes: [{ type: 'bind', source: '/var/run/docker.sock', target: '/s' }] },
    '/var/run/docker.sock of this machine is not given to a.',
  ],
  [{ volumes: [{ type: 'bind', source: '/tmp/tree/../x', target: '/s' }] }, '../x of this machine is not given to a.'],
  [{ volumes: [{ type: 'npipe', source: '', target: '/s' }] }, 'npipe of this machine is not given to a.'],
  [{ provider: { type: 'anything' } }, 'What provider asks for is not given to a.'],
  [{ post_start: [{ command: ['x'], privileged: true }] }, 'What post_start asks for is not given to a.'],
  [{ cgroup_parent: '/' }, 'What cgroup_parent asks for is not given to a.'],
])('%j is refused and named', (written, note) => {
  expect(notes(written)).toEqual([note]);
  const [key = ''] = Object.keys(written);
  expect(service(written)).not.toHaveProperty(key);
});

test('harmless capabilities stay', () => {
  expect(service({ cap_add: ['NET_ADMIN', 'CAP_IPC_LOCK', 'SYS_MODULE'], security_opt: ['no-new-privileges:true'] })).toMatchObject({
    cap_add: ['NET_ADMIN', 'CAP_IPC_LOCK'],
    security_opt: ['no-new-privileges:true'],
  });
});

test('folders of the tree are mounted, volumes are new ones', () => {
  const volumes = [
    { type: 'bind', source: `${ROOT}/conf`, target: '/conf', read_only: true, bind: { propagation: 'shared' } },
    { type: 'volume', source: 'kept', target: '/kept' },
    { type: 'tmpfs', target: '/t' },
  ];
  const { document, notes } = run({ services: { a: { volumes } }, volumes: { kept: { name: 'mine', external: true }, unused: {} } });
  expect(document.services['a']!['volumes']).toEqual([
    { type: 'bind', source: `${ROOT}/conf`, target: '/conf', bind: { create_host_path: true }, read_only: true },
    { type: 'volume', source: 'kept', target: '/kept' },
    { type: 'tmpfs', target: '/t' },
  ]);
  expect(document.volumes).toEqual({ kept: { labels: { run: '1' } } });
  expect(notes).toEqual(['The volume kept is external; here it is a new, empty one.']);
});

test('a folder that is not in the tree is a volume, the same for all who mount it', () => {
  const volumes = [{ type: 'bind', source: `${ROOT}/none`, target: '/data' }];
  const { document } = run({ services: { a: { volumes }, b: { volumes } } });
  expect(document.services['b']!['volumes']).toEqual([{ type: 'volume', source: 'folder-1', target: '/data' }]);
  expect(document.services['a']!['volumes']).toEqual(document.services['b']!['volumes']);
  expect(document.volumes).toEqual({ 'folder-1': { labels: { run: '1' } } });
});

test('a volume that is a folder of this machine in disguise is an empty one', () => {
  const more = { volumes: { v: { driver_opts: { type: 'none', o: 'bind', device: '/' } } } };
  expect(run({ services: { a: { volumes: [{ type: 'volume', source: 'v', target: '/v' }] } }, ...more }).document.volumes).toEqual({
    v: { labels: { run: '1' } },
  });
});

const bind = (source: string): Fields => ({ type: 'bind', source: `${ROOT}/${source}`, target: '/m' });

test('nobody writes beside what another mounts', () => {
  const { document, notes } = run({ services: { a: { volumes: [bind('data')] }, b: { volumes: [bind('data/inner')] } } });
  expect(fields((document.services['a']!['volumes'] as unknown[])[0])['read_only']).toBe(true);
  expect(fields((document.services['b']!['volumes'] as unknown[])[0])).not.toHaveProperty('read_only');
  expect(notes).toEqual(['data is given to a read-only, since something inside it is mounted too.']);
});

test('configs and secrets come from the tree', () => {
  const more = { configs: { in: { file: `${ROOT}/c` }, out: { file: '/etc/shadow' } }, secrets: { s: { external: true } } };
  const written = { configs: [{ source: 'in', target: '/c' }, { source: 'out' }], secrets: [{ source: 's' }] };
  expect(service(written, more)).toMatchObject({ configs: [{ source: 'in', target: '/c' }] });
  expect(notes(written, more)).toEqual([
    '/etc/shadow of this machine is not given to a.',
    'What is outside of the project as s is not given to a.',
  ]);
});

test('what is built gets a name of ours, and neither keys nor the host of who builds', () => {
  const build = {
    context: `${ROOT}/a`,
    dockerfile: 'Dockerfile',
    args: { V: '1' },
    ssh: ['default'],
    network: 'host',
    tags: ['mine:latest'],
  };
  const got = run({ services: { a: { image: 'mine/a', build } } });
  expect(got.document.services['a']).toMatchObject({
    image: 'faultline-sandbox/0/a:1',
    build: {
      context: `${ROOT}/a`,
      dockerfile: 'Dockerfile',
      args: { V: '1' },
      labels: { 'dev.faultline.image': 'faultline-sandbox/0/a:1' },
    },
  });
  expect(Object.keys(fields(got.document.services['a']!['build'])).toSorted()).toEqual(['args', 'context', 'dockerfile', 'labels']);
  expect(got.notes).toEqual(
    ['The SSH agent is not given to the build of a.', 'The network of the host is not given to the build of a.'].toSorted(),
  );
});

test.each([
  { context: '/home/me/other' },
  { context: 'https://example.org/repository.git' },
  { context: `${ROOT}/a`, dockerfile: '../../../etc/passwd' },
  { context: `${ROOT}/a`, additional_contexts: { keys: '/root/.ssh' } },
])('a build from %j is refused', build => {
  expect(run({ services: { a: { build } } }).refused[0]).toMatch(/^a is built from .* outside of the repository; move /);
});

test('several copies of a service are one', () => {
  expect(notes({ deploy: { replicas: 3, resources: { limits: { memory: '64M' } } } })).toEqual(['a runs as one container, not as 3.']);
  expect(service({ deploy: { replicas: 3, resources: { limits: { memory: '64M' } } } })['deploy']).toEqual({
    resources: { limits: { memory: '64M' } },
  });
});

test('any document gives an answer', () => {
  const value = fc.letrec(tie => ({
    any: fc.oneof(
      { depthSize: 'small' },
      fc.string(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('any')),
      fc.dictionary(KEY, tie('any')),
    ),
  })).any;
  const KEYS = [
    'build',
    'context',
    'volumes',
    'type',
    'source',
    'networks',
    'aliases',
    'extra_hosts',
    'depends_on',
    '__proto__',
    'secrets',
    'a',
  ];
  const written = fc.record({
    services: fc.dictionary(fc.constantFrom('a', 'b', '__proto__'), fc.dictionary(fc.constantFrom(...KEYS), value)),
    volumes: value,
    secrets: value,
  });
  fc.assert(
    fc.property(written, document => void run(document as Written)),
    { numRuns: 100 },
  );
});

const KEY = fc.constantFrom('type', 'source', 'target', 'bind', 'volume', 'aliases', 'context', 'file', 'external', 'constructor');
