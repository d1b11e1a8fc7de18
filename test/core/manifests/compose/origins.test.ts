import { expect, test } from 'vitest';
import { treeAt } from '../../../../src/core/manifests/tree.ts';
import { idleOrigins, shownOrigins, type Texts } from '../origins.ts';
import { resolved, service, textsOf, type Asked } from './project.ts';

/** Where a value comes from, as `file: text`. */
function originsOf(written: Texts | string, path: string, asked: Asked = {}): readonly string[] {
  const found = treeAt(resolved(written, asked).project, ...path.split('/').map(part => (/^\d+$/.test(part) ? Number(part) : part)));
  return found ? shownOrigins(textsOf(written), found.origins) : ['nothing there'];
}

const shop: Texts = {
  'compose.yaml': `name: shop
x-common: &common
  restart: always
  logging: {driver: json-file, options: {max-size: 10m}}
services:
  web:
    <<: *common
    image: "registry/\${ORG}/web:\${TAG:-1.2}"
    build: {context: ./web, args: {VERSION: "\${TAG}", MODE: }, ssh: [default]}
    command: serve --port \${PORT:-80} 'a b'
    ports: ["127.0.0.1:\${PORT}:80", "9000-9001:90-91/udp", {target: 5, published: "6"}]
    environment: ["A=\${ORG}-x", MODE, "EMPTY="]
    env_file: [web.env, {path: raw.env, format: raw}]
    labels: {one: 1, two: "\${NO:-\${ORG}}", three: "\${PG:+given}", five: "\${PG+given}", four: "\${EMPTY:-fallback}"}
    volumes: ["data:/data:ro", "./here:/there"]
    depends_on: [db]
    healthcheck: {test: curl localhost, interval: 90s, retries: 3}
    mem_limit: 64m
    extra_hosts: ["h:1.2.3.4"]
    secrets: [key]
    networks: [front]
  db:
    extends: {file: base/db.yaml, service: base}
    links: ["cache:c"]
  cache: {image: redis, deploy: {resources: {limits: {cpus: "0.5"}}}}
include: [more/compose.yaml]
networks: {front: {driver: bridge}}
volumes: {data: }
secrets: {key: {file: ./key.txt}}
`,
  'compose.override.yaml': `services:
  web:
    environment: {B: 2, A: over}
    command: !override [run, "\${TAG}"]
    labels: [three=3]
`,
  'base/db.yaml': 'services: {base: {image: "pg:${PG}", env_file: db.env, volumes: ["./init:/init"], tmpfs: /t}}\n',
  'base/db.env': "PASSWORD='secret'\nURL=pg://${PASSWORD}@${ORG}\n",
  'more/compose.yaml': 'services: {worker: {image: "worker:${TAG}${MORE}", environment: [MORE]}}\n',
  'more/.env': 'MORE=more\n',
  'web.env': 'C=$ORG # who\nexport D="x\\ny"\nMODE\n',
  'raw.env': 'E="as is" # all\n',
  '.env': '# settings\nORG=acme\nTAG=2.0\nPORT=8080\nPG=16\nMODE=fast\nEMPTY=\n',
};

test('every origin of every value can be edited, and the value follows', () => {
  expect(resolved(shop).problems).toEqual([]);
  expect(idleOrigins(shop, texts => resolved(texts).project)).toEqual([]);
});

test('the text comes first, then the lines that were put into it', () => {
  expect(originsOf(shop, 'services/web/image')).toEqual(['compose.yaml: "registry/${ORG}/web:${TAG:-1.2}"', '.env: acme', '.env: 2.0']);
});

test('a part of a text has the origins of that part', () => {
  expect(originsOf(shop, 'services/web/ports/0/host_ip')).toEqual(['compose.yaml: 127.0.0.1']);
  expect(originsOf(shop, 'services/web/ports/0/published')).toEqual(['compose.yaml: ${PORT}', '.env: 8080']);
  expect(originsOf(shop, 'services/web/volumes/0/source')).toEqual(['compose.yaml: data']);
});

test('a line of an env_file comes before the entry that names the file', () => {
  expect(originsOf(shop, 'services/web/environment/C')).toEqual(['web.env: $ORG', '.env: acme', 'compose.yaml: web.env']);
  expect(originsOf(shop, 'services/db/environment/PASSWORD')).toEqual(["base/db.env: 'secret'", 'base/db.yaml: db.env']);
});

test('what an override replaces is no origin, and what extends or includes keeps its own file', () => {
  expect(originsOf(shop, 'services/web/environment/A')).toEqual(['compose.override.yaml: over']);
  expect(originsOf(shop, 'services/db/image')).toEqual(['base/db.yaml: "pg:${PG}"', '.env: 16']);
  expect(originsOf(shop, 'services/worker/environment/MORE')).toEqual(['more/compose.yaml: MORE', 'more/.env: more']);
});

test('an alias is an origin of the text that it stands for, a merge leads to the line itself', () => {
  const texts = `x-i: &i nginx\n${service('hostname: *i')}`;
  expect(originsOf(texts, 'services/a/hostname')).toEqual(
    ['compose.yaml: &i nginx', 'compose.yaml: *i'].map(text => text.replace('&i ', '')),
  );
  expect(originsOf(shop, 'services/web/restart')).toEqual(['compose.yaml: always']);
});

test('places are right behind quotes and brackets that stand too far left', () => {
  const texts = 'services:\n  a:\n    image: i\n    command: [\nx,\ny\n]\n    hostname: "h\n  i"\n    user: u\n';
  expect(['command/1', 'hostname', 'user'].map(path => originsOf(texts, `services/a/${path}`)[0])).toEqual([
    'compose.yaml: y',
    'compose.yaml: "h\n  i"',
    'compose.yaml: u',
  ]);
});

test('what compose adds by itself comes from nowhere', () => {
  expect(originsOf(shop, 'services/web/ports/0/mode')).toEqual([]);
  expect(originsOf(shop, 'services/web/build/dockerfile')).toEqual([]);
});

test('what the shell sets has no line of its own', () => {
  expect(originsOf(service('hostname: "${H}"'), 'services/a/hostname', { shell: { H: 'x' } })).toEqual(['compose.yaml: "${H}"']);
});
