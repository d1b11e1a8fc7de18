import express, { type ErrorRequestHandler } from 'express';
import { orderRequest } from '@shop/contracts';
import { catalogue } from './catalogue.ts';
import { order, placeOrder } from './orders.ts';

const app = express();
app.use(express.json());

app.get('/health', (_request, response) => {
  response.json({ status: 'ok' });
});

app.get('/catalogue', async (_request, response) => {
  response.json(await catalogue());
});

app.post('/orders', async (request, response) => {
  const parsed = orderRequest.safeParse(request.body);
  if (!parsed.success) {
    response.status(400).json({ error: parsed.error.issues });
    return;
  }
  const answer = await placeOrder(parsed.data);
  response.status(answer.status).json(answer.body);
});

app.get('/orders/:id', async (request, response) => {
  const answer = await order(request.params.id);
  response.status(answer.status).json(answer.body);
});

const unavailable: ErrorRequestHandler = (error, _request, response, _next) => {
  console.error(error);
  response.status(502).json({ error: 'The shop cannot do that right now.' });
};
app.use(unavailable);

const port = Number(process.env.PORT ?? 8080);
const server = app.listen(port, () => console.log(`storefront listens on ${port}`));
process.once('SIGTERM', () => server.close(() => process.exit(0)));
