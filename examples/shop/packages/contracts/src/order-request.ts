import { z } from 'zod';

export const orderRequest = z.object({
  sku: z.string(),
  quantity: z.int().positive(),
  email: z.email(),
});

export type OrderRequest = z.infer<typeof orderRequest>;
