export { ORDER_CREATED, orderCreated, type OrderCreated } from './order-created.ts';
export { orderRequest, type OrderRequest } from './order-request.ts';
export type { Product } from './product.ts';
