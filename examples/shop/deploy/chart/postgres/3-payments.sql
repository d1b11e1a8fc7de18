\connect payments

CREATE TABLE charges (
  idempotency_key text PRIMARY KEY,
  order_id uuid NOT NULL UNIQUE,
  amount_cents integer NOT NULL CHECK (amount_cents >= 0),
  charged_at timestamptz NOT NULL DEFAULT now()
);
