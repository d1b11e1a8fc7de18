import { describe, expect, test } from 'vitest';
import { affected, type Workspace } from './impacted.ts';

const PROJECT = (...references: readonly string[]): string =>
  `<Project Sdk="Microsoft.NET.Sdk.Web"><ItemGroup>${references.map(path => `<ProjectReference Include="${path}" />`).join('')}</ItemGroup></Project>`;

const EVENT = `namespace Shop.Messages;
public record Placed
{
    public string Card { get; set; }
    public decimal Total { get; set; }
}
public static class Hosting
{
    public static void AddShop(this Builder builder) { }
}
`;

const DOTNET: Workspace = {
  'compose.yaml': 'services:\n  basket: { build: basket }\n  orders: { build: orders }\n  stock: { build: stock }\n',
  'messages/messages.csproj': '<Project Sdk="Microsoft.NET.Sdk"></Project>',
  'messages/Placed.cs': EVENT,
  'basket/basket.csproj': PROJECT('../messages/messages.csproj'),
  'basket/Program.cs': 'using Shop.Messages;\nbuilder.AddShop();\nvar app = builder.Build();\napp.Run();\n',
  'basket/Out.cs': 'using Shop.Messages;\nclass Out {\n  Placed Make() => new Placed { Total = 3 };\n}\n',
  'orders/orders.csproj': PROJECT('../messages/messages.csproj'),
  'orders/Program.cs': 'var app = builder.Build();\napp.Run();\n',
  'orders/In.cs': 'using Shop.Messages;\nclass In {\n  void Handle(Placed @event) {\n    Pay(@event.Card);\n  }\n}\n',
  'stock/stock.csproj': PROJECT(),
  'stock/Program.cs': 'var app = builder.Build();\napp.Run();\n',
};

describe('classes of a project that several services reference', () => {
  test.each([
    [
      'a property that one reads',
      '    public string Card { get; set; }\n',
      '',
      ['broken orders orders/In.cs:4', 'at-risk basket basket/Out.cs:3'],
    ],
    ['a property that one sets', 'decimal Total', 'decimal Sum', ['broken basket basket/Out.cs:3', 'at-risk orders orders/In.cs:3']],
    ['the class', 'record Placed', 'record Ordered', ['broken basket basket/Out.cs:3', 'broken orders orders/In.cs:3']],
    ['a function that extends what it is given', 'AddShop(', 'UseShop(', ['broken basket basket/Program.cs:2', 'rebuilt orders']],
    [
      'nothing but a new property',
      '    public decimal Total',
      '    public string? Note { get; set; }\n    public decimal Total',
      ['rebuilt basket', 'rebuilt orders'],
    ],
    ['a comment', 'public record Placed', '/// Somebody ordered.\npublic record Placed', []],
  ])('%s changes: whoever uses it breaks, and who only knows the class is at risk', async (_, from, to, expected) => {
    expect(await affected(DOTNET, { 'messages/Placed.cs': EVENT.replace(from, to) })).toEqual(expected);
  });
});

const MONEY =
  'package shop.common;\n\npublic class Money {\n  private int cents;\n  public boolean isAtLeast(Money other) { return true; }\n  public static Money of(String text) { return null; }\n}\n';

const JAVA: Workspace = {
  'compose.yaml': 'services:\n  orders: { build: orders }\n  bills: { build: bills }\n',
  'common/build.gradle': '',
  'common/src/main/java/shop/common/Money.java': MONEY,
  'orders/build.gradle': 'dependencies { compile project(":common") }',
  'orders/src/main/java/shop/orders/Orders.java': `package shop.orders;

import shop.common.Money;

public class Orders {
  boolean isOpen(Money total) {
    return total.isAtLeast(null);
  }
}
`,
  'bills/build.gradle': 'dependencies { compile project(":common") }',
  'bills/src/main/java/shop/bills/Bills.java':
    'package shop.bills;\n\nimport shop.common.*;\n\npublic class Bills {\n  Object first = Money.of("1");\n}\n',
};

describe('classes of a package that several services import', () => {
  test.each([
    ['a method of what a variable holds', 'isAtLeast', 'covers', 'broken orders orders/src/main/java/shop/orders/Orders.java:7'],
    ['a method of the class itself', 'Money of(', 'Money parse(', 'broken bills bills/src/main/java/shop/bills/Bills.java:6'],
    ['what a method asks for', 'of(String text)', 'of(String text, int scale)', 'broken bills bills/src/main/java/shop/bills/Bills.java:6'],
  ])('%s changes: its callers break', async (_, from, to, first) => {
    expect((await affected(JAVA, { 'common/src/main/java/shop/common/Money.java': MONEY.replace(from, to) }))[0]).toBe(first);
  });
});

test('what is private is nobody’s business', async () => {
  expect(await affected(JAVA, { 'common/src/main/java/shop/common/Money.java': MONEY.replace('int cents', 'long amount') })).toEqual([]);
});

const CLIENTS = 'package clients\n\ntype Order struct {\n\tTotal int\n}\n\nfunc NewOrders() *Order {\n\treturn nil\n}\n';

const GO: Workspace = {
  'go.mod': 'module example.com/shop\n',
  'compose.yaml': 'services:\n  orders: { build: { context: ., dockerfile: cmd/orders/Dockerfile } }\n',
  'cmd/orders/Dockerfile': 'FROM golang\nCOPY . .\nRUN go build ./cmd/orders\n',
  'clients/clients.go': CLIENTS,
  'cmd/orders/main.go':
    'package main\n\nimport "example.com/shop/clients"\n\nfunc main() {\n\tshow(clients.NewOrders())\n}\n\nfunc show(order *clients.Order) {\n\tprintln(order.Total)\n}\n',
};

test.each([
  ['NewOrders', 'DialOrders', 'broken orders cmd/orders/main.go:6'],
  ['Total int', 'Sum int', 'broken orders cmd/orders/main.go:10'],
])('what a Go package offers is used by its path: %s', async (from, to, expected) => {
  expect(await affected(GO, { 'clients/clients.go': CLIENTS.replace(from, to) })).toEqual([expected]);
});

const TOTALS = 'def total(lines):\n    return 0\n\n\nclass Order:\n    sum: int = 0\n';

const PYTHON: Workspace = {
  'compose.yaml': 'services:\n  orders: { build: { context: ., dockerfile: orders/Dockerfile } }\n',
  'orders/Dockerfile': 'FROM python\nCOPY . .\nCMD ["python", "orders/app.py"]\n',
  'common/__init__.py': '',
  'common/totals.py': TOTALS,
  'orders/requirements.txt': 'flask\n',
  'orders/app.py':
    'from flask import Flask\nfrom common.totals import total, Order\n\napp = Flask(__name__)\n\ndef show(order: Order):\n    print(order.sum, total([]))\n',
};

test.each([
  ['def total', 'def add_up', 'broken orders orders/app.py:2'],
  ['sum: int', 'amount: int', 'broken orders orders/app.py:7'],
])('what a module of Python offers is used where it is imported: %s', async (from, to, expected) => {
  expect(await affected(PYTHON, { 'common/totals.py': TOTALS.replace(from, to) })).toEqual([expected]);
});
