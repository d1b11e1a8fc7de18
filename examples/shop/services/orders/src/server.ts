import express from 'express';
import { orderRequest, type Product } from '@shop/contracts';
import { available, OutOfStock } from './inventory.ts';
import { order } from './order-table.ts';
import { PaymentRefused } from './payments.ts';
import { placeOrder } from './place-order.ts';
import { priceList } from './price-list.ts';

const app = express();
app.use(express.json());

app.get('/health', (_request, response) => {
  response.json({ status: 'ok' });
});

app.get('/products', async (_request, response) => {
  const products: readonly Product[] = await Promise.all(
    priceList.map(async priced => ({ ...priced, available: await available(priced.sku) })),
  );
  response.json(products);
});

app.post('/orders', async (request, response) => {
  const parsed = orderRequest.safeParse(request.body);
  const priced = priceList.find(candidate => candidate.sku === parsed.data?.sku);
  if (!parsed.success || !priced) {
    response.status(400).json({ error: parsed.error?.issues ?? 'No such product.' });
    return;
  }
  try {
    response.status(201).json(await placeOrder(parsed.data, priced.priceCents));
  } catch (error) {
    if (error instanceof OutOfStock) response.status(409).json({ error: error.message });
    else if (error instanceof PaymentRefused) response.status(402).json({ error: error.message });
    else throw error;
  }
});

app.get('/orders/:id', async (request, response) => {
  const found = await order(request.params.id);
  if (found) response.json(found);
  else response.status(404).json({ error: 'No such order.' });
});

const port = Number(process.env.PORT ?? 8080);
const server = app.listen(port, () => console.log(`orders listens on ${port}`));
process.once('SIGTERM', () => server.close(() => process.exit(0)));
