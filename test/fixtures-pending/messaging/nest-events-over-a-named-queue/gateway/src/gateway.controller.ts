import { Controller, Inject, Post } from '@nestjs/common';
import { ClientProxy } from '@nestjs/microservices';

@Controller('orders')
export class GatewayController {
  constructor(@Inject('BILLING') private readonly billing: ClientProxy) {}

  @Post()
  create() {
    this.billing.emit('order.placed', {});
  }
}
