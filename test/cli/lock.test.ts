import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { lock } from '../../src/cli/commands/lock.ts';
import { indexWorkspace } from '../../src/workspace/engine.ts';
import '../grammars.ts';
import { folderOf } from '../robustness/workspace-folder.ts';

const PROTO = `syntax = "proto3";
package hotel.rates;
import "common/money.proto";
service RateBook { rpc Quote(Ask) returns (Answer); }
message Ask { string room = 1; }
message Answer { hotel.common.Money price = 1; }
`;

const OPENAPI = `openapi: 3.0.3
info: { title: Billing, version: '1' }
servers: [{ url: 'https://billing.example.com/v1' }]
paths:
  /invoices:
    post: { responses: { '201': { description: made } } }
`;

/** A repository with two services that provide something, and one that only asks. */
const HOTEL = {
  'compose.yaml':
    'services:\n  rates: { build: ./rates }\n  billing: { build: ./billing, hostname: invoicing }\n  desk: { build: ./desk, environment: { SECRET: hush } }\n',
  'rates/requirements.txt': 'grpcio\n',
  'rates/proto/rates.proto': PROTO,
  'rates/proto/common/money.proto': 'syntax = "proto3";\npackage hotel.common;\nmessage Money { int64 units = 1; }\n',
  'rates/server.py':
    'import grpc\nimport rates_pb2_grpc\n\nclass RateBook(rates_pb2_grpc.RateBookServicer):\n    def Quote(self, request, context):\n        return None\n\nserver = grpc.server(None)\nrates_pb2_grpc.add_RateBookServicer_to_server(RateBook(), server)\nserver.add_insecure_port("[::]:50051")\nserver.start()\n',
  'billing/openapi.yaml': OPENAPI,
  'billing/package.json': '{ "name": "billing", "dependencies": { "express": "4" } }',
  'billing/index.js':
    "const express = require('express');\nconst app = express();\napp.post('/invoices', (req, res) => res.status(201).end());\napp.listen(8080);\n",
  'desk/package.json': '{ "name": "desk" }',
  'desk/index.js': "fetch('http://billing:8080/invoices', { method: 'POST' });\n",
};

/** Another one, whose program asks both. */
const WEB = {
  'compose.yaml': 'services:\n  web: { build: ./web, environment: { BILLING_URL: "http://billing:8080" } }\n',
  'web/go.mod': 'module example.test/web\n',
  'web/main.go':
    'package main\n\nimport (\n\t"net/http"\n\t"os"\n\n\tpb "example.test/web/genproto"\n\t"google.golang.org/grpc"\n)\n\nfunc main() {\n\tconn, _ := grpc.NewClient(os.Args[1])\n\tclient := pb.NewRateBookClient(conn)\n\thttp.Post(os.Getenv("BILLING_URL")+"/invoices", "", nil)\n\t_ = client\n}\n',
};

interface Said {
  readonly status: number;
  readonly text: string;
}

async function locked(...args: readonly string[]): Promise<Said> {
  let text = '';
  const output = { write: (part: string) => void (text += part), progress: () => undefined };
  const status = await lock.run([...args, '--no-cache'], output);
  return { status, text };
}

const from = (hotel: string, ...more: readonly string[]): readonly string[] => ['--from', hotel, '--name', 'hotel', ...more];

function put(root: string, path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

const filesIn = (root: string): readonly string[] =>
  readdirSync(join(root, '.faultline'), { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(root.length + 1))
    .toSorted();

test('what services of a sibling provide is pinned: contracts with what they rest on, and names; no code, no configuration, nobody who only asks', async () => {
  const [hotel, web] = [folderOf(HOTEL), folderOf(WEB)];
  const { status, text } = await locked(web, ...from(hotel));
  expect(status).toBe(0);
  expect(text).toBe('billing: billing/openapi.yaml\nrates: RateBook\nhotel: 2 services, 3 files locked.\n');
  expect(filesIn(web)).toEqual([
    '.faultline/siblings.lock',
    '.faultline/siblings/hotel/billing/openapi.yaml',
    '.faultline/siblings/hotel/rates/proto/common/money.proto',
    '.faultline/siblings/hotel/rates/proto/rates.proto',
  ]);
  expect(readFileSync(join(web, '.faultline/siblings/hotel/rates/proto/rates.proto'), 'utf8')).toBe(PROTO);
  const written = readFileSync(join(web, '.faultline/siblings.lock'), 'utf8');
  expect(written).toContain('hosts: [billing, billing.example.com, invoicing]');
  expect(written).not.toContain(hotel);
});

test('calls of a sibling lead to its service, by host and by the contract that it serves', async () => {
  const [hotel, web] = [folderOf(HOTEL), folderOf(WEB)];
  await locked(web, ...from(hotel));
  const { graph } = (await indexWorkspace(web)).snapshot;
  const edges = graph.edges.map(({ id, confidence }) => `${id} ${confidence}`);
  expect(edges).toEqual(
    expect.arrayContaining([
      'service:web http external:hotel/billing certain',
      'service:web grpc external:hotel/rates likely',
      'external:hotel/rates implements contract:hotel.rates certain',
      'service:web consumes contract:hotel.rates certain',
      'external:hotel/billing implements contract:.faultline/siblings/hotel/billing/openapi.yaml certain',
    ]),
  );
  expect(graph.nodes.find(({ id }) => id === 'external:hotel/rates')).toMatchObject({ name: 'rates', technology: 'service of hotel' });
  expect(graph.edges.find(({ kind }) => kind === 'grpc')?.evidence.map(({ file }) => file)).toContain('.faultline/siblings.lock');
});

test('who keeps a copy of a locked contract consumes it; who answers it himself implements his own', async () => {
  const answering =
    "const express = require('express');\nconst app = express();\napp.post('/invoices', (q, r) => r.end());\napp.listen(1);\n";
  const [hotel, web] = [folderOf(HOTEL), folderOf(WEB)];
  put(web, 'web/api/billing.yaml', OPENAPI);
  put(web, 'own/api.yaml', OPENAPI);
  put(web, 'own/package.json', '{ "name": "own", "dependencies": { "express": "4" } }');
  put(web, 'own/index.js', answering);
  await locked(web, ...from(hotel));
  const { graph } = (await indexWorkspace(web)).snapshot;
  expect(graph.edges.filter(({ kind }) => kind === 'consumes' || kind === 'implements').map(({ id }) => id)).toEqual(
    expect.arrayContaining([
      'service:web consumes contract:.faultline/siblings/hotel/billing/openapi.yaml',
      'service:own implements contract:own/api.yaml',
    ]),
  );
  expect(graph.edges.map(({ id }) => id)).not.toContain('service:own consumes contract:.faultline/siblings/hotel/billing/openapi.yaml');
});

test('nothing of a sibling is in the graph that nothing here has to do with', async () => {
  const [hotel, web] = [folderOf(HOTEL), folderOf({ 'compose.yaml': 'services:\n  web: { image: nginx }\n' })];
  await locked(web, ...from(hotel));
  const { graph, problems } = (await indexWorkspace(web)).snapshot;
  expect(graph.nodes.map(({ id }) => id)).toEqual(['service:web']);
  expect(problems).toEqual([]);
});

test('of copies of a package the nearest counts, and of what several services provide only what is asked for', async () => {
  const other = PROTO.replace('RateBook', 'RoomBook');
  const [hotel, web] = [
    folderOf({
      ...HOTEL,
      'proto/rates.proto': PROTO,
      'rooms/rooms.proto': other,
      'rooms/requirements.txt': 'grpcio\n',
      'rooms/server.py': HOTEL['rates/server.py'].replaceAll('RateBook', 'RoomBook'),
      'compose.yaml': `${HOTEL['compose.yaml']}  rooms: { build: ./rooms }\n`,
    }),
    folderOf({ ...WEB, 'web/proto/rates.proto': PROTO }),
  ];
  expect((await locked(web, ...from(hotel))).text).toContain('rates: RateBook\nrooms: RoomBook\n');
  expect(readFileSync(join(web, '.faultline/siblings.lock'), 'utf8')).not.toContain('contract: proto/rates.proto');
  const { graph } = (await indexWorkspace(web)).snapshot;
  expect(graph.nodes.filter(({ kind }) => kind === 'external').map(({ name }) => name)).toEqual(['billing', 'rates']);
});

test('to lock again writes the same, takes away what is gone, and leaves other siblings as they are', async () => {
  const [hotel, web] = [folderOf(HOTEL), folderOf(WEB)];
  await locked(web, '--from', hotel, '--name', 'other');
  await locked(web, ...from(hotel));
  const before = readFileSync(join(web, '.faultline/siblings.lock'), 'utf8');
  await locked(web, ...from(hotel));
  expect(readFileSync(join(web, '.faultline/siblings.lock'), 'utf8')).toBe(before);
  writeFileSync(join(hotel, 'billing/openapi.yaml'), 'nothing: any more\n');
  await locked(web, ...from(hotel));
  expect(existsSync(join(web, '.faultline/siblings/hotel/billing/openapi.yaml'))).toBe(false);
  expect(existsSync(join(web, '.faultline/siblings/other/billing/openapi.yaml'))).toBe(true);
});

test('--check says what drifted by the rules for contracts, writes nothing, and ends with 1', async () => {
  const [hotel, web] = [folderOf(HOTEL), folderOf(WEB)];
  await locked(web, ...from(hotel));
  expect(await locked(web, ...from(hotel, '--check'))).toEqual({ status: 0, text: 'hotel against what is there now: nothing differs.\n' });
  writeFileSync(join(hotel, 'rates/proto/rates.proto'), PROTO.replace('string room = 1', 'int32 room = 1'));
  const { status, text } = await locked(web, ...from(hotel, '--check'));
  expect(status).toBe(1);
  expect(text).toContain('rates/proto/rates.proto is another text than the one that is locked.');
  expect(text).toMatch(/rates\/proto\/rates\.proto:5: .*room.*FIELD_SAME_TYPE/);
  expect(readFileSync(join(web, '.faultline/siblings/hotel/rates/proto/rates.proto'), 'utf8')).toBe(PROTO);
});

test('--check without a sibling at hand says which copies were edited', async () => {
  const [hotel, web] = [folderOf(HOTEL), folderOf(WEB)];
  await locked(web, ...from(hotel));
  expect((await locked(web, '--check')).status).toBe(0);
  put(web, '.faultline/siblings/hotel/billing/openapi.yaml', `${OPENAPI}# edited\n`);
  expect(await locked(web, '--check')).toMatchObject({
    status: 1,
    text: expect.stringContaining('.faultline/siblings/hotel/billing/openapi.yaml is not the copy that was locked'),
  });
});

test('a contract with a secret in it stays where it is', async () => {
  const [hotel, web] = [
    folderOf({ ...HOTEL, 'billing/openapi.yaml': `${OPENAPI}# postgres://admin:hunter22@db/billing\n` }),
    folderOf(WEB),
  ];
  expect((await locked(web, ...from(hotel))).text).toContain('billing/openapi.yaml is left out');
  expect(filesIn(web)).not.toContain('.faultline/siblings/hotel/billing/openapi.yaml');
});

test('writing never leaves the workspace, and a sibling lies outside of it', async () => {
  const [hotel, web, outside] = [folderOf(HOTEL), folderOf(WEB), folderOf({ 'kept.txt': '' })];
  mkdirSync(join(web, '.faultline'));
  symlinkSync(outside, join(web, '.faultline/siblings'));
  await expect(locked(web, ...from(hotel))).rejects.toThrow(/leads out of/);
  expect(readdirSync(outside)).toEqual(['kept.txt']);
  await expect(locked(web, '--from', join(web, 'web'))).rejects.toThrow(/a sibling lies outside/);
  await expect(locked(web, '--from', hotel, '--name', '../up')).rejects.toThrow(/cannot be the name of a sibling/);
  await expect(locked(web, '--from', hotel, '--name', '..')).rejects.toThrow(/cannot be the name of a sibling/);
});

test('a lock file that was damaged is not written over', async () => {
  const [hotel, web] = [folderOf(HOTEL), folderOf(WEB)];
  put(web, '.faultline/siblings.lock', 'version: 7\n');
  await expect(locked(web, ...from(hotel))).rejects.toThrow(/Only version 1/);
});
