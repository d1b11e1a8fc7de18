import { expect, test } from 'vitest';
import { affected, type Workspace } from './impacted.ts';

const PLACED =
  'package shop.orders;\n\npublic class Placed {\n  private String buyer;\n  private int total;\n  public String getBuyer() { return buyer; }\n  public int getTotal() { return total; }\n}\n';

const WORKSPACE: Workspace = {
  'compose.yaml': `services:
  orders: { build: orders }
  bills:
    build: bills
    environment: { ORDERS_URL: 'http://orders:8080' }
  stock: { build: stock }
`,
  'orders/pom.xml': '<project><artifactId>orders</artifactId></project>',
  'orders/src/main/java/shop/orders/Placed.java': PLACED,
  'orders/src/main/java/shop/orders/Api.java':
    'package shop.orders;\n\n@RestController\npublic class Api {\n  @GetMapping("/placed")\n  public Placed last() { return new Placed(); }\n}\n',
  'bills/pom.xml': '<project><artifactId>bills</artifactId></project>',
  'bills/src/main/java/shop/bills/Placed.java': PLACED.replace('shop.orders', 'shop.bills'),
  'bills/src/main/java/shop/bills/Bills.java': `package shop.bills;

public class Bills {
  int due() {
    Placed placed = new RestTemplate().getForObject(System.getenv("ORDERS_URL") + "/placed", Placed.class);
    return placed.getTotal();
  }
}
`,
  'stock/pom.xml': '<project><artifactId>stock</artifactId></project>',
  'stock/src/main/java/shop/stock/Placed.java': PLACED.replace('shop.orders', 'shop.stock'),
  'stock/src/main/java/shop/stock/Stock.java':
    'package shop.stock;\n\npublic class Stock {\n  int left(Placed placed) { return placed.getTotal(); }\n}\n',
};

test.each([
  [
    'what it reads is gone',
    'private int total;\n  public String getBuyer() { return buyer; }\n  public int getTotal() { return total; }',
    'public String getBuyer() { return buyer; }',
    'broken bills bills/src/main/java/shop/bills/Bills.java:6',
  ],
  [
    'what it reads is written under another name',
    'private int total',
    '@JsonProperty("sum")\n  private int total',
    'broken bills bills/src/main/java/shop/bills/Bills.java:6',
  ],
  ['something new is written', 'private int total', 'private String note;\n  private int total', undefined],
])('who reads its own copy of a class that a service answers with: %s', async (_, from, to, expected) => {
  const [first, ...others] = await affected(WORKSPACE, { 'orders/src/main/java/shop/orders/Placed.java': PLACED.replace(from, to) });
  expect([first, others.filter(line => line.includes('stock'))]).toEqual([expected, []]);
});

const EVENT = (name: string, space: string): string => `namespace ${space};
public class ${name} : Event
{
    public readonly string Buyer;
    public readonly int Total;
}
`;

const SHARED: Workspace = {
  'compose.yaml': `services:
  orders: { build: orders, depends_on: [broker] }
  bills: { build: bills, depends_on: [broker] }
  stock: { build: stock }
  broker: { image: 'rabbitmq:3' }
`,
  'orders/orders.csproj': '<Project Sdk="Microsoft.NET.Sdk.Web"></Project>',
  'orders/Program.cs': 'var builder = WebApplication.CreateBuilder(args);\nbuilder.Build().Run();\n',
  'orders/Events/OrderPlaced.cs': EVENT('OrderPlaced', 'Orders'),
  'orders/Place.cs': 'namespace Orders;\npublic class Place\n{\n    public void Do() { bus.Send(new OrderPlaced()); }\n}\n',
  'bills/bills.csproj': '<Project Sdk="Microsoft.NET.Sdk.Web"></Project>',
  'bills/Program.cs': 'var builder = WebApplication.CreateBuilder(args);\nbuilder.Build().Run();\n',
  'bills/Events/OrderPlaced.cs': EVENT('OrderPlaced', 'Bills'),
  'bills/Worker.cs': `namespace Bills;
public class Worker
{
    public void Take(string type, JObject message)
    {
        switch (type)
        {
            case "OrderPlaced": Bill(message.ToObject<OrderPlaced>()); break;
        }
    }
    private void Bill(OrderPlaced placed) { Write(placed.Total); }
}
`,
  'stock/stock.csproj': '<Project Sdk="Microsoft.NET.Sdk.Web"></Project>',
  'stock/Program.cs': 'var builder = WebApplication.CreateBuilder(args);\nbuilder.Build().Run();\n',
  'stock/Events/OrderPlaced.cs': EVENT('OrderPlaced', 'Stock'),
};

test.each([
  [
    'a field of it is gone',
    { 'orders/Events/OrderPlaced.cs': EVENT('OrderPlaced', 'Orders').replace('Total', 'Sum') },
    'broken bills bills/Worker.cs:11',
  ],
  [
    'it goes by another name',
    {
      'orders/Events/OrderPlaced.cs': EVENT('OrderMade', 'Orders'),
      'orders/Place.cs': SHARED['orders/Place.cs']!.replace('OrderPlaced', 'OrderMade'),
    },
    'broken bills bills/Worker.cs:8',
  ],
  [
    'a field is new',
    { 'orders/Events/OrderPlaced.cs': EVENT('OrderPlaced', 'Orders').replace('int Total;', 'int Total;\n    public int Tax;') },
    undefined,
  ],
])('who takes a message of its own copy from the broker that both talk to: %s', async (_, edits, expected) => {
  const [first] = (await affected(SHARED, edits)).filter(line => line.startsWith('broken'));
  expect(first).toBe(expected);
});
