"""The HTTP side of payments, as openapi.yaml promises it."""

import os
from uuid import UUID

from flask import Flask, jsonify, request

from payments.charges import charge_of, charge_once

# The card company refuses anything larger, so we do not ask.
LARGEST_CHARGE_CENTS = int(os.environ.get("LARGEST_CHARGE_CENTS", "50000"))

app = Flask(__name__)


@app.get("/health")
def health():
    return jsonify(status="ok")


@app.post("/charges")
def create_charge():
    key = request.headers.get("Idempotency-Key")
    body = request.get_json(silent=True)
    amount_cents = body.get("amount_cents") if isinstance(body, dict) else None
    if key is None or not isinstance(amount_cents, int) or amount_cents < 0 or not is_uuid(body.get("order_id")):
        return jsonify(error="Expected an Idempotency-Key, an order_id and an amount_cents."), 400
    if amount_cents > LARGEST_CHARGE_CENTS:
        return jsonify(error="Refused."), 402
    return jsonify(charge_once(key, body["order_id"], amount_cents)), 201


@app.get("/charges/<uuid:order_id>")
def get_charge(order_id):
    charge = charge_of(str(order_id))
    if charge is None:
        return jsonify(error="This order was not charged."), 404
    return jsonify(charge)


def is_uuid(text):
    try:
        return str(UUID(text)) == text
    except (TypeError, ValueError, AttributeError):
        return False
