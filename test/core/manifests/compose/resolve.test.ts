import { describe, expect, test } from 'vitest';
import { treeAt } from '../../../../src/core/manifests/tree.ts';
import { problemOf, resolved, service, valueAt, type Asked } from './project.ts';
import type { Texts } from '../origins.ts';

type Case = readonly [rule: string, texts: Texts | string, path: string, value: unknown, asked?: Asked];

const environment = 'services/a/environment';
const two = (base: string, over: string): Texts => ({
  'compose.yaml': service(base),
  'compose.override.yaml': `services:\n  a:\n${over.replace(/^(?=.)/gm, '    ')}\n`,
});

function rows(title: string, cases: readonly Case[]): void {
  describe(title, () => {
    for (const [rule, texts, path, value, asked] of cases) test(rule, () => expect(valueAt(texts, path, asked)).toEqual(value));
  });
}

rows('values', [
  [
    'unquoted numbers of a map are read as YAML 1.1 reads them',
    service('environment: {A: 0755, B: 1.50, C: 1e3, D: 0x1F, E: 007, F: 1_000}'),
    environment,
    { A: '493', B: '1.5', C: '1000', D: '31', E: '7', F: '1000' },
  ],
  [
    'numbers that JavaScript would round keep their digits',
    service('environment: {A: 1234567890123456789, B: 0.00001}'),
    environment,
    { A: '1234567890123456789', B: '1e-05' },
  ],
  ['in a list the text is taken as it is written', service('environment: [N=007, "M=1.50"]'), environment, { N: '007', M: '1.50' }],
  [
    'yes and on are texts, true is not',
    service('environment: {A: yes, B: on, C: true, D: null}'),
    environment,
    { A: 'yes', B: 'on', C: 'true', D: null },
  ],
  [
    'a command line is split into words',
    service(`command: sh -c "echo 'a b'" \\"x`),
    'services/a/command',
    ['sh', '-c', "echo 'a b'", '"x'],
  ],
  ['an empty command is one, and none is null', service('command: ""'), 'services/a/command', []],
  ['what follows an unquoted pipe is dropped', service('command: a b | c'), 'services/a/command', ['a', 'b']],
  [
    'a text as healthcheck is a shell command',
    service('healthcheck: {test: curl x, interval: 90s, retries: "3"}'),
    'services/a/healthcheck',
    { test: ['CMD-SHELL', 'curl x'], interval: '1m30s', retries: 3 },
  ],
  ['sizes are bytes', service('mem_limit: 1.5g\nshm_size: 64m'), 'services/a/mem_limit', '1610612736'],
  [
    'devices, ulimits and hosts have short forms',
    service('devices: ["/a:/b"]\nulimits: {nofile: 5}\nextra_hosts: ["h:1.2.3.4", "g=::1"]'),
    'services/a/extra_hosts',
    ['g=::1', 'h=1.2.3.4'],
  ],
]);

rows('YAML as compose reads it', [
  ['a text in quotes may go on anywhere', service('command: "a\n  b\n"\nhostname: h'), 'services/a/command', ['a', 'b']],
  [
    'and so may lists and mappings in brackets',
    'services:\n  a:\n    image: i\n    command: [\nx,\ny\n]\n    hostname: h\n',
    'services/a/command',
    ['x', 'y'],
  ],
]);

rows('ports and volumes', [
  [
    'a port alone is published nowhere in particular',
    service('ports: [80]'),
    'services/a/ports',
    [{ mode: 'ingress', target: 80, protocol: 'tcp' }],
  ],
  [
    'ranges are one entry a port',
    service('ports: ["90-91:80-81/udp"]'),
    'services/a/ports/1',
    { mode: 'ingress', target: 81, published: '91', protocol: 'udp' },
  ],
  ['a host range for one port stays a range', service('ports: ["90-91:80"]'), 'services/a/ports/0/published', '90-91'],
  [
    'an address may stand without a host port',
    service('ports: ["127.0.0.1::84"]'),
    'services/a/ports/0',
    { mode: 'ingress', host_ip: '127.0.0.1', target: 84, protocol: 'tcp' },
  ],
  ['two numbers with a colon are no number to base sixty', service('ports: [22:22]'), 'services/a/ports/0/target', 22],
  [
    'a long port keeps what is written',
    service('ports: [{target: "80", published: 8080}]'),
    'services/a/ports/0',
    { target: 80, published: '8080', protocol: 'tcp', mode: 'ingress' },
  ],
  [
    'ports of two files are joined by what they publish',
    two('ports: ["8080:80"]', 'ports: ["9090:80", "8080:80"]'),
    'services/a/ports/1/published',
    '9090',
  ],
  [
    'a relative source is a folder of the project',
    service('volumes: ["./d:/data:ro"]'),
    'services/a/volumes/0',
    { type: 'bind', source: '/w/d', target: '/data', read_only: true, bind: { create_host_path: true } },
  ],
  ['a one-letter name is a Windows drive', service('volumes: ["v:/v:ro"]'), 'services/a/volumes/0/source', 'v:/v'],
  [
    'volumes of two files are joined by target',
    two('volumes: ["./a:/x", "./b:/y"]', 'volumes: ["./c:/x"]'),
    'services/a/volumes/0/source',
    '/w/c',
  ],
  ['~ is the home folder', service('volumes: ["~/d:/data"]'), 'services/a/volumes/0/source', '/home/me/d', { shell: { HOME: '/home/me' } }],
]);

rows('files over files', [
  [
    'list and map are one, by key, and the later file wins',
    two('environment: {A: "1", B: "2"}', 'environment: [B=3, C]'),
    environment,
    { A: '1', B: '3', C: 'x' },
    { shell: { C: 'x' } },
  ],
  ['a name without a value replaces one with', two('environment: {A: x}', 'environment: {A: }'), environment, { A: null }],
  ['command and entrypoint are replaced', two('command: [a, b]', 'command: [c]'), 'services/a/command', ['c']],
  [
    'lists are joined and say nothing twice',
    two('cap_add: [X, Y]\nexpose: ["1"]', 'cap_add: [Y, Z]'),
    'services/a/cap_add',
    ['X', 'Y', 'Z'],
  ],
  [
    '!reset takes out, !override replaces',
    two('ports: ["1:1"]\nenvironment: {A: "1"}', 'ports: !reset []\nenvironment: !override {C: "3"}'),
    'services/a',
    { command: null, entrypoint: null, image: 'i', environment: { C: '3' }, networks: { default: null } },
  ],
  [
    'with files named, the override is not read',
    two('command: [a]', 'command: [c]'),
    'services/a/command',
    ['a'],
    { files: ['compose.yaml'] },
  ],
  [
    'paths start at the folder of the first file',
    { 'd/x.yaml': service('build: .'), 'e/y.yaml': 'services: {a: {env_file: v.env}}', 'd/v.env': 'A=1' },
    environment,
    { A: '1' },
    { files: ['d/x.yaml', 'e/y.yaml'] },
  ],
  ['documents of one file are merged in order', `${service('hostname: x')}---\nservices: {a: {hostname: y}}`, 'services/a/hostname', 'y'],
  [
    'of several merged mappings the first wins',
    `x-a: &a {hostname: x}\nx-b: &b {hostname: y, user: u}\n${service('<<: [*a, *b]')}`,
    'services/a/hostname',
    'x',
  ],
  [
    'logging options of another driver do not stay',
    two('logging: {driver: x, options: {a: "1"}}', 'logging: {driver: y}'),
    'services/a/logging',
    { driver: 'y' },
  ],
]);

rows('variables', [
  ['defaults nest', service('hostname: "${U:-${V:-$S}/x}"'), 'services/a/hostname', 's/x', { shell: { S: 's' } }],
  [
    'a dash without a colon lets empty values be',
    service('environment: {A: "${E-d}", B: "${E:-d}", C: "${E+alt}", D: "${E:+alt}"}'),
    environment,
    { A: '', B: 'd', C: 'alt', D: '' },
    { shell: { E: '' } },
  ],
  [
    'two dollar signs are one, and a lone one stays',
    service('environment: {A: "$$HOME", B: "a$", C: "100$ off"}'),
    environment,
    { A: '$HOME', B: 'a$', C: '100$ off' },
  ],
  [
    'a default ends at the first brace, unless braces are paired',
    service(`environment: {A: "\${U:-a}b}", B: '\${U:-{"k": 1}}'}`),
    environment,
    { A: 'ab}', B: '{"k": 1}' },
  ],
  [
    'the shell wins over .env, and .env is not put into a container',
    { 'compose.yaml': service('environment: [A, B, "C=${A}"]'), '.env': 'A=file\nB=file\nD=x' },
    environment,
    { A: 'shell', B: 'file', C: 'shell' },
    { shell: { A: 'shell' } },
  ],
  [
    '.env of the first file counts',
    { 'd/compose.yaml': service('hostname: "$A"'), '.env': 'A=top', 'd/.env': 'A=deep' },
    'services/a/hostname',
    'deep',
    { files: ['d/compose.yaml'] },
  ],
  [
    '.env knows quotes, comments and dollar signs',
    {
      'compose.yaml': service('environment: [A, B, C, D, E, F]'),
      '.env': `A=pa$$word\nB=pa$word\nC='pa$word'\nD=un quoted # c\nE="a\\nb"\nexport F: colon\n`,
    },
    environment,
    { A: 'pa$word', B: 'pa', C: 'pa$word', D: 'un quoted', E: 'a\nb', F: 'colon' },
  ],
  [
    'COMPOSE_FILE and COMPOSE_PROFILES count in .env',
    { 'x.yaml': service('profiles: [p]'), '.env': 'COMPOSE_FILE=x.yaml\nCOMPOSE_PROFILES=q,p' },
    'services/a/image',
    'i',
  ],
  [
    'a text where a number belongs is read as one',
    service('scale: "${N}"\nprivileged: "$B"'),
    'services/a/scale',
    2,
    { shell: { N: '2', B: 'yes' } },
  ],
  [
    'the project is called as name, or as its folder',
    { 'My App/compose.yaml': service('hostname: "$COMPOSE_PROJECT_NAME"') },
    'services/a/hostname',
    'myapp',
    { folder: 'My App' },
  ],
]);

rows('files of variables', [
  [
    'COMPOSE_ENV_FILES stands for .env',
    { 'compose.yaml': service('hostname: "$A$B$C"'), '.env': 'A=no', x: 'A=1\nB=1', y: 'B=2$A' },
    'services/a/hostname',
    '121',
    { shell: { COMPOSE_ENV_FILES: 'x,y' } },
  ],
  [
    'inside of them the shell wins for references, but not for what they set',
    { 'compose.yaml': service('env_file: one.env'), 'one.env': 'A=file\nB=${A}-x' },
    environment,
    { A: 'file', B: 'shell-x' },
    { shell: { A: 'shell' } },
  ],
  [
    'the environment of the service is seen before their own lines',
    { 'compose.yaml': service('env_file: e\nenvironment: {HOST: e}'), e: 'HOST=h\nURL=http://${HOST}' },
    `${environment}/URL`,
    'http://e',
  ],
  [
    'a name alone comes from outside or not at all',
    { 'compose.yaml': service('env_file: e'), e: 'G\nH\nI=1' },
    environment,
    { G: 'g', I: '1' },
    { shell: { G: 'g' } },
  ],
  [
    'raw ones keep quotes, comments and dollars',
    { 'compose.yaml': service('env_file: [{path: e, format: raw}]'), e: 'A="x" # $B\n' },
    environment,
    { A: '"x" # $B' },
  ],
  ['one that is not required may be missing', service('env_file: [{path: e, required: false}]'), 'services/a/image', 'i'],
  [
    'labels have files too',
    { 'compose.yaml': service('label_file: l\nlabels: {b: "2"}'), l: 'a=1\nb=1' },
    'services/a/labels',
    { a: '1', b: '2' },
  ],
]);

rows('services that need others', [
  [
    'links, volumes_from and shared namespaces are dependencies',
    'services:\n  a: {image: i, links: ["b:x"], volumes_from: [c], ipc: "service:d"}\n  b: {image: i}\n  c: {image: i}\n  d: {image: i}',
    'services/a/depends_on/b',
    { condition: 'service_started', restart: true, required: true },
  ],
  [
    'a dependency that is not required may be switched off',
    'services:\n  a: {image: i, depends_on: {b: {condition: service_started, required: false}}}\n  b: {image: i, profiles: [p]}',
    'services',
    {
      a: {
        command: null,
        entrypoint: null,
        image: 'i',
        depends_on: { b: { condition: 'service_started', required: false } },
        networks: { default: null },
      },
    },
  ],
  [
    'what no active service uses is left out',
    `${service('networks: [n]\nvolumes: ["v1:/v"]')}networks: {n: {}, m: {}}\nvolumes: {v1: , v2: }`,
    'volumes',
    { v1: { name: 'w_v1' } },
  ],
  [
    'an extended service starts at the folder of its file',
    {
      'compose.yaml': 'services: {a: {extends: {file: d/base.yaml, service: b}, command: [x]}}',
      'd/base.yaml': 'services: {b: {build: ., env_file: v, command: [y], ports: ["1:1"]}}',
      'd/v': 'A=1',
    },
    'services/a/build/context',
    '/w/d',
  ],
  [
    'an included project has its folder and fills gaps with its .env',
    {
      'compose.yaml': 'include: [s/compose.yaml]\nservices: {a: {image: "${OTHER}${ONLY}"}}',
      's/compose.yaml': 'services: {b: {image: "${TAG}-${OTHER}", build: .}}',
      '.env': 'OTHER=top',
      's/.env': 'TAG=sub\nOTHER=sub\nONLY=sub',
    },
    'services/b/image',
    'sub-top',
  ],
  [
    'files beside an included one are over it',
    {
      'compose.yaml': 'include: [{path: [s/c.yaml, over.yaml]}]',
      's/c.yaml': 'services: {b: {image: i}}',
      'over.yaml': 'services: {b: {build: ./here}}',
    },
    'services/b/build/context',
    '/w/s/here',
  ],
  [
    'a project folder of an include counts',
    { 'compose.yaml': 'include: [{path: s/c.yaml, project_directory: p}]', 's/c.yaml': 'services: {b: {build: .}}', 'p/x': '' },
    'services/b/build/context',
    '/w/p',
  ],
]);

const problems: readonly (readonly [rule: string, texts: Texts | string, problem: RegExp, asked?: Asked])[] = [
  ['no file', {}, /no compose file/],
  ['an empty file', '# nothing', /is empty/],
  ['a key that stands twice', service('hostname: a\nhostname: b'), /hostname stands twice/],
  ['a service that is a number', 'services: {1: {image: i}}', /Keys are texts/],
  ['an unknown key', service('imago: x'), /key imago is not known/],
  ['a number as image', 'services: {a: {image: 5}}', /must be a text/],
  ['neither image nor build', 'services: {a: {hostname: x}}', /neither an image nor a build/],
  ['an unquoted date', service('environment: {A: 2020-01-01}'), /is a date/],
  ['a space after the name of a variable', service('environment: ["A =b"]'), /ends with a space/],
  ['a reference that is not well formed', service('hostname: "${1X}"'), /not well formed/],
  ['an open reference', service('hostname: "${"'), /not well formed/],
  ['a needed variable, even of a service that is off', service('profiles: [p]\nhostname: "${U:?say it}"'), /U must be set: say it/],
  [
    'a dependency whose profile is off',
    'services:\n  a: {image: i, depends_on: [b]}\n  b: {image: i, profiles: [p]}',
    /profile is not active/,
  ],
  [
    'a dependency that nobody defines, required or not',
    service('depends_on: {b: {condition: service_started, required: false}}'),
    /b, which is not defined/,
  ],
  ['a circle of dependencies', 'services:\n  a: {image: i, depends_on: [b]}\n  b: {image: i, depends_on: [a]}', /circle: a, b, a/],
  ['a circle of extends', 'services:\n  a: {extends: b}\n  b: {extends: a}', /extends itself/],
  [
    'a circle of includes',
    { 'compose.yaml': 'include: [b.yaml]', 'b.yaml': 'include: [compose.yaml]' },
    /in a circle: compose.yaml, b.yaml, compose.yaml/,
  ],
  [
    'the same service here and in an included file',
    { 'compose.yaml': `include: [b.yaml]\n${service('')}`, 'b.yaml': 'services: {a: {image: j}}' },
    /services.a is defined here and in an included/,
  ],
  ['a missing file', service('env_file: e'), /no file e;/],
  ['a file outside', { 'd/compose.yaml': service('env_file: ../../e') }, /\/e lies outside of \/w/, { folder: 'd' }],
  ['a container port zero', service('ports: [0]'), /no valid container port/],
  ['a control character', service('hostname: a\u0007'), /control character/],
  ['another version of YAML', `%YAML 1.2\n---\n${service('')}`, /YAML 1.1 only/],
  ['a port that is none', service('ports: ["99999:80"]'), /no valid host port/],
  ['an open quote in .env', { 'compose.yaml': service(''), '.env': 'A="x' }, /not closed/],
  ['a space in a name of .env', { 'compose.yaml': service(''), '.env': 'A B=1' }, /cannot hold a space/],
  ['an alias that holds itself', 'x-a: &a {b: *a}', /leads back/],
  ['an alias without an anchor', service('hostname: *b'), /no anchor|cannot be read/],
  [
    'two services with one container name',
    'services:\n  a: {image: i, container_name: c1}\n  b: {image: i, container_name: c1}',
    /share the container name/,
  ],
  ['an undefined secret', service('secrets: [s]'), /refers to s, which is not defined under secrets/],
];

for (const [what, texts, problem, asked] of problems)
  test(`${what} is refused in one sentence`, () => {
    expect(problemOf(texts, asked)).toMatch(problem);
    expect(problemOf(texts, asked)).toMatch(/\.$/);
  });

test('a variable that is set nowhere is empty, and is listed', () => {
  const { unset } = resolved(service('hostname: "x${FOO}"\nuser: "${BAR:-b}"'));
  expect(unset.map(({ name }) => name)).toEqual(['FOO']);
});

test('what is not known before the system runs says why', () => {
  const { project } = resolved(service('hostname: "x${FOO}"\nenvironment: [BAR, "B=${FOO}", C=c]'));
  const why = (...path: readonly string[]): unknown => (treeAt(project, 'services', 'a', ...path) as { readonly unknown?: string }).unknown;
  expect([why('hostname'), why('environment', 'BAR'), why('environment', 'B'), why('environment', 'C')]).toEqual([
    'FOO is set nowhere',
    'BAR is set nowhere',
    'FOO is set nowhere',
    undefined,
  ]);
});

test('every file that had a part is listed, and what was looked for', () => {
  const { read } = resolved({
    'compose.yml': `include: [s/c.yaml]\n${service('env_file: [{path: v.env, required: false}]')}`,
    's/c.yaml': 'services: {b: {image: i}}',
  });
  expect(read).toEqual(expect.arrayContaining(['.env', 'compose.yaml', 'compose.yml', 's/c.yaml', 's/.env', 'v.env']));
});

test('compose files are looked for in the folders above', () => {
  expect(valueAt({ 'compose.yaml': service('build: .') }, 'services/a/build/context', { folder: 'x/y' })).toBe('/w');
});

test('a tolerant request goes on without what nobody commits, and keeps what is not known', () => {
  const asked = { tolerant: true };
  const text = service(
    'env_file: secret.env\nhostname: "x${FOO}"\nuser: "${BAR:?say who}"\ndepends_on: [nobody]\nenvironment: ["A=${B:-${C}}"]',
  );
  const found = ['hostname', 'user', 'environment/A'].map(path => valueAt(text, `services/a/${path}`, asked));
  expect(found).toEqual(['x${FOO}', '${BAR}', '${C}']);
  expect(resolved(text, asked).problems.map(({ message }) => message.replace(/;.*/, ''))).toEqual([
    'The service a depends on nobody, which is not defined.',
    'There is no file secret.env',
  ]);
  expect(resolved(text).project).toBeUndefined();
});
