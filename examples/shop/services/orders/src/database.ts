import { Pool } from 'pg';

export const database = new Pool({
  connectionString: process.env.DATABASE_URL ?? 'postgres://shop:shop@postgres:5432/orders',
  max: 5,
  connectionTimeoutMillis: 500,
});
