import { expect, test } from 'vitest';
import type { Check } from '../../../../src/core/detect/check.ts';
import { blockingCall } from '../../../../src/core/detect/checks/code/blocking-call.ts';
import { clientPerRequest } from '../../../../src/core/detect/checks/code/client-per-request.ts';
import { earlyAcknowledgement } from '../../../../src/core/detect/checks/code/early-acknowledgement.ts';
import { missingRollback } from '../../../../src/core/detect/checks/code/missing-rollback.ts';
import { queryInLoop } from '../../../../src/core/detect/checks/code/query-in-loop.ts';
import { swallowedError } from '../../../../src/core/detect/checks/code/swallowed-error.ts';
import { unawaitedPromise } from '../../../../src/core/detect/checks/code/unawaited-promise.ts';
import { unboundedConcurrency } from '../../../../src/core/detect/checks/code/unbounded-concurrency.ts';
import { unclosedBody } from '../../../../src/core/detect/checks/code/unclosed-body.ts';
import { found } from '../workspace.ts';

/** The lines of the first places of a check's findings in one file. */
const lines = (check: Check, file: string, text: string): readonly string[] =>
  found(check, { [file]: text }).map(line => /@ \S+:(\d+)/.exec(line)![1]!);

const express = (body: string) =>
  `const express = require('express');\nconst app = express();\napp.get('/orders', async (req, res) => {\n  ${body}\n});\n`;

test('a handler that holds the thread', () => {
  expect(lines(blockingCall, 'a.js', express("res.send(fs.readFileSync('page.html'));"))).toEqual(['4']);
  expect(lines(blockingCall, 'a.js', `${express('res.send(page());')}function page() {\n  return execSync('ls');\n}\n`)).toEqual(['7']);
  expect(lines(blockingCall, 'a.py', 'import time\nasync def orders():\n    time.sleep(1)\n')).toEqual(['3']);
  expect(lines(blockingCall, 'a.py', 'import requests\nasync def orders():\n    return requests.get(URL, timeout=1)\n')).toEqual(['3']);
});

test('what runs once, in a thread, or in a plain function of Python', () => {
  expect(lines(blockingCall, 'a.js', `const page = fs.readFileSync('page.html');\n${express('res.send(page);')}`)).toEqual([]);
  expect(lines(blockingCall, 'a.py', 'import time\ndef orders():\n    time.sleep(1)\n')).toEqual([]);
  expect(
    lines(blockingCall, 'a.py', 'import requests, asyncio\nasync def orders():\n    return await asyncio.to_thread(requests.get, URL)\n'),
  ).toEqual([]);
});

test('an empty catch behind something that matters', () => {
  expect(
    lines(swallowedError, 'a.js', express("try {\n    await orders.save(req.body);\n  } catch (error) {}\n  res.send('ok');")),
  ).toEqual(['6']);
  expect(
    lines(
      swallowedError,
      'a.py',
      'import requests\ndef place(order):\n    try:\n        requests.post(URL, json=order, timeout=1)\n    except Exception:\n        pass\n',
    ),
  ).toEqual(['5']);
  expect(
    lines(
      swallowedError,
      'A.java',
      'class A {\n  RestTemplate rest;\n  void place(Order order) {\n    try {\n      rest.postForObject(URL, order, String.class);\n    } catch (Exception e) {}\n  }\n}\n',
    ),
  ).toEqual(['6']);
});

test('a catch that says why, that tidies up, or that names what it expects', () => {
  expect(
    lines(
      swallowedError,
      'a.js',
      express("try {\n    await orders.save(req.body);\n  } catch { /* the next run saves it */ }\n  res.send('ok');"),
    ),
  ).toEqual([]);
  expect(lines(swallowedError, 'a.js', express("try {\n    await connection.close();\n  } catch {}\n  res.send('ok');"))).toEqual([]);
  expect(
    lines(
      swallowedError,
      'a.py',
      'import requests\ndef place(order):\n    try:\n        requests.post(URL, json=order, timeout=1)\n    except requests.Timeout:\n        pass\n',
    ),
  ).toEqual([]);
});

test('a query or request for each item', () => {
  expect(
    lines(
      queryInLoop,
      'a.js',
      express(
        'for (const id of req.body.ids) {\n    found.push(await prisma.order.findUnique({ where: { id } }));\n  }\n  res.json(found);',
      ),
    ),
  ).toEqual(['5']);
  expect(
    lines(
      queryInLoop,
      'a.py',
      'def orders(ids):\n    found = []\n    for id in ids:\n        cursor.execute("SELECT * FROM orders WHERE id = %s", (id,))\n        found.append(cursor.fetchone())\n    return found\n',
    ),
  ).toEqual(['4']);
  expect(
    lines(
      queryInLoop,
      'a.go',
      'package a\nimport "database/sql"\nfunc orders(ids []string) {\n\tfor _, id := range ids {\n\t\tdb.QueryRow("SELECT * FROM orders WHERE id = $1", id)\n\t}\n}\n',
    ),
  ).toEqual(['5']);
  expect(
    lines(
      queryInLoop,
      'A.java',
      'class A {\n  List<Order> orders(List<Long> ids) {\n    for (Long id : ids) {\n      found.add(orderRepository.findById(id));\n    }\n    return found;\n  }\n}\n',
    ),
  ).toEqual(['4']);
});

test('a loop that tries again, one that ends with the first answer, and one that runs at the start', () => {
  expect(
    lines(queryInLoop, 'a.js', express('for (let attempt = 0; attempt < 3; attempt++) {\n    await prisma.order.findMany();\n  }')),
  ).toEqual([]);
  expect(lines(queryInLoop, 'a.js', express('for (const host of hosts) {\n    return await fetch(host);\n  }'))).toEqual([]);
  expect(
    lines(
      queryInLoop,
      'a.js',
      'async function seedOrders() {\n  for (const order of orders) {\n    await prisma.order.create({ data: order });\n  }\n}\n',
    ),
  ).toEqual([]);
});

test('as many requests at once as there are items', () => {
  expect(lines(unboundedConcurrency, 'a.js', express('await Promise.all(req.body.ids.map(id => fetch(`${URL}/${id}`)));'))).toEqual(['4']);
  expect(
    lines(
      unboundedConcurrency,
      'a.py',
      'import asyncio, httpx\nasync def items(ids):\n    return await asyncio.gather(*[client.get(f"{URL}/{id}") for id in ids])\n',
    ),
  ).toEqual(['3']);
  expect(
    lines(
      unboundedConcurrency,
      'a.go',
      'package a\nimport "net/http"\nfunc items(ids []string) {\n\tfor _, id := range ids {\n\t\tgo func(id string) {\n\t\t\thttp.Get(id)\n\t\t}(id)\n\t}\n}\n',
    ),
  ).toEqual(['5']);
});

test('a limit, or a list that is written down', () => {
  expect(lines(unboundedConcurrency, 'a.js', express('await Promise.all(ids.map(id => limit(() => fetch(id))));'))).toEqual([]);
  expect(
    lines(
      unboundedConcurrency,
      'a.js',
      express("const hosts = ['http://a', 'http://b'];\n  await Promise.all(hosts.map(host => fetch(host)));"),
    ),
  ).toEqual([]);
});

test('what nobody waits for', () => {
  expect(
    lines(
      unawaitedPromise,
      'a.js',
      `${express("saveOrder(req.body);\n  res.send('ok');")}async function saveOrder(order) {\n  await orders.save(order);\n}\n`,
    ),
  ).toEqual(['4']);
  expect(lines(unawaitedPromise, 'a.js', express('ids.forEach(async id => {\n    await ship(id);\n  });\n  res.send("ok");'))).toEqual([
    '4',
  ]);
  expect(
    lines(
      unawaitedPromise,
      'a.py',
      'async def save(order):\n    await store(order)\n\nasync def place(order):\n    save(order)\n    return "ok"\n',
    ),
  ).toEqual(['5']);
});

test('void, catch and await say what is meant', () => {
  const save = 'async function saveOrder(order) {\n  await orders.save(order);\n}\n';
  for (const call of [
    'await saveOrder(req.body);',
    'void saveOrder(req.body);',
    'saveOrder(req.body).catch(report);',
    'return saveOrder(req.body);',
  ])
    expect(lines(unawaitedPromise, 'a.js', `${express(call)}${save}`)).toEqual([]);
});

const begun = (rollback: string) =>
  `package a\nimport "database/sql"\nfunc place(db *sql.DB) error {\n\ttx, err := db.Begin()\n\tif err != nil {\n\t\treturn err\n\t}\n${rollback}\ttx.Exec("INSERT INTO orders VALUES (1)")\n\treturn tx.Commit()\n}\n`;

const begunInScript = (rollback: string) =>
  express(`await pool.query('BEGIN');\n  await pool.query('INSERT INTO orders VALUES (1)');\n  await pool.query('COMMIT');${rollback}`);

test('a transaction without a rollback', () => {
  expect(lines(missingRollback, 'a.go', begun(''))).toEqual(['4']);
  expect(lines(missingRollback, 'a.go', begun('\tdefer tx.Rollback()\n'))).toEqual([]);
  expect(lines(missingRollback, 'a.js', begunInScript(''))).toEqual(['4']);
  expect(lines(missingRollback, 'a.js', begunInScript("\n  // else\n  await pool.query('ROLLBACK');"))).toEqual([]);
});

test('a client for each request', () => {
  expect(
    lines(clientPerRequest, 'a.js', express('const prisma = new PrismaClient();\n  res.json(await prisma.order.findMany());')),
  ).toEqual(['4']);
  expect(
    lines(clientPerRequest, 'a.js', `const prisma = new PrismaClient();\n${express('res.json(await prisma.order.findMany());')}`),
  ).toEqual([]);
  expect(
    lines(
      clientPerRequest,
      'a.py',
      'from flask import Flask\nimport psycopg2\napp = Flask(__name__)\n@app.route("/orders")\ndef orders():\n    connection = psycopg2.connect(DSN)\n    return "ok"\n',
    ),
  ).toEqual(['6']);
});

const asked = (close: string) =>
  `package a\nimport "net/http"\nfunc items() error {\n\tresp, err := http.Get("http://inventory")\n\tif err != nil {\n\t\treturn err\n\t}\n${close}\tif resp.StatusCode != 200 {\n\t\treturn nil\n\t}\n\treturn nil\n}\n`;

test('the body of an answer', () => {
  expect(lines(unclosedBody, 'a.go', asked(''))).toEqual(['4']);
  expect(lines(unclosedBody, 'a.go', asked('\tdefer resp.Body.Close()\n'))).toEqual([]);
  expect(lines(unclosedBody, 'a.go', asked('').replace(/return nil\n\}\n$/, 'return read(resp)\n}\n'))).toEqual([]);
});

test('a message that is acknowledged before it is worked on', () => {
  expect(
    lines(earlyAcknowledgement, 'a.js', "const amqp = require('amqplib');\nchannel.consume('orders', place, { noAck: true });\n"),
  ).toEqual(['2']);
  expect(
    lines(earlyAcknowledgement, 'a.py', "import pika\nchannel.basic_consume(queue='orders', on_message_callback=place, auto_ack=True)\n"),
  ).toEqual(['2']);
  expect(
    lines(earlyAcknowledgement, 'a.js', "const amqp = require('amqplib');\nchannel.consume(replyQueue, answer, { noAck: true });\n"),
  ).toEqual([]);
});

test('a message that is acknowledged first, in an excerpt too', () => {
  expect(lines(earlyAcknowledgement, 's.js', "ch.consume('orders', async m => { ch.ack(m); await charge(m); });\n")).toEqual(['1']);
  expect(lines(earlyAcknowledgement, 's.js', "ch.consume('orders', async m => { await charge(m); }, { noAck: true });\n")).toEqual(['1']);
  expect(lines(earlyAcknowledgement, 's.js', "ch.consume('orders', async m => { await charge(m); ch.ack(m); });\n")).toEqual([]);
});

const got = (rest: string) =>
  `package a\nimport "net/http"\nvar client = &http.Client{}\nfunc ask() {\n\tresp, err := client.Get(url)\n\tif err != nil {\n\t\treturn\n\t}\n\t${rest}\n}\n`;

test('the body of what any client of HTTP gives', () => {
  expect(lines(unclosedBody, 'a.go', got('io.ReadAll(resp.Body)'))).toEqual(['5']);
  expect(lines(unclosedBody, 'a.go', got('defer resp.Body.Close()'))).toEqual([]);
  expect(lines(unclosedBody, 'a.go', got('log.Print(resp.Name)'))).toEqual([]);
});

const handler = (call: string) =>
  `const app = require('express')();\nasync function save(o) { await db.insert(o); }\napp.post('/orders', async (req, res) => { ${call}; res.end(); });\n`;

test('a promise that nobody waits for, on the line of its handler', () => {
  expect(lines(unawaitedPromise, 's.js', handler('save(req.body)'))).toEqual(['3']);
  expect(lines(unawaitedPromise, 's.js', handler('await save(req.body)'))).toEqual([]);
  expect(lines(unawaitedPromise, 's.js', handler('const saved = save(req.body)'))).toEqual([]);
});
