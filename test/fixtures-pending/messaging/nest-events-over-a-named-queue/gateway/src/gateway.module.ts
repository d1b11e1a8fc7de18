import { Module } from '@nestjs/common';
import { ClientsModule, Transport } from '@nestjs/microservices';
import { GatewayController } from './gateway.controller';

@Module({
  imports: [ClientsModule.register([{ name: 'BILLING', transport: Transport.RMQ, options: { urls: [process.env.RABBIT_URL], queue: 'bills' } }])],
  controllers: [GatewayController],
})
export class GatewayModule {}
