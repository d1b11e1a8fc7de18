"""Charges in Postgres: one row for each idempotency key."""

import os

from psycopg2.extras import RealDictCursor
from psycopg2.pool import ThreadedConnectionPool

DATABASE_URL = os.environ.get("DATABASE_URL", "postgres://shop:shop@postgres:5432/payments")

pool = ThreadedConnectionPool(1, 4, DATABASE_URL, connect_timeout=2)


def charge_once(key, order_id, amount_cents):
    """The charge of this key: a repeated request changes nothing and gets the first answer."""
    ask(
        "INSERT INTO charges (idempotency_key, order_id, amount_cents) VALUES (%s, %s, %s) ON CONFLICT (idempotency_key) DO NOTHING",
        (key, order_id, amount_cents),
    )
    return ask(f"{SELECT} WHERE idempotency_key = %s", (key,))


def charge_of(order_id):
    return ask(f"{SELECT} WHERE order_id = %s", (order_id,))


SELECT = "SELECT order_id::text, amount_cents, to_char(charged_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') AS charged_at FROM charges"


def ask(sql, values):
    connection = pool.getconn()
    try:
        with connection, connection.cursor(cursor_factory=RealDictCursor) as cursor:
            cursor.execute(sql, values)
            return cursor.fetchone() if cursor.description else None
    finally:
        pool.putconn(connection, close=connection.closed != 0)
