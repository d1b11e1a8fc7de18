import { expect, test } from 'vitest';
import { jumps, type Texts } from './jump.ts';

/** Jumps whose ends only a third file joins: a deployment, a contract, a gateway, a file of variables. */
interface Jump {
  readonly rule: string;
  readonly files: Texts;
  readonly what?: 'references';
  readonly leads: readonly string[];
}

const COMPOSE = `services:
  web:
    build: web
    environment:
      ORDERS_URL: http://orders:8080
  orders:
    build: orders
`;

const node = (name: string, text: string): Texts => ({
  [`${name}/package.json`]: `{ "name": "${name}", "scripts": { "start": "node index.js" }, "dependencies": { "express": "4" } }`,
  [`${name}/index.js`]: text,
});

const SERVER = "const express = require('express');\nconst app = express();\n";

const CASES: readonly Jump[] = [
  {
    rule: 'a variable that only the deployment of an image sets tells whom the code asks',
    files: {
      'compose.yaml': `${COMPOSE}  stock:\n    build: stock\n  site:\n    image: registry.test/site\n    environment:\n      SUPPLIES_URL: http://stock:8080\n`,
      ...node('web', "const axios = require('axios');\naxios.get(`${process.env.SUPPLIES_URL}/le¦vel`);\n"),
      ...node('orders', `${SERVER}app.get('/level', (req, res) => res.end());\napp.listen(8080);\n`),
      ...node('stock', `${SERVER}app.get('/level', (req, res) => res.json(1));\napp.listen(8080);\n`),
    },
    leads: ["stock/index.js: app.get('/level', (req, res) => res.json(1));"],
  },
  {
    rule: 'services that share their code answer at one place',
    files: {
      'compose.yaml': `services:\n  web:\n    build: web\n${['a', 'b', 'c', 'd'].map(name => `  part-${name}:\n    build: parts\n`).join('')}`,
      ...node('web', 'const base = config.base;\nfetch(`${base}/api/parts/¦bolts`);\n'),
      ...node('parts', `${SERVER}app.get('/api/parts/bolts', (req, res) => res.json([]));\napp.listen(8080);\n`),
    },
    leads: ["parts/index.js: app.get('/api/parts/bolts', (req, res) => res.json([]));"],
  },
  {
    rule: 'constants of two services that name one channel lead to each other, where nobody knows the library',
    what: 'references',
    files: {
      'compose.yaml': COMPOSE,
      ...node('web', "const bus = require('house-bus');\nconst exchangeName = 'order.pla¦ced';\nbus.say(exchangeName, {});\n"),
      ...node('orders', "const bus = require('house-bus');\nconst exchangeName = 'order.placed';\nbus.hear(exchangeName);\n"),
    },
    leads: ["orders/index.js: const exchangeName = 'order.placed';"],
  },
  {
    rule: 'a file of variables that only a command line names is for the compose files beside it',
    files: {
      'compose.yaml': 'services:\n  web:\n    build: web\n    environment:\n      - CACHE_SIZE\n',
      'base.env': 'CACHE_¦SIZE=12\n',
      ...node('web', 'const size = process.env.CACHE_SIZE;\n'),
    },
    leads: ['web/index.js: const size = process.env.CACHE_SIZE;'],
  },
  {
    rule: 'an rpc by its full name leads to the method that answers it',
    files: {
      'compose.yaml': COMPOSE,
      ...node('web', "import grpc from 'k6/net/grpc';\nconst client = new grpc.Client();\nclient.invoke('shop.Orders/Pla¦ce', {});\n"),
      'orders/orders.proto': 'syntax = "proto3";\npackage shop;\nservice Orders { rpc Place (Order) returns (Order); }\nmessage Order {}\n',
      'orders/main.go':
        'package main\n\nimport (\n\t"context"\n\t"google.golang.org/grpc"\n\tpb "shop/gen"\n)\n\ntype server struct{ pb.UnimplementedOrdersServer }\n\nfunc (s *server) Place(ctx context.Context, in *pb.Order) (*pb.Order, error) { return in, nil }\n\nfunc main() {\n\ts := grpc.NewServer()\n\tpb.RegisterOrdersServer(s, &server{})\n}\n',
    },
    leads: ['orders/main.go: func (s *server) Place(ctx context.Context, in *pb.Order) (*pb.Order, error) { return in, nil }'],
  },
  {
    rule: 'what a generated stub says of its methods is no call of them',
    files: {
      'compose.yaml': COMPOSE,
      'web/main.py':
        'import grpc\nimport orders_pb2_grpc\nstub = orders_pb2_grpc.OrdersStub(grpc.insecure_channel("orders:80"))\nstub.Place(order)\n',
      'web/orders_pb2_grpc.py': `${'# A licence that is long.\n'.repeat(40)}import grpc\n\nclass OrdersStub(object):\n    def __init__(self, channel):\n        self.Place = channel.unary_unary(\n                '/shop.Orders/Place',\n        )\n`,
      'orders/orders.proto':
        'syntax = "proto3";\npackage shop;\nservice Orders { rpc Pla¦ce (Order) returns (Order); }\nmessage Order {}\n',
    },
    what: 'references',
    leads: ['web/main.py: stub.Place(order)'],
  },
  {
    rule: 'a host in what compose services share is that of their own project',
    files: {
      'compose.blue.yaml': 'services:\n  store-blue:\n    container_name: store\n    image: shop/store-blue\n',
      'compose.green.yaml':
        'x-env: &env\n  STORE_URL: http://sto¦re:80\nservices:\n  web:\n    image: shop/web\n    environment:\n      <<: *env\n  store-green:\n    container_name: store\n    image: shop/store-green\n',
    },
    leads: ['compose.green.yaml: store-green:'],
  },
  {
    rule: 'a path that a gateway hands on leads to the routes that begin with it',
    files: {
      'compose.yaml': `${COMPOSE}  gate:\n    image: nginx:1\n    volumes: ['./gate.conf:/etc/nginx/conf.d/default.conf']\n`,
      'gate.conf': 'server {\n  location /api/orders { proxy_pass http://orders:8080/v1/or¦ders; }\n}\n',
      ...node(
        'orders',
        `${SERVER}app.get('/v1/orders', (req, res) => res.end());\napp.get('/v1/orders/:id', (req, res) => res.end());\napp.get('/v1/people', (req, res) => res.end());\napp.listen(8080);\n`,
      ),
    },
    leads: ["orders/index.js: app.get('/v1/orders', (req, res) => res.end());"],
  },
  {
    rule: 'a host after an unknown password leads to its entry',
    files: {
      'compose.yaml': 'services:\n  web:\n    build: web\n  store:\n    image: postgres:16\n',
      'web/go.mod': 'module web\n',
      'web/main.go':
        'package main\n\nimport (\n\t"database/sql"\n\t"fmt"\n)\n\nfunc main() {\n\tsql.Open("postgres", fmt.Sprintf("postgres://web:%s@st¦ore:5432/shop", secret))\n}\n',
    },
    leads: ['compose.yaml: store:'],
  },
  {
    rule: 'an rpc by the names of its service and its method leads to the method that answers it',
    files: {
      'compose.yaml': COMPOSE,
      'web/go.mod': 'module web\n',
      'web/main.go':
        'package main\n\nimport "google.golang.org/grpc"\n\nfunc main() {\n\tconn, _ := grpc.Dial("orders:50051")\n\tplace := kit.NewClient(conn, "shop.Orders", "Pla¦ce", encode)\n}\n',
      'orders/orders.proto': 'syntax = "proto3";\npackage shop;\nservice Orders { rpc Place (Order) returns (Order); }\nmessage Order {}\n',
      'orders/main.go':
        'package main\n\nimport (\n\t"context"\n\t"google.golang.org/grpc"\n\tpb "shop/gen"\n)\n\ntype server struct{ pb.UnimplementedOrdersServer }\n\nfunc (s *server) Place(ctx context.Context, in *pb.Order) (*pb.Order, error) { return in, nil }\n\nfunc main() {\n\ts := grpc.NewServer()\n\tpb.RegisterOrdersServer(s, &server{})\n}\n',
    },
    leads: ['orders/main.go: func (s *server) Place(ctx context.Context, in *pb.Order) (*pb.Order, error) { return in, nil }'],
  },
  {
    rule: 'a compose service without a build runs what a script builds its image from',
    files: {
      'compose.yaml': 'services:\n  web:\n    image: registry.test/shop-web:1\n    environment:\n      CACHE_¦SIZE: 12\n',
      Makefile: 'image:\n\tdocker build -f build/Dockerfile.web -t registry.test/shop-web:1 .\n',
      'build/Dockerfile.web': 'FROM golang:1\nCOPY . .\n',
      'go.mod': 'module shop\n',
      'cmd/main.go': 'package main\n\nimport "os"\n\nfunc main() {\n\t_ = os.Getenv("CACHE_SIZE")\n}\n',
    },
    leads: ['cmd/main.go: _ = os.Getenv("CACHE_SIZE")'],
  },
  {
    rule: 'an entry that takes its value from a ConfigMap leads to the code that reads it',
    files: {
      'deploy/kustomization.yaml': 'resources: [web.yaml]\nconfigMapGenerator:\n  - name: sizes\n    literals: [CACHE_SIZE=12]\n',
      'deploy/web.yaml':
        'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec:\n  template:\n    metadata: { labels: { app: web } }\n    spec:\n      containers:\n        - name: web\n          image: shop/web\n          env:\n            - name: CACHE_¦SIZE\n              valueFrom: { configMapKeyRef: { name: sizes, key: CACHE_SIZE } }\n',
      ...node('web', 'const size = process.env.CACHE_SIZE;\n'),
    },
    leads: ['web/index.js: const size = process.env.CACHE_SIZE;'],
  },
  {
    rule: 'a path after the name of an address is no host, whatever its first word',
    files: {
      'compose.yaml': COMPOSE,
      ...node(
        'web',
        "const axios = require('axios');\nconst base = process.env.REACT_APP_ORDERS_BASE;\naxios.get(base + 'or¦ders/key/' + id);\n",
      ),
      ...node('orders', `${SERVER}app.get('/orders/key/:id', (req, res) => res.end());\napp.listen(8080);\n`),
    },
    leads: ["orders/index.js: app.get('/orders/key/:id', (req, res) => res.end());"],
  },
  {
    rule: 'a copy of the system in a folder below is not another end',
    what: 'references',
    files: {
      'compose.yaml': COMPOSE,
      ...node('web', "const axios = require('axios');\naxios.get('http://orders:8080/orders/open');\n"),
      ...node('orders', `${SERVER}app.get('/orders/op¦en', (req, res) => res.end());\napp.listen(8080);\n`),
      'lessons/one/compose.yaml': COMPOSE,
      'lessons/one/web/package.json': '{ "name": "web", "scripts": { "start": "node index.js" }, "dependencies": { "express": "4" } }',
      'lessons/one/web/index.js': "const axios = require('axios');\naxios.get('http://orders:8080/orders/open');\n",
    },
    leads: ["web/index.js: axios.get('http://orders:8080/orders/open');"],
  },
  {
    rule: 'what an image is given is not what others read that are given it themselves',
    files: {
      'compose.yaml': 'services:\n  web:\n    build: web\n    environment:\n      QUEUE_DEPTH: 7\n',
      'tools/compose.yaml': 'services:\n  worker:\n    image: acme/worker:1\n    environment:\n      QUEUE_D¦EPTH: 5\n',
      ...node('web', "const express = require('express');\nexpress().listen(process.env.QUEUE_DEPTH);\n"),
    },
    leads: [],
  },
];

test.for(CASES)('$rule', ({ files, what, leads }) => {
  expect(jumps(files, what ?? 'definitions')).toEqual(leads);
});
