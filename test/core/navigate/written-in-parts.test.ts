import { expect, test } from 'vitest';
import { jumps, type Texts } from './jump.ts';

/** Routes that are written in more than one file, or asked for through generated code. */
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
