import { expect, test } from 'vitest';
import { compose } from '../../../../src/core/extract/compose/index.ts';
import { expectTotal, factsOf, shown, shownEntry } from '../reading.ts';

const services = (text: string, path = 'compose.yaml') => factsOf(compose, path, { kind: 'compose-service', text });
const service = (body: string) => services(`services:\n  web:\n${body.replace(/^/gm, '    ')}\n`)[0]!;

test('environment is one, as a list and as a map', () => {
  expect(service('environment:\n  - URL=http://${HOST:-users}:80\n  - DEBUG').environment.map(shownEntry)).toEqual([
    'URL=http://<HOST:users>:80',
    'DEBUG=-',
  ]);
  expect(service('environment:\n  URL: http://users\n  DEBUG:\n  NONE: ~').environment.map(shownEntry)).toEqual([
    'URL=http://users',
    'DEBUG=-',
    'NONE=-',
  ]);
});

test('a setting has its line as evidence', () => {
  const text = 'services:\n  web:\n    image: x\n    environment:\n      URL: http://users\n';
  const { at } = services(text)[0]!.environment[0]!;
  expect(text.slice(...at)).toBe('URL: http://users');
});

test('merge keys and anchors are followed', () => {
  const text =
    'x-common: &common\n  environment: &env\n    A: "1"\nservices:\n  web:\n    <<: *common\n    image: x\n  job:\n    image: y\n    environment:\n      <<: *env\n      B: "2"\n';
  expect(services(text).map(({ name, environment }) => [name, environment.map(shownEntry).toSorted()])).toEqual([
    ['web', ['A=1']],
    ['job', ['A=1', 'B=2']],
  ]);
});

test('ports in every form', () => {
  const { ports } = service(
    'ports:\n  - "8080:80"\n  - "127.0.0.1:90-91:80-81/udp"\n  - 3000\n  - "${PORT:-7070}:70"\n  - target: 5000\n    published: "5001"\n    name: grpc\nexpose: ["9000"]',
  );
  expect(ports.map(({ target, published, name }) => [target, published, name])).toEqual([
    [80, 8080, undefined],
    [80, 90, undefined],
    [81, 91, undefined],
    [3000, undefined, undefined],
    [70, 7070, undefined],
    [5000, 5001, 'grpc'],
    [9000, undefined, undefined],
  ]);
});

test('a port that only a variable knows keeps its value', () => {
  expect(service('ports: ["80:${PORT}"]').ports.map(({ target, value, published }) => [target, shown(value), published])).toEqual([
    [0, '80:<PORT>', 80],
  ]);
});

test('build in both forms', () => {
  expect(service('build: ./web').build).toMatchObject({ context: './web', args: [] });
  const build = service('build:\n  context: .\n  dockerfile: apps/web/Dockerfile\n  target: run\n  args:\n    APP: web').build!;
  expect([build.context, build.dockerfile, build.target, build.args.map(shownEntry)]).toEqual([
    '.',
    'apps/web/Dockerfile',
    'run',
    ['APP=web'],
  ]);
});

test('depends_on, links, networks and env_file in all forms', () => {
  const short = service('depends_on: [db]\nlinks: ["db:database"]\nnetworks: [back]\nenv_file: .env.web');
  expect([
    short.dependsOn.map(d => d.service),
    short.links.map(l => [l.service, l.alias]),
    short.networks,
    short.envFiles.map(f => f.path),
  ]).toEqual([['db'], [['db', 'database']], ['back'], ['.env.web']]);
  const long = service(
    'depends_on:\n  db:\n    condition: service_healthy\nnetworks:\n  back:\n    aliases: [shop]\nenv_file:\n  - a.env\n  - path: b.env\n    required: false',
  );
  expect([long.dependsOn.map(d => [d.service, d.condition]), long.networks, long.aliases, long.envFiles.map(f => f.path)]).toEqual([
    [['db', 'service_healthy']],
    ['back'],
    ['shop'],
    ['a.env', 'b.env'],
  ]);
});

test('only files and folders of the host are mounts', () => {
  const { mounts } = service(
    'volumes:\n  - ./nginx.conf:/etc/nginx/nginx.conf:ro\n  - data:/data\n  - type: bind\n    source: ./conf\n    target: /conf\n  - /cache',
  );
  expect(mounts.map(({ source, target }) => [source, target])).toEqual([
    ['./nginx.conf', '/etc/nginx/nginx.conf'],
    ['./conf', '/conf'],
  ]);
});

test('a config with a file is mounted', () => {
  const text =
    'services:\n  web:\n    image: x\n    configs:\n      - source: nginx\n        target: /etc/nginx.conf\nconfigs:\n  nginx:\n    file: ./nginx.conf\n';
  expect(services(text)[0]!.mounts.map(({ source, target }) => [source, target])).toEqual([['./nginx.conf', '/etc/nginx.conf']]);
});

test('commands are words, also those of a script', () => {
  expect(service('entrypoint: ["sh", "-c"]\ncommand: ["wait-for db:5432 && run"]').command.map(({ value }) => shown(value))).toEqual([
    'sh',
    '-c',
    'wait-for',
    'db:5432',
    '&&',
    'run',
  ]);
  expect(service('command: redis-server --port ${PORT:-6379}').command.map(({ value }) => shown(value))).toEqual([
    'redis-server',
    '--port',
    '<PORT:6379>',
  ]);
});

test('the rest is kept as written', () => {
  const found = service(
    'image: shop/web:${TAG}\ncontainer_name: shop-web\nhostname: web.local\nprofiles: [dev]\nextends:\n  file: base.yml\n  service: base\nhealthcheck:\n  test: ["CMD", "curl", "localhost"]\nlabels:\n  traefik.port: 80\ndeploy:\n  labels: ["a=b"]',
  );
  expect([
    shown(found.image),
    found.containerName,
    found.hostname,
    found.profiles,
    found.extends,
    found.healthcheck?.test,
    found.labels.map(shownEntry),
  ]).toEqual([
    'shop/web:<TAG>',
    'shop-web',
    'web.local',
    ['dev'],
    { file: 'base.yml', service: 'base' },
    'curl localhost',
    ['traefik.port=80', 'a=b'],
  ]);
});

test('!reset and !override do no harm', () => {
  expect(service('image: x\nports: !reset []\nenvironment: !override\n  A: b').environment.map(shownEntry)).toEqual(['A=b']);
});

test('includes in both forms', () => {
  const text = 'include:\n  - a.yml\n  - path: [b.yml, c.yml]\n';
  expect(factsOf(compose, 'compose.yaml', { kind: 'compose-include', text }).map(({ path }) => path)).toEqual(['a.yml', 'b.yml', 'c.yml']);
});

test('a file of any name counts by its shape', () => {
  expect(services('services:\n  web:\n    image: x\n', 'docker-stack.yml')).toHaveLength(1);
  expect(services('services:\n  web:\n    class: x\n', 'config/services.yml')).toHaveLength(0);
  expect(services('services:\n  web:\n    image: x\n', 'chart/values.yaml')).toHaveLength(0);
});

test('an override needs neither image nor build', () => {
  expect(services('services:\n  web:\n    environment: [A=b]\n', 'docker-compose.override.yml')).toHaveLength(1);
});

test('the first format has no services key', () => {
  expect(services('web:\n  image: x\n  links: [db]\ndb:\n  image: postgres\n', 'docker-compose.yml').map(({ name }) => name)).toEqual([
    'web',
    'db',
  ]);
});

test('a broken document keeps the services before it', () => {
  expect(services('services:\n  web:\n    image: x\n---\nservices:\n  a: [\n').map(({ name }) => name)).toContain('web');
});

test('it never throws', () => {
  expectTotal(
    compose,
    'compose.yaml',
    'x: &a {A: b}\nservices:\n  web:\n    build: {context: ., args: [A=b]}\n    ports: ["80:80"]\n    environment:\n      <<: *a\n      URL: http://${H:-x}\n    volumes:\n      - ./a:/b\n',
  );
});
