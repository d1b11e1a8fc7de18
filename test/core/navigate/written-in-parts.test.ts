import { expect, test } from 'vitest';
import { jumps, type Texts } from './jump.ts';

/** Jumps whose ends are written in more than one file, or where no known library says what is meant. */
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

const WEB_PY: Texts = { 'web/main.py': "import os\nimport httpx\nhttpx.get(os.environ['ORDERS_URL'] + '/v1/orders/1/item¦s')\n" };
const ROUTE_PY = "orders/routes/orders.py: @router.get('/{id}/items')";

const IMPORTED: Texts = {
  'orders/routes/__init__.py': '',
  'orders/routes/orders.py':
    "from fastapi import APIRouter\nrouter = APIRouter()\n\n@router.get('/{id}/items')\ndef items(id: int):\n    return []\n",
  'orders/routes/people.py':
    "from fastapi import APIRouter\nrouter = APIRouter()\n\n@router.get('/{id}/items')\ndef items(id: int):\n    return []\n",
};

const GENERATED = `export class OrdersService {
  public static readOrders() {
    return __request(OpenAPI, { method: 'GET', url: '/v1/orders' })
  }
  public static placeOrder(data) {
    return __request(OpenAPI, { method: 'POST', url: '/v1/orders' })
  }
}
`;

const SERVER = "const express = require('express');\nconst app = express();\n";

const CASES: readonly Jump[] = [
  {
    rule: 'a router that another file includes below a path is found by the whole path',
    files: {
      'compose.yaml': COMPOSE,
      ...WEB_PY,
      ...IMPORTED,
      'orders/main.py':
        "from fastapi import APIRouter, FastAPI\nfrom routes import orders, people\napi = APIRouter(prefix='/v1')\napi.include_router(people.router, prefix='/people')\napi.include_router(orders.router, prefix='/orders')\napp = FastAPI()\napp.include_router(api)\n",
    },
    leads: [ROUTE_PY],
  },
  {
    rule: 'what a file of urls includes is served below its path',
    files: {
      'compose.yaml': COMPOSE,
      ...WEB_PY,
      'orders/manage.py': "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')\n",
      'orders/shop/urls.py':
        "from django.urls import include, path\nurlpatterns = [path('v1/orders/', include('sales.urls')), path('v1/people/', include('people.urls'))]\n",
      'orders/sales/urls.py': "from django.urls import path\nfrom . import views\nurlpatterns = [path('<int:id>/items', views.items)]\n",
      'orders/people/urls.py': "from django.urls import path\nfrom . import views\nurlpatterns = [path('<int:id>/items', views.items)]\n",
    },
    leads: ["orders/sales/urls.py: urlpatterns = [path('<int:id>/items', views.items)]"],
  },
  {
    rule: 'routers that functions make are found through every file that puts them below a path',
    files: {
      'compose.yaml': COMPOSE,
      ...node('web', "const axios = require('axios');\naxios.delete(`${process.env.ORDERS_URL}/v1/items/¦${id}`);\n"),
      ...node('orders', `${SERVER}const routes = require('./routes');\napp.use(routes());\napp.listen(8080);\n`),
      'orders/routes.js':
        "const express = require('express');\nconst items = require('./items');\nconst people = require('./people');\nmodule.exports = function () {\n  const api = express.Router();\n  api.use('/items', items());\n  api.use('/people', people());\n  const all = express.Router();\n  all.use('/v1', api);\n  return all;\n};\n",
      'orders/items.js':
        "const express = require('express');\nmodule.exports = function () {\n  const router = express.Router();\n  router.delete('/:id', (req, res) => res.end());\n  return router;\n};\n",
      'orders/people.js':
        "const express = require('express');\nmodule.exports = function () {\n  const router = express.Router();\n  router.delete('/:id', (req, res) => res.end());\n  return router;\n};\n",
    },
    leads: ["orders/items.js: router.delete('/:id', (req, res) => res.end());"],
  },
  {
    rule: 'routers of one file are told apart by their names',
    files: {
      'compose.yaml': COMPOSE,
      ...node('web', "const axios = require('axios');\naxios.get(`${process.env.ORDERS_URL}/people/¦${id}`);\n"),
      ...node(
        'orders',
        `${SERVER}const items = express.Router();\nitems.get('/:id', (req, res) => res.end());\nconst people = express.Router();\npeople.get('/:key', (req, res) => res.end());\napp.use('/items', items);\napp.use('/people', people);\napp.listen(8080);\n`,
      ),
    },
    leads: ["orders/index.js: people.get('/:key', (req, res) => res.end());"],
  },
  {
    rule: 'a method of a generated client whose contract is nowhere leads to the route that it asks for',
    files: {
      'compose.yaml': COMPOSE,
      ...node('web', "import { OrdersService } from './client';\nOrdersService.place¦Order({ id: 1 });\n"),
      'web/client.ts': GENERATED,
      ...node(
        'orders',
        `${SERVER}app.get('/v1/orders', (req, res) => res.json([]));\napp.post('/v1/orders', (req, res) => res.end());\napp.listen(8080);\n`,
      ),
    },
    leads: ["orders/index.js: app.post('/v1/orders', (req, res) => res.end());"],
  },
  {
    rule: 'a route is found where a method of a generated client asks for it, and where that is called',
    what: 'references',
    files: {
      'compose.yaml': COMPOSE,
      ...node('web', "import { OrdersService } from './client';\nOrdersService.readOrders();\n"),
      'web/client.ts': GENERATED,
      ...node(
        'orders',
        `${SERVER}app.get('/v1/ord¦ers', (req, res) => res.json([]));\napp.post('/v1/orders', (req, res) => res.end());\napp.listen(8080);\n`,
      ),
    },
    leads: ["web/client.ts: return __request(OpenAPI, { method: 'GET', url: '/v1/orders' })", 'web/index.js: OrdersService.readOrders();'],
  },
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
    rule: 'a parameter at the end of a route may be left out',
    files: {
      'compose.yaml': COMPOSE,
      ...node(
        'web',
        "const base = config.base;\nconst axios = require('axios');\nconst env = process.env.ORDERS_URL;\naxios.get(env);\nconst end = `${base}/level/¦${first}`;\n",
      ),
      ...node('orders', `${SERVER}app.get('/orders/level/:from/:to?', (req, res) => res.end());\napp.listen(8080);\n`),
    },
    leads: ["orders/index.js: app.get('/orders/level/:from/:to?', (req, res) => res.end());"],
  },
];

test.for(CASES)('$rule', ({ files, what, leads }) => {
  expect(jumps(files, what ?? 'definitions')).toEqual(leads);
});
