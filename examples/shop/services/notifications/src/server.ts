import express from 'express';
import { sent, sendConfirmations } from './confirmations.ts';

const app = express();

app.get('/health', (_request, response) => {
  response.json({ status: 'ok' });
});

app.get('/sent', (_request, response) => {
  response.json(sent());
});

const port = Number(process.env.PORT ?? 8080);
await sendConfirmations();
const server = app.listen(port, () => console.log(`notifications listens on ${port}`));
process.once('SIGTERM', () => server.close(() => process.exit(0)));
