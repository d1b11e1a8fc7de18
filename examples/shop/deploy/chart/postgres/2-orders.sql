\connect orders

CREATE TABLE orders (
  id uuid PRIMARY KEY,
  sku text NOT NULL,
  quantity integer NOT NULL CHECK (quantity > 0),
  email text NOT NULL,
  amount_cents integer NOT NULL CHECK (amount_cents >= 0),
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE partners (
  name text PRIMARY KEY,
  webhook_url text NOT NULL
);
