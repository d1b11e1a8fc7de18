import { expect, test } from 'vitest';
import { lenses } from '../../../src/server/features/lenses.ts';
import { openText, SHOP, type Texts } from '../system.ts';

/** Each lens with the line that it stands over. */
const shown = (path: string): string[] => {
  const open = openText(SHOP, path);
  return lenses(open).map(
    ({ span, title, node }) => `${open.text.slice(0, span[0]).split('\n').length}: ${title}${node === undefined ? '' : ` (${node})`}`,
  );
};

test('a compose service says how many depend on it, and how far', () => {
  expect(shown('compose.yaml')).toEqual([
    '2: No consumer seen (service:web)',
    '7: 1 consumer · 1 hop · Show impact (service:orders)',
    '13: 1 consumer · 2 hops · Show impact (service:stock)',
    '15: 1 consumer · 2 hops · Show impact (broker:nats)',
  ]);
});

test('an operation says who calls it, an rpc whose clients there are', () => {
  expect(shown('orders/index.ts')).toEqual([
    '5: 1 consumer · 1 hop · Show impact (service:orders)',
    '8: No consumer seen (service:orders)',
  ]);
  expect(shown('contracts/stock.proto')).toEqual([
    '3: 1 consumer · 2 hops · Show impact (service:stock)',
    '4: 1 consumer · 2 hops · Show impact (service:stock)',
  ]);
});

/** A proto of one service, one client of it in Go's way, and a server in some language. */
const served = (path: string, text: string, contract = true): Texts => ({
  'compose.yaml': 'services:\n  web:\n    build: web\n    environment:\n      STOCK_ADDRESS: stock:50051\n  stock:\n    build: stock\n',
  'web/package.json': '{"name":"web","scripts":{"start":"node index.ts"},"dependencies":{"@grpc/grpc-js":"1"}}',
  'web/index.ts':
    "import * as grpc from '@grpc/grpc-js';\nconst stock = new shop.v1.Stock(process.env.STOCK_ADDRESS ?? '', grpc.credentials.createInsecure());\n",
  ...(contract && {
    'contracts/stock.proto':
      'syntax = "proto3";\npackage shop.v1;\nservice Stock {\n  rpc Reserve (Request) returns (Answer);\n  rpc ListAll (Request) returns (Answer);\n}\n',
  }),
  [path]: text,
});

const over = (texts: Texts, path: string): string[] => {
  const open = openText(texts, path);
  return lenses(open).map(({ span, title, node }) => {
    const start = open.text.lastIndexOf('\n', span[0] - 1) + 1;
    return `${open.text.slice(start).split('\n')[0]!.trim()} | ${title} (${node})`;
  });
};

test('each method that answers an rpc says who asks for it, in the languages whose servers do not tell at one place', () => {
  const python = `import grpc
import stock_pb2_grpc

class Stock(stock_pb2_grpc.StockServicer):
    def Reserve(self, request, context):
        return None

    def helper(self):
        return None

stock_pb2_grpc.add_StockServicer_to_server(Stock(), grpc.server(None))
`;
  expect(over({ ...served('stock/main.py', python), 'stock/requirements.txt': 'grpcio\n' }, 'stock/main.py')).toContain(
    'def Reserve(self, request, context): | 1 consumer · 1 hop · Show impact (service:stock)',
  );
  const go = `package main

import (
	"context"
	pb "shop/stock"
	"google.golang.org/grpc"
)

type server struct{}

func (s *server) ListAll(ctx context.Context, in *pb.Request) (*pb.Answer, error) { return nil, nil }

func (s *server) Close(ctx context.Context) error { return nil }

func main() {
	g := grpc.NewServer()
	pb.RegisterStockServer(g, &server{})
}
`;
  const lensesInGo = over({ ...served('stock/main.go', go), 'stock/go.mod': 'module shop\n' }, 'stock/main.go');
  expect(lensesInGo.filter(lens => lens.startsWith('func'))).toEqual([
    'func (s *server) ListAll(ctx context.Context, in *pb.Request) (*pb.Answer, error) { return nil, nil } | 1 consumer · 1 hop · Show impact (service:stock)',
  ]);
});

test('a method of an object of handlers has its own lens, and one that is no rpc has none', () => {
  const text = `import * as grpc from '@grpc/grpc-js';
const server = new grpc.Server();
server.addService(shop.v1.Stock.service, {
  reserve: () => undefined,
  listAll: () => undefined,
  unknown: () => undefined,
});
`;
  const texts = { ...served('stock/index.ts', text), 'stock/package.json': '{"name":"stock","dependencies":{"@grpc/grpc-js":"1"}}' };
  expect(over(texts, 'stock/index.ts')).toEqual([
    'server.addService(shop.v1.Stock.service, { | 1 consumer · 1 hop · Show impact (service:stock)',
    'reserve: () => undefined, | 1 consumer · 1 hop · Show impact (service:stock)',
    'listAll: () => undefined, | 1 consumer · 1 hop · Show impact (service:stock)',
  ]);
});

test('a method that a generator named after an operation says who calls it', () => {
  const texts = {
    'compose.yaml':
      'services:\n  web:\n    build: web\n    environment:\n      ORDERS_URL: http://orders:8080\n  orders:\n    build: orders\n',
    'web/package.json': '{"name":"web","scripts":{"start":"node index.ts"},"dependencies":{"axios":"1"}}',
    'web/index.ts': "import axios from 'axios';\nexport const place = () => axios.post(`${process.env.ORDERS_URL}/orders`, {});\n",
    'orders/go.mod': 'module orders\n',
    'orders/openapi.yaml':
      "openapi: 3.0.0\ninfo: { title: orders, version: '1' }\npaths:\n  /orders:\n    post:\n      operationId: placeOrder\n      responses: {}\n",
    'orders/main.go': `package main

import "net/http"

type api struct{}

func (a *api) PlaceOrder(w http.ResponseWriter, r *http.Request) {}

func main() { http.ListenAndServe(":8080", nil) }
`,
  };
  expect(over(texts, 'orders/main.go')).toEqual([
    'func (a *api) PlaceOrder(w http.ResponseWriter, r *http.Request) {} | 1 consumer · 1 hop · Show impact (service:orders)',
  ]);
});
