import { expect, test } from 'vitest';
import { jumps, type Texts } from './jump.ts';

/** Settings, hosts and tables, as programs of the JVM and of .NET write them. */
interface Jump {
  readonly rule: string;
  readonly files: Texts;
  readonly what?: 'references';
  readonly leads: readonly string[];
}

const TWO = { 'compose.yaml': 'services:\n  shop: { build: shop }\n  stock: { build: stock }\n' };

const VALUES = 'rabbit:\n  exchange: orders\n  host: broker\n';
const READS = '@Component\nclass Rabbit {\n  @Value("${rabbit.exchange}")\n  private String name;\n}\n';

const JUMPS: readonly Jump[] = [
  {
    rule: 'a key that stands alone in a tree of settings leads to who reads it by its whole name',
    files: { ...TWO, 'shop/src/main/resources/application.yml': VALUES.replace('exchange', 'exch¦ange'), 'shop/Rabbit.java': READS },
    leads: ['shop/Rabbit.java: @Value("${rabbit.exchange}")'],
  },
  {
    rule: 'a connection string is found by its own key from where code asks for it',
    files: {
      ...TWO,
      'shop/appsettings.json': '{ "ConnectionStrings": {\n  "Orders": "Host=db;Database=orders" } }',
      'shop/Program.cs': 'var text = builder.Configuration.GetConnectionString("Or¦ders");\n',
    },
    leads: ['shop/appsettings.json: "Orders": "Host=db;Database=orders" } }'],
  },
  {
    rule: 'a feature flag leads to the code that asks whether it is on',
    files: {
      'compose.yaml': 'services:\n  shop:\n    build: shop\n    environment:\n      Feature¦Management__Gifts: "true"\n',
      'shop/Gifts.cs': 'class Gifts { async Task Go(IConfiguration c) {\n  if (await _featureManager.IsEnabledAsync("Gifts")) { }\n} }\n',
    },
    leads: ['shop/Gifts.cs: if (await _featureManager.IsEnabledAsync("Gifts")) { }'],
  },
  {
    rule: 'the path that a gateway asks behind it leads to the route there',
    files: {
      'compose.yaml': 'services:\n  gateway: { build: gateway }\n  stock: { build: stock }\n',
      'gateway/Program.cs': 'builder.Services.AddOcelot(builder.Configuration);\n',
      'gateway/ocelot.json':
        '{ "Routes": [ {\n  "DownstreamPathTemplate": "/api/it¦ems/{id}",\n  "DownstreamHostAndPorts": [ { "Host": "stock", "Port": 80 } ],\n  "UpstreamHttpMethod": [ "Get" ] } ] }',
      'stock/ItemsController.cs':
        '[Route("api/[controller]")]\npublic class ItemsController : ControllerBase {\n  [HttpGet("{id}")]\n  public Item One(int id) => null;\n}\n',
    },
    leads: ['stock/ItemsController.cs: [HttpGet("{id}")]'],
  },
  {
    rule: 'an entity without a name is kept in the table of its own',
    files: {
      ...TWO,
      'shop/OrderItem.java': 'import jakarta.persistence.Entity;\n@Entity\npublic class OrderItem {\n  private Long id;\n}\n',
      'shop/db/V1.sql': 'CREATE TABLE order_it¦em (\n  id int\n);\n',
    },
    what: 'references',
    leads: ['shop/OrderItem.java: public class OrderItem {'],
  },
  {
    rule: 'a set of a database context is a table, and a statement leads to it',
    files: {
      ...TWO,
      'shop/ShopContext.cs': 'public class ShopContext : DbContext {\n  public DbSet<Order> Orders { get; set; }\n}\n',
      'shop/Report.cs': 'class Report { void Go() {\n  connection.Query("select * from Ord¦ers");\n} }\n',
    },
    leads: ['shop/ShopContext.cs: public DbSet<Order> Orders { get; set; }'],
  },
  {
    rule: 'a host leads to the entry of the project in which the service that names it runs',
    files: {
      'compose.yaml': 'services:\n  shop: { build: shop }\n  broker: { image: rabbitmq:3 }\n',
      'shop/dev/compose.yaml': 'services:\n  broker: { image: rabbitmq:3 }\n',
      'shop/src/main/resources/application.yml': 'spring.rabbitmq.host: bro¦ker\n',
      'shop/App.java': '@SpringBootApplication\nclass App { public static void main(String[] args) {} }\n',
    },
    leads: ['compose.yaml: broker: { image: rabbitmq:3 }'],
  },
  {
    rule: 'the name that code is registered under leads to where the application says it',
    files: {
      'stock/pom.xml': '<project><artifactId>stock</artifactId></project>',
      'stock/src/main/resources/application.yml': 'spring:\n  application:\n    name: stock-service\n',
      'stock/src/main/java/App.java': '@SpringBootApplication\nclass App { public static void main(String[] args) {} }\n',
      'shop/pom.xml': '<project><artifactId>shop</artifactId></project>',
      'shop/src/main/java/App.java':
        '@SpringBootApplication\nclass App {\n  public static void main(String[] args) { template.getForObject("http://stock¦-service/items", String.class); }\n  RestTemplate template;\n}\n',
    },
    leads: ['stock/src/main/resources/application.yml: name: stock-service'],
  },
  {
    rule: 'a setting that is read with a default and no type is read',
    files: {
      ...TWO,
      'shop/appsettings.json': '{ "Services": { "Stock": {\n  "Po¦rt": 80 } } }',
      'shop/Program.cs': 'var port = builder.Configuration.GetValue("Services:Stock:Port", 5005);\n',
    },
    leads: ['shop/Program.cs: var port = builder.Configuration.GetValue("Services:Stock:Port", 5005);'],
  },
  {
    rule: 'a script that fills a table leads to the class that is kept in it',
    files: {
      ...TWO,
      'shop/ShopContext.cs': 'public class ShopContext : DbContext {\n  public DbSet<OrderItem> OrderItems { get; set; }\n}\n',
      'shop/seed.sql': 'INSERT INTO shop.order_it¦ems (id) VALUES (1);\n',
    },
    leads: ['shop/ShopContext.cs: public DbSet<OrderItem> OrderItems { get; set; }'],
  },
  {
    rule: 'the path of a gateway of Spring leads to the route behind it',
    files: {
      'compose.yaml': 'services:\n  gateway: { build: gateway }\n  stock: { build: stock }\n',
      'gateway/App.java': '@SpringBootApplication\nclass App { public static void main(String[] args) {} }\n',
      'gateway/src/main/resources/application.yml':
        'spring:\n  cloud:\n    gateway:\n      routes:\n        - uri: http://stock:8080\n          predicates:\n            - Path=/it¦ems/{id}\n',
      'stock/Items.java': '@RestController\nclass Items {\n  @GetMapping("/items/{id}")\n  Item one(long id) { return null; }\n}\n',
    },
    leads: ['stock/Items.java: @GetMapping("/items/{id}")'],
  },
  {
    rule: 'settings of an environment speak of what its compose file declares',
    files: {
      'compose.dev.yaml': 'services:\n  db: { image: postgres:16 }\n',
      'compose.staging.yaml': 'services:\n  db: { image: postgres:16 }\n',
      'compose.yaml': 'services:\n  shop: { build: shop }\n',
      'shop/Program.cs': 'var text = builder.Configuration.GetConnectionString("Orders");\n',
      'shop/appsettings.Staging.json': '{ "ConnectionStrings": { "Orders": "Host=d¦b;Database=orders" } }',
    },
    leads: ['compose.staging.yaml: db: { image: postgres:16 }'],
  },
];

for (const { rule, files, what, leads } of JUMPS) test(rule, () => expect(jumps(files, what)).toEqual(leads));
