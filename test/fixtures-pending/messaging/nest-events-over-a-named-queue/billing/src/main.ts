import { NestFactory } from '@nestjs/core';
import { Transport } from '@nestjs/microservices';
import { BillingModule } from './billing.module';

async function bootstrap() {
  const app = await NestFactory.createMicroservice(BillingModule, { transport: Transport.RMQ, options: { urls: [process.env.RABBIT_URL], queue: 'bills' } });
  await app.listen();
}
bootstrap();
