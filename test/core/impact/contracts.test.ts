import { describe, expect, test } from 'vitest';
import { affected, impacted, type Workspace } from './impacted.ts';

const PROTO = `syntax = "proto3";
package shop.v1;
option go_package = "example.com/shop/gen";
service Stock {
  rpc Left(LeftRequest) returns (LeftReply);
}
message LeftRequest { string sku = 1; }
message LeftReply {
  int32 left = 1;
  string place = 2;
}
`;

const GO_MODULE = (name: string): Workspace => ({ [`${name}/go.mod`]: `module example.com/${name}\n` });

const GRPC: Workspace = {
  'protos/stock.proto': PROTO,
  'compose.yaml': `services:
  orders:
    build: orders
    environment: { STOCK_ADDR: 'stock:50051' }
  stock:
    build: stock
`,
  ...GO_MODULE('orders'),
  'orders/main.go': `package main

import (
	"os"

	pb "example.com/shop/gen"
	"google.golang.org/grpc"
)

func main() {
	conn, _ := grpc.Dial(os.Getenv("STOCK_ADDR"))
	client := pb.NewStockClient(conn)
	reply, _ := client.Left(ctx, &pb.LeftRequest{Sku: "1"})
	println(reply.Left)
	println(reply.GetPlace())
}
`,
  ...GO_MODULE('stock'),
  'stock/main.go': `package main

import (
	pb "example.com/shop/gen"
	"google.golang.org/grpc"
)

type server struct{}

func (s *server) Left(ctx context.Context, in *pb.LeftRequest) (*pb.LeftReply, error) {
	return &pb.LeftReply{Left: 3}, nil
}

func main() {
	srv := grpc.NewServer()
	pb.RegisterStockServer(srv, &server{})
}
`,
};

interface Case {
  readonly rule: string;
  readonly edit: readonly [find: string, replace: string];
  readonly hits: readonly string[];
}

const edited = (workspace: Workspace, path: string, [find, replace]: readonly [string, string]): Record<string, string> => {
  const text = workspace[path] ?? '';
  expect(text.split(find)).toHaveLength(2);
  return { [path]: text.replace(find, replace) };
};

describe('protobuf', () => {
  const cases: readonly Case[] = [
    {
      rule: 'a field that one side reads and the other does not set breaks the reader, and the other is at risk',
      edit: ['  string place = 2;\n', ''],
      hits: ['broken orders orders/main.go:15', 'at-risk stock stock/main.go:10'],
    },
    {
      rule: 'a field that one sets and the other reads breaks both',
      edit: ['  int32 left = 1;\n', ''],
      hits: ['broken orders orders/main.go:14', 'broken stock stock/main.go:11'],
    },
    {
      rule: 'an rpc under another name breaks who calls it and who answers it',
      edit: ['rpc Left(', 'rpc Remaining('],
      hits: ['broken orders orders/main.go:13', 'broken stock stock/main.go:10'],
    },
    {
      rule: 'a new field only builds again',
      edit: ['  string place = 2;', '  string place = 2;\n  string unit = 3;'],
      hits: ['rebuilt orders orders/main.go:12', 'rebuilt stock stock/main.go:16'],
    },
    { rule: 'a comment does nothing', edit: ['message LeftReply', '// What is left.\nmessage LeftReply'], hits: [] },
  ];
  test.each(cases)('$rule', async ({ edit, hits }) => {
    expect(await affected(GRPC, edited(GRPC, 'protos/stock.proto', edit))).toEqual(hits);
  });
});

const NODE = (name: string, text: string): Workspace => ({
  [`${name}/package.json`]: `{ "name": "${name}", "scripts": { "start": "node index.js" } }`,
  [`${name}/index.js`]: text,
});

const QUEUE: Workspace = {
  'compose.yaml': 'services:\n  shop:\n    build: shop\n  mail:\n    build: mail\n  nats:\n    image: nats:2\n',
  ...NODE(
    'shop',
    "const { connect } = require('nats');\nconst nc = await connect({ servers: 'nats://nats:4222' });\nnc.publish('orders.placed', JSON.stringify({ id: 1, email: 'a' }));\n",
  ),
  ...NODE(
    'mail',
    "const { connect } = require('nats');\nconst nc = await connect({ servers: 'nats://nats:4222' });\nfor await (const m of nc.subscribe('orders.placed')) {\n  const order = JSON.parse(m.data);\n  send(order.email);\n}\n",
  ),
};

describe('topics and what they carry', () => {
  test('who consumes a topic that nobody publishes to any more breaks', async () => {
    expect(await affected(QUEUE, edited(QUEUE, 'shop/index.js', ['orders.placed', 'orders.created']))).toEqual([
      'broken mail mail/index.js:3',
    ]);
  });
  test('a key that is given no more breaks who reads it', async () => {
    expect(await affected(QUEUE, edited(QUEUE, 'shop/index.js', ["email: 'a'", "mail: 'a'"]))).toEqual(['broken mail mail/index.js:5']);
  });
  test('a key that nobody reads leaves who takes the message at risk', async () => {
    expect(await affected(QUEUE, edited(QUEUE, 'shop/index.js', ['id: 1, ', '']))).toEqual(['at-risk mail mail/index.js:3']);
  });
});

const SHARED: Workspace = {
  'package.json': '{ "name": "root", "workspaces": ["packages/*", "services/*"] }',
  'packages/contracts/package.json': '{ "name": "@shop/contracts", "version": "1.4.0", "main": "src/index.ts" }',
  'packages/contracts/src/index.ts': "export * from './order';\n",
  'packages/contracts/src/order.ts': 'export interface Order {\n  id: string;\n  total: number;\n  note?: string;\n}\n',
  'services/web/package.json': '{ "name": "web", "scripts": { "start": "node index.ts" }, "dependencies": { "@shop/contracts": "*" } }',
  'services/web/index.ts':
    "import express from 'express';\nimport { Order } from '@shop/contracts';\nexport const total = (order: Order) => order.total;\nexpress().listen(1);\n",
  'services/stock/package.json': '{ "name": "stock", "scripts": { "start": "node index.ts" }, "dependencies": { "@shop/contracts": "*" } }',
  'services/stock/index.ts':
    "import express from 'express';\nimport { Order } from '@shop/contracts';\nexport const id = (order: Order) => order.id;\nexpress().listen(2);\n",
};

describe('exported types', () => {
  const file = 'packages/contracts/src/order.ts';
  test('a property that is gone breaks who reads it, and who uses the type otherwise is at risk', async () => {
    expect(await affected(SHARED, edited(SHARED, file, ['  total: number;\n', '']))).toEqual([
      'broken web services/web/index.ts:3',
      'at-risk stock services/stock/index.ts:2',
    ]);
  });
  test('a property that nobody reads breaks nobody', async () => {
    const { services, summary } = await impacted(SHARED, edited(SHARED, file, ['  note?: string;\n', '']));
    expect(services.filter(({ effect }) => effect === 'broken')).toEqual([]);
    expect(summary).toContain('no reader was found in this workspace');
  });
  test('a breaking change of a package is its next major version', async () => {
    const { versions } = await impacted(SHARED, edited(SHARED, file, ['  total: number;\n', '']));
    expect(versions).toEqual([
      { artefact: '@shop/contracts', file: 'packages/contracts/package.json', bump: 'major', from: '1.4.0', to: '2.0.0' },
    ]);
  });
});

const STORE: Workspace = {
  'compose.yaml': `services:
  shop:
    build: shop
    environment: { DATABASE_URL: 'postgres://u:p@db/shop' }
  report:
    build: report
    environment: { DATABASE_URL: 'postgres://u:p@db/shop' }
  db:
    image: postgres:16
`,
  ...NODE(
    'shop',
    "const { Pool } = require('pg');\nconst db = new Pool({ connectionString: process.env.DATABASE_URL });\ndb.query('CREATE TABLE orders (id int, total int)');\n",
  ),
  ...NODE(
    'report',
    "const { Pool } = require('pg');\nconst db = new Pool({ connectionString: process.env.DATABASE_URL });\ndb.query('SELECT total FROM orders');\n",
  ),
};

test('a column under another name breaks who selects the old one from the same store', async () => {
  const hits = await affected(STORE, edited(STORE, 'shop/index.js', ['total int', 'amount int']));
  expect(hits).toEqual(['broken report report/index.js:3']);
});

const DESCRIBED: Workspace = {
  'compose.yaml':
    "services:\n  orders:\n    build: orders\n    environment: { PAYMENTS_URL: 'http://payments:8080' }\n  payments:\n    build: payments\n",
  ...NODE(
    'orders',
    "const axios = require('axios');\naxios.post(`${process.env.PAYMENTS_URL}/charges`, { order: 1 }).then(({ data }) => console.log(data.receipt));\n",
  ),
  ...NODE(
    'payments',
    "const app = require('express')();\napp.post('/charges', (req, res) => res.json({ receipt: 1 }));\napp.listen(8080);\n",
  ),
  'payments/openapi.yaml': `openapi: 3.0.3
info: { title: Payments, version: 1.2.0 }
paths:
  /charges:
    post:
      operationId: charge
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [order]
              properties:
                order: { type: integer }
      responses:
        '200':
          description: Charged.
          content:
            application/json:
              schema:
                type: object
                required: [receipt]
                properties:
                  receipt: { type: integer }
                  until: { type: string }
`,
};

describe('OpenAPI', () => {
  const spec = 'payments/openapi.yaml';
  test('a property of a response that is gone breaks who reads it', async () => {
    const edits = edited(DESCRIBED, spec, [
      '                required: [receipt]\n                properties:\n                  receipt: { type: integer }\n',
      '                properties:\n',
    ]);
    expect(await affected(DESCRIBED, edits)).toEqual(['broken orders orders/index.js:2']);
  });
  test('a new required property of a request breaks every caller', async () => {
    const edits = edited(DESCRIBED, spec, [
      'required: [order]\n              properties:\n',
      'required: [order, currency]\n              properties:\n                currency: { type: string }\n',
    ]);
    expect(await affected(DESCRIBED, edits)).toEqual(['broken orders orders/index.js:2']);
  });
  test('a property that nobody reads leaves callers at risk', async () => {
    expect(await affected(DESCRIBED, edited(DESCRIBED, spec, ['                  until: { type: string }\n', '']))).toEqual([
      'at-risk orders orders/index.js:2',
    ]);
  });
});

test('a property that every maker of a type has to bring breaks who makes it', async () => {
  const made: Workspace = {
    ...SHARED,
    'services/stock/index.ts':
      "import express from 'express';\nimport { Order } from '@shop/contracts';\nexport const order: Order = { id: '1', total: 2 };\nexpress().listen(2);\n",
  };
  const hits = await affected(
    made,
    edited(made, 'packages/contracts/src/order.ts', ['  total: number;', '  total: number;\n  currency: string;']),
  );
  expect(hits).toEqual(['broken stock services/stock/index.ts:3', 'at-risk web services/web/index.ts:2']);
});

const DRIVEN: Workspace = {
  ...QUEUE,
  'shop/asyncapi.yaml': `asyncapi: 2.6.0
info: { title: Shop, version: 1.0.0 }
channels:
  orders.placed:
    subscribe:
      message:
        name: OrderPlaced
        payload:
          type: object
          required: [id, email]
          properties:
            id: { type: integer }
            email: { type: string }
`,
};

describe('AsyncAPI', () => {
  const spec = 'shop/asyncapi.yaml';
  test('a channel that is gone breaks who consumes it', async () => {
    expect(await affected(DRIVEN, edited(DRIVEN, spec, ['orders.placed:', 'orders.made:']))).toEqual(['broken mail mail/index.js:3']);
  });
  test('a property of a payload that is gone breaks who reads it', async () => {
    const edits = edited(DRIVEN, spec, ['[id, email]', '[id]']);
    expect(await affected(DRIVEN, { [spec]: (edits[spec] ?? '').replace('            email: { type: string }\n', '') })).toEqual([
      'broken mail mail/index.js:5',
    ]);
  });
});

const GRAPH: Workspace = {
  'compose.yaml': "services:\n  web:\n    build: web\n    environment: { API_URL: 'http://api:4000/graphql' }\n  api:\n    build: api\n",
  ...NODE(
    'web',
    "const { request, gql } = require('graphql-request');\nrequest(process.env.API_URL, gql`\n  query Orders { orders { id total } }\n`);\n",
  ),
  ...NODE(
    'api',
    "const { ApolloServer } = require('@apollo/server');\nconst { startStandaloneServer } = require('@apollo/server/standalone');\nstartStandaloneServer(new ApolloServer({}), { listen: { port: 4000 } });\n",
  ),
  'api/schema.graphql': 'type Query {\n  orders: [Order!]!\n}\ntype Order {\n  id: ID!\n  total: Int!\n  note: String\n}\n',
};

describe('GraphQL', () => {
  const schema = 'api/schema.graphql';
  test('a field that is gone breaks who asks for it', async () => {
    expect(await affected(GRAPH, edited(GRAPH, schema, ['  total: Int!\n', '']))).toEqual(['broken web web/index.js:3']);
  });
  test('a field that nobody asks for leaves who queries the schema at risk', async () => {
    expect(await affected(GRAPH, edited(GRAPH, schema, ['  note: String\n', '']))).toEqual(['at-risk web web/index.js:2']);
  });
});

test('a field is kept until who reads it has moved', async () => {
  const { rollout } = await impacted(GRPC, edited(GRPC, 'protos/stock.proto', ['  string place = 2;\n', '']));
  expect(rollout.map(({ phase, services }) => `${phase} ${services.join(' ')}`)).toEqual([
    'expand stock',
    'migrate orders',
    'contract stock',
  ]);
});
