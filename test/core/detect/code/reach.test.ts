import { expect, test } from 'vitest';
import type { Check } from '../../../../src/core/detect/check.ts';
import { blockingCall } from '../../../../src/core/detect/checks/code/blocking-call.ts';
import { clientPerRequest } from '../../../../src/core/detect/checks/code/client-per-request.ts';
import { queryInLoop } from '../../../../src/core/detect/checks/code/query-in-loop.ts';
import { swallowedError } from '../../../../src/core/detect/checks/code/swallowed-error.ts';
import { unboundedConcurrency } from '../../../../src/core/detect/checks/code/unbounded-concurrency.ts';
import { findingsIn, type Texts } from '../workspace.ts';

/** The evidence of what a check finds, as `file:line what it says`. */
const told = (check: Check, texts: Texts): readonly string[] =>
  findingsIn(texts, [check]).flatMap(({ evidence }) => evidence.map(({ file, line, note }) => `${file}:${line} ${note}`));

const ROUTES = `import express from 'express';
import { list } from './orders';
export const app = express();
app.get('/orders', async (req, res) => {
  res.send(await list(req.query));
});
`;

test('the way from the handler is told call by call, over the files of the workspace', () => {
  const texts = {
    'routes.ts': ROUTES,
    'orders.ts': "import { page } from './pages';\nexport async function list(query) {\n  return page(query.page);\n}\n",
    'pages.ts': "import fs from 'node:fs';\nexport function page(name) {\n  return fs.readFileSync(name);\n}\n",
  };
  expect(told(blockingCall, texts)).toEqual([
    'pages.ts:3 holds the thread',
    'routes.ts:4 answers requests',
    'routes.ts:5 runs list',
    'orders.ts:3 runs page',
  ]);
});

test('what no handler runs is left alone', () => {
  const pages = "import fs from 'node:fs';\nexport function page(name) {\n  return fs.readFileSync(name);\n}\n";
  expect(told(blockingCall, { 'routes.ts': ROUTES, 'orders.ts': 'export const list = async () => [];\n', 'pages.ts': pages })).toEqual([]);
});

test('fields of a class lead to the file of their type', () => {
  const texts = {
    'orders.controller.ts': `import { Controller, Get, Param } from '@nestjs/common';
import { OrdersService } from './orders.service';
@Controller('orders')
export class OrdersController {
  constructor(private readonly orders: OrdersService) {}
  @Get(':id')
  async one(@Param('id') id: string) {
    return this.orders.one(id);
  }
}
`,
    'orders.service.ts': `import { execSync } from 'node:child_process';
export class OrdersService {
  one(id: string) {
    return this.run(id);
  }
  private run(id: string) {
    return execSync(id);
  }
}
`,
  };
  expect(told(blockingCall, texts)).toEqual([
    'orders.service.ts:7 holds the thread',
    'orders.controller.ts:7 answers requests',
    'orders.controller.ts:8 runs one',
    'orders.service.ts:4 runs run',
  ]);
});

test('an index that hands on is looked through', () => {
  const texts = {
    'routes.ts': ROUTES,
    'orders/index.ts': "export { list } from './list';\n",
    'orders/list.ts': "import fs from 'node:fs';\nexport async function list() {\n  return fs.readFileSync('orders');\n}\n",
  };
  expect(told(blockingCall, texts)).toEqual(['orders/list.ts:3 holds the thread', 'routes.ts:4 answers requests', 'routes.ts:5 runs list']);
});

test('a name that several functions of a file have is not followed', () => {
  const texts = {
    'routes.ts': ROUTES,
    'orders.ts': `import fs from 'node:fs';
class Disk {
  list() {
    return fs.readFileSync('orders');
  }
}
export function list() {
  return [];
}
`,
  };
  expect(told(blockingCall, texts)).toEqual([]);
});

test('functions that call each other in a circle end', () => {
  const texts = {
    'a.ts': "import fs from 'node:fs';\nimport { two } from './b';\nexport function one() {\n  two();\n  fs.readFileSync('a');\n}\n",
    'b.ts': "import { one } from './a';\nexport function two() {\n  one();\n}\n",
  };
  expect(told(blockingCall, texts)).toEqual([]);
});

const PYTHON =
  'from fastapi import FastAPI\nfrom orders import place\napp = FastAPI()\n@app.post("/orders")\nasync def create(order: dict):\n';

test('of Python what runs on the loop counts, through functions that do not wait', () => {
  const orders = 'import time\ndef place(order):\n    time.sleep(1)\n';
  expect(told(blockingCall, { 'main.py': `${PYTHON}    place(order)\n`, 'orders.py': orders })).toEqual([
    'orders.py:3 holds the thread',
    'main.py:5 runs on the event loop',
    'main.py:6 runs place',
  ]);
  expect(
    told(blockingCall, { 'main.py': `import asyncio\n${PYTHON}    await asyncio.to_thread(place, order)\n`, 'orders.py': orders }),
  ).toEqual([]);
});

const inner = (run: string): Texts => ({
  'main.py': `import asyncio, time\n${PYTHON}    def work():\n        time.sleep(1)\n    ${run}\n`,
});

test('a function inside of a coroutine may run in a thread, so only a call by its name holds the loop', () => {
  expect(told(blockingCall, inner('work()'))).toHaveLength(3);
  expect(told(blockingCall, inner('await asyncio.to_thread(work)'))).toEqual([]);
});

test('in Go a folder is one package, and a method is found by its name', () => {
  const texts = {
    'go.mod': 'module shop\n',
    'api/server.go': `package api
import "net/http"
func (s *server) place(w http.ResponseWriter, r *http.Request) {
	s.store(r.Context(), nil)
}
`,
    'api/store.go': `package api
import "database/sql"
func (s *server) store(ctx context.Context, ids []string) {
	for _, id := range ids {
		s.db.QueryRow("SELECT * FROM orders WHERE id = $1", id)
	}
	_, _ = s.db.Exec("DELETE FROM carts")
}
`,
  };
  expect(told(queryInLoop, texts)).toEqual([
    'api/store.go:5 once for each',
    'api/store.go:4 for each of these',
    'api/server.go:3 answers requests',
    'api/server.go:4 runs store',
  ]);
  expect(told(swallowedError, texts)).toEqual([
    'api/store.go:7 nothing is done here',
    'api/server.go:3 answers requests',
    'api/server.go:4 runs store',
  ]);
});

const handler = (line: string): string =>
  `package api\nimport "net/http"\nfunc place(w http.ResponseWriter, r *http.Request) {\n\t${line}\n}\n`;

test('an error of Go that a comment explains is left alone', () => {
  expect(told(swallowedError, { 'a.go': handler('_ = events.Publish(order)') })).toHaveLength(2);
  expect(told(swallowedError, { 'a.go': handler('_ = events.Publish(order) // the next run sends it') })).toEqual([]);
  expect(told(swallowedError, { 'a.go': handler('_ = body.Close()') })).toEqual([]);
});

test('in Java an interface leads to what implements it', () => {
  const texts = {
    'web/OrderController.java': `package shop.web;
import shop.orders.OrderService;
@RestController
class OrderController {
  private OrderService orders;
  @GetMapping("/orders")
  List<Order> list() {
    return orders.list();
  }
}
`,
    'orders/OrderService.java': 'package shop.orders;\npublic interface OrderService {\n  List<Order> list();\n}\n',
    'orders/OrderServiceImpl.java': `package shop.orders;
class OrderServiceImpl implements OrderService {
  public List<Order> list() {
    for (Long id : ids) {
      found.add(orderRepository.findById(id));
    }
    for (Shop shop : shops) {
      new Thread(() -> ask(shop)).start();
    }
    return found;
  }
}
`,
  };
  const way = ['web/OrderController.java:7 answers requests', 'web/OrderController.java:8 runs list'];
  expect(told(queryInLoop, texts)).toEqual([
    'orders/OrderServiceImpl.java:5 once for each',
    'orders/OrderServiceImpl.java:4 for each of these',
    ...way,
  ]);
  expect(told(unboundedConcurrency, texts)).toEqual([
    'orders/OrderServiceImpl.java:8 no limit',
    'orders/OrderServiceImpl.java:7 one for each of these',
    ...way,
  ]);
});

const made = (body: string): Texts => ({
  'routes.ts': ROUTES,
  'orders.ts': `import { Pool } from 'pg';\nlet pool;\nexport async function list() {\n  return (await pooled()).query('SELECT 1');\n}\nfunction pooled() {\n  ${body}\n}\n`,
});

test('a client that is made when there is none yet is kept', () => {
  expect(told(clientPerRequest, made('return new Pool();'))).toHaveLength(4);
  expect(told(clientPerRequest, made('if (!pool) pool = new Pool();\n  return pool;'))).toEqual([]);
  expect(told(clientPerRequest, made('return (pool ??= new Pool());'))).toEqual([]);
});
