import { describe, expect, test } from 'vitest';
import { affected, type Workspace } from './impacted.ts';

const SPEC = `openapi: 3.0.3
info: { title: Payments, version: 1.2.0 }
paths:
  /charges:
    post:
      operationId: charge
      responses:
        '200':
          description: Charged.
          content: { application/json: { schema: { type: object, properties: { charges: { type: array, items: { $ref: '#/components/schemas/Charge' } } } } } }
components:
  schemas:
    Charge:
      type: object
      required: [receipt, total]
      properties:
        receipt: { type: integer }
        total: { type: integer }
        until: { type: string }
`;

const asking = (files: Workspace): Workspace => ({
  'compose.yaml':
    "services:\n  orders:\n    build: orders\n    environment: { PAYMENTS_URL: 'http://payments:8080' }\n  payments:\n    build: payments\n",
  'payments/package.json': '{ "name": "payments", "scripts": { "start": "node index.js" } }',
  'payments/index.js':
    "const app = require('express')();\napp.post('/charges', (req, res) => res.json({ charges: [] }));\napp.listen(8080);\n",
  'payments/openapi.yaml': SPEC,
  ...files,
});

const JAVA: Workspace = {
  'orders/pom.xml': '<project><artifactId>orders</artifactId></project>',
  'orders/src/main/java/Charge.java':
    'public class Charge {\n  private int receipt;\n  private int total;\n  public int getReceipt() { return receipt; }\n}\n',
  'orders/src/main/java/Client.java':
    'class Client {\n  RestTemplate rest;\n  Charges charges() { return rest.postForObject("http://payments:8080/charges", null, Charges.class); }\n}\n',
};

const GO: Workspace = {
  'orders/go.mod': 'module example.com/orders\n',
  'orders/main.go':
    'package main\nimport "net/http"\ntype Charge struct {\n  Receipt int `json:"receipt"`\n  Total int `json:"total"`\n}\nfunc ask() []Charge {\n  res, _ := http.Post("http://payments:8080/charges", "application/json", nil)\n  return decode(res)\n}\n',
};

const PYTHON: Workspace = {
  'orders/requirements.txt': 'requests\npydantic\n',
  'orders/main.py':
    'import requests\nfrom pydantic import BaseModel\nclass Charge(BaseModel):\n    receipt: int\n    total: int\n\ndef ask():\n    return requests.post("http://payments:8080/charges")\n',
};

const WITHOUT_RECEIPT = SPEC.replace('[receipt, total]', '[total]').replace('        receipt: { type: integer }\n', '');
const WITHOUT_UNTIL = SPEC.replace('        until: { type: string }\n', '');

describe("a caller's type that is made after a schema reads what it holds", () => {
  test.each<readonly [language: string, files: Workspace, read: string, asked: string]>([
    ['a class of Java', JAVA, 'orders/src/main/java/Charge.java:2', 'orders/src/main/java/Client.java:3'],
    ['a struct of Go', GO, 'orders/main.go:4', 'orders/main.go:8'],
    ['a model of Pydantic', PYTHON, 'orders/main.py:4', 'orders/main.py:8'],
  ])('%s', async (_, files, read, asked) => {
    const workspace = asking(files);
    expect(await affected(workspace, { 'payments/openapi.yaml': WITHOUT_RECEIPT })).toEqual([`broken orders ${read}`]);
    expect(await affected(workspace, { 'payments/openapi.yaml': WITHOUT_UNTIL })).toEqual([`at-risk orders ${asked}`]);
  });
});
