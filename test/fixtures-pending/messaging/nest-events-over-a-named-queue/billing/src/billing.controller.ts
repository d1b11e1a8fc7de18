import { Controller } from '@nestjs/common';
import { EventPattern } from '@nestjs/microservices';

@Controller()
export class BillingController {
  @EventPattern('order.placed')
  placed() {}
}
