import { NestFactory } from '@nestjs/core';
import { GatewayModule } from './gateway.module';

NestFactory.create(GatewayModule).then(app => app.listen(3000));
