import { expect, test } from 'vitest';
import { exercised } from '../../../../src/core/readers/tests/element.ts';
import { mentionOf } from '../../../../src/core/readers/tests/mention.ts';

/** What a test's text says of an element, and how sure that is. */
const said = (element: string, text: string): string => {
  const mention = mentionOf(text, exercised(element));
  return mention ? `${mention.confidence}: ${text.slice(...mention.span)}` : 'nothing';
};

test.each([
  ['POST /charges', "await request(app).post('/charges').send({})", 'likely: /charges'],
  ['POST /charges', "await request(app)\n  .post('/charges')", 'likely: /charges'],
  ['POST /charges', "request(app).get('/charges')", 'nothing'],
  ['POST /charges', "fetch(url + '/charges', options)", 'possible: /charges'],
  ['POST /charges', "api.post('/charges/7')", 'nothing'],
  ['POST /charges', "api.post('/charges-old')", 'nothing'],
  ['POST /charges', "api.post('/charges?dry=1')", 'likely: /charges'],
  ['POST /charges', "api.post('/charges/')", 'likely: /charges'],
  ['POST /charges', 'client.post(base + "/charges" + query)', 'likely: /charges'],
  ['POST /charges', 'HttpEntity e = rest.postForEntity("/api/charges", x)', 'likely: /charges'],
  ['POST /charges', 'await client.PostAsync("/charges", body)', 'likely: /charges'],
  ['POST /charges', 'http.NewRequest(http.MethodPost, "/charges", nil)', 'likely: /charges'],
  ['POST /charges', 'POST http://payments/charges', 'likely: /charges'],
  ['POST /api/v1/charges', "api.post('/charges')", 'likely: /charges'],
  ['* /charges', "x('/charges')", 'likely: /charges'],
  ['GET /orders/{id}', "api.get('/orders/7')", 'likely: /orders/7'],
  ['GET /orders/{id}', 'api.get(`/orders/${order.id}`)', 'likely: /orders/${order.id}'],
  ['GET /orders/{id}', "api.get('/orders/:id')", 'likely: /orders/:id'],
  ['GET /orders/{id}', 'api.get("/orders/" + id)', 'likely: /orders/" + id)'],
  ['GET /orders/{id}', "api.get('/orders')", 'nothing'],
  ['GET /orders/{id}/lines', 'rest.get("/orders/" + id + "/lines")', 'likely: /orders/" + id + "/lines'],
  ['GET /orders/{id}/lines', "api.get('/orders/7')", 'nothing'],
  ['GET /{id}', "api.get('/7')", 'nothing'],
])('the test of %s in %s is %s', (element, text, expected) => {
  expect(said(element, text)).toBe(expected);
});

test('a part of a request counts where its name stands in the test too', () => {
  expect(said('POST /charges request.body.items.amount', "api.post('/charges', { amount: 1 })")).toBe('likely: /charges');
  expect(said('POST /charges request.body.items.amount', "api.post('/charges', {})")).toBe('possible: /charges');
});

test.each([
  ['shop.v1.Order.total_cents', 'expect(order.totalCents).toBe(1); // Order', 'likely: totalCents'],
  ['shop.v1.Order.total_cents', 'assertEquals(1, order.getTotalCents());', 'likely: getTotalCents'],
  ['shop.v1.Order.total_cents', 'got := order.TotalCents', 'likely: TotalCents'],
  ['shop.v1.Order.total_cents', 'invoice.totalCents', 'nothing'],
  ['shop.v1.Orders/Place', 'new OrdersClient(address).place(request)', 'likely: place'],
  ['shop.v1.Orders.Place', 'stub := pb.NewOrdersClient(c)\nOrders\nstub.Place(ctx)', 'likely: Place'],
  ['DB_PASS', 'DB_PASSWORD=x', 'nothing'],
  ['DB_PASS', "process.env.DB_PASS = 'x'", 'likely: DB_PASS'],
])('the test of %s in %s is %s', (element, text, expected) => {
  expect(said(element, text)).toBe(expected);
});

test('no text takes long', () => {
  const started = performance.now();
  for (const text of [
    '/orders/'.repeat(50_000),
    `/orders/${'$'.repeat(200_000)}`,
    `/orders/" +${' "+'.repeat(60_000)}`,
    '/orders/${'.repeat(40_000),
  ])
    mentionOf(text, exercised('GET /orders/{id}/lines/{line}'));
  expect(performance.now() - started).toBeLessThan(3000);
});
