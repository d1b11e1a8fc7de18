import { describe, expect, test } from 'vitest';
import { httpSchemaOf } from '../../../../src/core/readers/messages/openapi-schema.ts';
import { fit } from '../../../../src/core/readers/messages/http-calls.ts';
import type { FilePath } from '../../../../src/core/model/source.ts';
import { uses } from './asked.ts';

const ORDERS = `
openapi: 3.0.3
paths:
  /orders:
    get:
      responses:
        '200': { content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Order' } } } } }
    post:
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/NewOrder' } } } }
      responses:
        '201': { content: { application/json: { schema: { $ref: '#/components/schemas/Order' } } } }
  /orders/{id}:
    get:
      operationId: findOrder
      responses:
        '200': { content: { application/json: { schema: { $ref: '#/components/schemas/Order' } } } }
  /stock:
    get:
      responses:
        '200': { content: { application/json: { schema: { type: object, properties: { total: { type: integer } } } } } }
components:
  schemas:
    NewOrder: { type: object, properties: { note: { type: string } } }
    Order:
      allOf:
        - $ref: '#/components/schemas/NewOrder'
        - type: object
          properties: { id: { type: string }, total: { type: number }, lines: { type: array, items: { $ref: '#/components/schemas/Line' } } }
    Line: { type: object, properties: { sku: { type: string }, count: { type: integer } } }
`;

const schema = httpSchemaOf(['api.yaml' as FilePath], { read: () => ORDERS, under: () => [] });
const asked = (message: string, field: string) => ({ schema, message, field });
const total = asked('Order', 'total');
const note = asked('NewOrder', 'note');

test('bodies become messages, by the names of their schemas or of their operations', () => {
  expect(
    [...schema.messages.values()].map(({ name, fields }) => `${name}: ${fields.map(field => `${field.name} ${field.type}`).join(', ')}`),
  ).toEqual([
    'Order: note string, id string, total number, lines Line',
    'Line: sku string, count integer',
    'NewOrder: note string',
    'GET /stock response: total integer',
  ]);
  expect(schema.rpcs.map(({ name, request, response }) => `${name}: ${request} → ${response}`)).toEqual([
    'GET /orders: unknown → Order',
    'POST /orders: NewOrder → Order',
    'GET /orders/{id}: unknown → Order',
    'GET /stock: unknown → GET /stock response',
  ]);
});

test("an address is an operation's if it ends with its path", () => {
  expect(fit('http://orders:80/api/orders/${id}?full=1', '/orders/{id}')).toBe(1);
  expect(fit('%s/orders', '/orders')).toBe(1);
  expect(fit('/orders/1/lines', '/orders/{id}')).toBe(0);
  expect(fit('/users/{}', '/orders/{id}')).toBe(0);
});

describe('JavaScript', () => {
  test('an answer of fetch is taken apart', () => {
    expect(uses({ 'a.ts': 'const res = await fetch(`${base}/orders/${id}`);\nconst { total } = await res.json();' }, total)).toEqual([
      'reads certain: const { ‹total› } = await res.json();',
    ]);
  });

  test('axios wraps an answer, and is given a body', () => {
    const code =
      "const res = await axios.post('/orders', { note: 'quick' });\nshow(res.data.total);\nconst all = (await axios.get('/orders')).data.map(order => order.total);";
    expect(uses({ 'a.ts': code }, total)).toEqual([
      'reads certain: show(res.data.‹total›);',
      "reads certain: const all = (await axios.get('/orders')).data.map(order => order.‹total›);",
    ]);
    expect(uses({ 'a.ts': code }, note)).toEqual(["sets certain: const res = await axios.post('/orders', { ‹note›: 'quick' });"]);
  });

  test('a body that is written as text is set', () => {
    expect(uses({ 'a.ts': "fetch('/orders', { method: 'POST', body: JSON.stringify({ note: 'quick' }) });" }, note)).toEqual([
      "sets certain: fetch('/orders', { method: 'POST', body: JSON.stringify({ ‹note›: 'quick' }) });",
    ]);
  });

  test('the answer of another operation is another', () => {
    expect(uses({ 'a.ts': "const orders = '/orders';\nconst { total } = await (await fetch('/stock')).json();" }, total)).toEqual([]);
  });
});

test('Python asks by key, and hands in a body', () => {
  const code =
    'import requests\nres = requests.get(f"{BASE}/orders/{id}").json()\nprint(res["total"])\nrequests.post(BASE + "/orders", json={"note": "quick"})\n';
  expect(uses({ 'a.py': code }, total)).toEqual(['reads certain: print(res[‹"total"›])']);
  expect(uses({ 'a.py': code }, note)).toEqual(['sets certain: requests.post(BASE + "/orders", json={‹"note"›: "quick"})']);
});

test('a struct of Go mirrors a body', () => {
  const code =
    'package main\ntype Order struct {\n  ID string `json:"id"`\n  Total float64 `json:"total"`\n}\nfunc get() {\n  res, err := http.Get(base + "/orders/" + id)\n  var order Order\n  json.NewDecoder(res.Body).Decode(&order)\n  show(order.Total)\n}';
  expect(uses({ 'a.go': code }, total)).toEqual(['reads likely: ‹Total› float64 `json:"total"`', 'reads likely: show(order.‹Total›)']);
});

test('a class of Java mirrors a body', () => {
  const code =
    'class OrderDto {\n  private String id;\n  private double total;\n  double getTotal() { return total; }\n}\nclass Client {\n  void f() {\n    OrderDto order = rest.getForObject(base + "/orders/" + id, OrderDto.class);\n    show(order.getTotal());\n  }\n}';
  expect(uses({ 'A.java': code }, total)).toEqual(['reads likely: private double ‹total›;', 'reads likely: show(order.‹getTotal›());']);
});

test('a record of C# mirrors a body', () => {
  const code =
    'record OrderDto(string Id, decimal Total);\nclass Client {\n  async Task F() {\n    var order = await http.GetFromJsonAsync<OrderDto>($"/orders/{id}");\n    Show(order.Total);\n  }\n}';
  expect(uses({ 'A.cs': code }, total)).toEqual([
    'reads likely: record OrderDto(string Id, decimal ‹Total›);',
    'reads likely: Show(order.‹Total›);',
  ]);
});

test('a model of Pydantic mirrors a body', () => {
  const code =
    'class Order(BaseModel):\n    id: str\n    total: float\n\ndef f():\n    order = Order(**requests.get("/orders/1").json())\n    print(order.total)\n';
  expect(uses({ 'a.py': code }, total)).toEqual(['reads likely: ‹total›: float', 'reads likely: print(order.‹total›)']);
});

test('a type that shares a name or two mirrors nothing', () => {
  const code =
    'package main\nconst path = "/orders"\ntype Invoice struct {\n  Total float64\n  Tax float64\n  Due string\n}\nfunc f(invoice Invoice) {\n  show(invoice.Total)\n}';
  expect(uses({ 'a.go': code }, total)).toEqual([]);
});

test('a generated client asks by the name of the operation', () => {
  expect(uses({ 'a.js': 'ordersApi.findOrder(id, (error, order) => {\n  show(order.total);\n});' }, total)).toEqual([
    'reads certain: show(order.‹total›);',
  ]);
});

test('what a service keeps in its database mirrors nothing', () => {
  const go =
    'package main\nconst path = "/orders"\ntype Order struct {\n  Id string `bson:"id"`\n  Total float64 `bson:"total"`\n}\nfunc f(order Order) {\n  show(order.Total)\n}';
  expect(uses({ 'a.go': go }, total)).toEqual([]);
  const java =
    '@Entity\nclass Order {\n  private String id;\n  private double total;\n}\nclass A { String path = "/orders"; double f(Order order) { return order.getTotal(); } }';
  expect(uses({ 'A.java': java }, total)).toEqual([]);
});
