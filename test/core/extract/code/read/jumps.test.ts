import { expect, test } from 'vitest';
import { extract } from '../../../../../src/core/extract/extractors.ts';
import type { Fact } from '../../../../../src/core/model/fact.ts';
import type { FilePath } from '../../../../../src/core/model/source.ts';
import { textsIn } from '../../../../../src/core/navigate/values-in.ts';

const said = (fact: Fact, text: string): string[] => {
  switch (fact.kind) {
    case 'calls-member':
      return [`calls ${text.slice(...fact.at)} on ${fact.on}`];
    case 'answers-call':
      return [
        `answers ${text.slice(...fact.at)}${fact.service === undefined ? '' : ` of ${fact.service}`}${fact.over ? ` over ${fact.over}` : ''}`,
      ];
    case 'mentions-path':
      return [`path ${textsIn(fact.path).join('…')}`];
    case 'uses-collection':
      return [`${fact.access} ${fact.family} ${text.slice(...fact.at)}`];
    default:
      return [];
  }
};

/** What a file says for jumps, each with the text at its place. */
const jumps = (path: string, text: string): string[] => extract({ path: path as FilePath, text }).facts.flatMap(fact => said(fact, text));

const RULES: readonly { readonly rule: string; readonly path: string; readonly text: string; readonly says: readonly string[] }[] = [
  {
    rule: 'the name of a call is found behind the line that it is chained on',
    path: 'web/rpc.go',
    text: 'package main\nimport pb "shop/genproto"\nfunc (w *web) one() {\n\tpb.NewStockClient(w.conn).\n\t\tGetLevel(ctx, nil)\n}\n',
    says: ['calls GetLevel on pb.NewStockClient'],
  },
  {
    rule: 'what a stub answers is no stub',
    path: 'web/rpc.go',
    text: 'package main\nimport pb "shop/genproto"\nfunc one() {\n\tlevel, _ := pb.NewStockClient(conn).GetLevel(ctx, nil)\n\tlevel.GetItems()\n}\n',
    says: ['calls GetLevel on pb.NewStockClient'],
  },
  {
    rule: 'a Go method with a context and a request answers over gRPC, one with a writer over HTTP, a helper nothing',
    path: 'stock/server.go',
    text: 'package main\nimport "google.golang.org/grpc"\nfunc (s *server) Reserve(ctx context.Context, r *pb.R) (*pb.A, error) { return nil, nil }\nfunc (s *server) List(w http.ResponseWriter, r *http.Request) {}\nfunc (s *server) Watch(r *pb.R, stream pb.Stock_WatchServer) error { return nil }\nfunc (s *server) helper(ctx context.Context, r *pb.R) {}\n',
    says: ['answers Reserve over grpc', 'answers List over http', 'answers Watch over grpc'],
  },
  {
    rule: 'an object given to addService answers by its keys',
    path: 'stock/server.js',
    text: "const grpc = require('@grpc/grpc-js');\nserver.addService(shop.Stock.service, { reserve, level: levels.one });\n",
    says: ['answers reserve of Stock', 'answers level of Stock'],
  },
  {
    rule: 'a path is told whole, with what follows a base, and files and folders are none',
    path: 'web/index.js',
    text: "const axios = require('axios');\nload(base + '/api/users/' + id);\nload('/api/users', 'api/v1/users');\nload('/static/logo.png', '/etc/passwd', '/');\n",
    says: ['path /api/users/', 'path /api/users', 'path api/v1/users'],
  },
  {
    rule: 'SQL in a text names tables by what it does to them',
    path: 'web/index.js',
    text: "const { Pool } = require('pg');\npool.query('INSERT INTO orders (id) SELECT id FROM carts JOIN users u ON true');\n",
    says: ['writes tables orders', 'reads tables carts', 'reads tables users'],
  },
  {
    rule: 'an entity declares its table',
    path: 'web/src/main/java/Order.java',
    text: 'import javax.persistence.*;\n@Entity\n@Table(name = "orders")\npublic class Order {}\n',
    says: ['declares tables orders'],
  },
  {
    rule: 'lists of Redis are pushed and popped',
    path: 'worker/Program.cs',
    text: 'using StackExchange.Redis;\nclass P { void Run(IDatabase redis) { redis.ListRightPush("jobs", "1"); redis.ListLeftPopAsync("jobs"); } }\n',
    says: ['writes keys jobs', 'reads keys jobs'],
  },
  {
    rule: 'a schema declares the tables that it creates, whatever it inserts',
    path: 'db/1.sql',
    text: 'CREATE TABLE IF NOT EXISTS shop.orders (id int);\n-- CREATE TABLE old (id int)\nINSERT INTO users VALUES (1);\ncreate table `items` (id int);\n',
    says: ['declares tables orders', 'declares tables items'],
  },
  {
    rule: 'C++ answers with methods that take a context, of the service that their class extends, and calls through stubs',
    path: 'stock/server.cc',
    text: '#include <grpcpp/grpcpp.h>\nclass StockImpl final : public Stock::Service {\n  Status Reserve(ServerContext* context, const R* request, A* answer) override;\n};\nvoid f() { auto price_stub = Price::NewStub(channel); price_stub->Get(&context, request, &answer); }\n',
    says: ['answers Reserve of Stock over grpc', 'calls Get on PriceStub'],
  },
];

for (const { rule, path, text, says } of RULES) test(rule, () => expect(jumps(path, text)).toEqual(says));

test('a route that is a regular expression is known by its words', () => {
  const text = "const app = require('express')();\napp.get(/^\\/ratings\\/[0-9]*$/, (req, res) => res.end());\n";
  const routes = extract({ path: 'ratings/index.js' as FilePath, text }).facts.filter(({ kind }) => kind === 'serves-route');
  expect(routes).toContainEqual(expect.objectContaining({ method: 'GET', path: { kind: 'literal', text: '/ratings/{}' } }));
});
