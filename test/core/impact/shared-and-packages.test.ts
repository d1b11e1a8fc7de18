import { describe, expect, test } from 'vitest';
import { affected, type Workspace } from './impacted.ts';

const ENTITY = (field: string): string =>
  `package shop.order;\nclass Order {\n  private long id;\n  private String ${field};\n  public String getAddress() { return ${field}; }\n}\n`;

const KAFKA: Workspace = {
  'compose.yaml':
    'services:\n  order: { build: order }\n  shipping: { build: shipping }\n  audit: { build: audit }\n  kafka: { image: kafka }\n',
  'order/pom.xml': '<project><artifactId>order</artifactId></project>',
  'order/src/main/java/shop/order/Order.java': ENTITY('address'),
  'order/src/main/java/shop/order/Orders.java':
    'package shop.order;\nimport org.springframework.kafka.core.KafkaTemplate;\nclass Orders {\n  KafkaTemplate<String, Order> kafka;\n  void placed(Order order) { kafka.send("orders", order); }\n}\n',
  ...listener('shipping', '  void ship(Order order) { print(order.getAddress()); }\n'),
  ...listener('audit', ''),
};

function listener(name: string, use: string): Workspace {
  return {
    [`${name}/pom.xml`]: `<project><artifactId>${name}</artifactId></project>`,
    [`${name}/src/main/java/shop/${name}/Order.java`]: `package shop.${name};\nclass Order {\n  long id;\n  String address;\n}\n`,
    [`${name}/src/main/java/shop/${name}/Listener.java`]: `package shop.${name};\nimport org.springframework.kafka.annotation.KafkaListener;\nclass Listener {\n  @KafkaListener(topics = "orders")\n  void on(Order order) { ship(order); }\n${use}}\n`,
  };
}

test('a class that only its own package names is part of what is sent; who hands it on without a look at the field is at risk', async () => {
  expect(
    await affected(KAFKA, { 'order/src/main/java/shop/order/Order.java': ENTITY('street').replaceAll('getAddress', 'getStreet') }),
  ).toEqual([
    'broken shipping shipping/src/main/java/shop/shipping/Listener.java:6',
    'at-risk audit audit/src/main/java/shop/audit/Order.java:4',
  ]);
});

const PORT = (port: number): string =>
  `apiVersion: v1\nkind: Service\nmetadata: { name: orders }\nspec:\n  selector: { app: orders }\n  ports: [{ port: ${port}, targetPort: 3002 }]\n`;
const ORDERS =
  'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  template:\n    metadata: { labels: { app: orders } }\n    spec: { containers: [{ name: orders, image: orders }] }\n---\n';
const WEB =
  'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec:\n  template:\n    metadata: { labels: { app: web } }\n    spec: { containers: [{ name: web, image: web }] }\n---\n';

describe('two files of one folder may each publish a Service of one name', () => {
  const workspace: Workspace = {
    'all.yaml': `${WEB}${ORDERS}${PORT(3002)}`,
    'quick.yaml': `${ORDERS}${PORT(3002)}`,
    'web/package.json': '{"name":"web"}',
    'web/index.js': "fetch('http://orders:3002/all');\n",
  };
  test('a port that one of them gives up is lost where that one is applied', async () => {
    expect(await affected(workspace, { 'quick.yaml': `${ORDERS}${PORT(3003)}` })).toEqual(['broken web web/index.js:1']);
  });
  test('another port beside it changes nothing', async () => {
    const more = PORT(3002).replace('[{', '[{ name: other, port: 9, targetPort: 9 }, {');
    expect(await affected(workspace, { 'quick.yaml': `${ORDERS}${more}` })).toEqual([]);
  });
});

const CLIENT =
  'namespace Shared;\npublic class OrdersClient(HttpClient http)\n{\n    public Task All() => http.GetAsync("/orders/all");\n}\n';
const PROGRAM = (body: string): string =>
  `using Shared;\nvar builder = WebApplication.CreateBuilder(args);\n${body}builder.Build().Run();\n`;
const PROJECT =
  '<Project Sdk="Microsoft.NET.Sdk.Web"><ItemGroup><ProjectReference Include="../Shared/Shared.csproj" /></ItemGroup></Project>';
const SERVER = (path: string): string => `const app = require('express')();\napp.get('${path}', all);\napp.listen(80);\n`;

test('a shared class asks only for those whose own code names it', async () => {
  const workspace: Workspace = {
    'compose.yaml': 'services:\n  orders: { build: orders }\n  web: { build: Web }\n  admin: { build: Admin }\n',
    'orders/package.json': '{"name":"orders"}',
    'orders/index.js': SERVER('/orders/all'),
    'Shared/Shared.csproj': '<Project Sdk="Microsoft.NET.Sdk"></Project>',
    'Shared/OrdersClient.cs': CLIENT,
    'Web/Web.csproj': PROJECT,
    'Web/Program.cs': PROGRAM('builder.Services.AddHttpClient<OrdersClient>(c => c.BaseAddress = new Uri("http://orders"));\n'),
    'Admin/Admin.csproj': PROJECT,
    'Admin/Program.cs': PROGRAM('builder.Services.AddHttpClient("x", c => c.BaseAddress = new Uri("http://orders"));\n'),
  };
  expect(await affected(workspace, { 'orders/index.js': SERVER('/orders/every') })).toEqual(['broken web Shared/OrdersClient.cs:4']);
});

test('a request through the sidecar of Dapr asks the application that its path names', async () => {
  const workspace: Workspace = {
    'compose.yaml': 'services:\n  products: { build: products }\n  web: { build: web }\n',
    'products/package.json': '{"name":"products"}',
    'products/index.js': SERVER('/get/:id'),
    'web/package.json': '{"name":"web"}',
    'web/index.js': 'require("express")();\nexport const one = id => call(`v1.0/invoke/products/method/get/${id}`);\n',
  };
  expect(await affected(workspace, { 'products/index.js': SERVER('/item/:id') })).toEqual(['broken web web/index.js:2']);
});
