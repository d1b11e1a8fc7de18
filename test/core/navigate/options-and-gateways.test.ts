import { expect, test } from 'vitest';
import { jumps, type Texts } from './jump.ts';

const TWO = { 'compose.yaml': 'services:\n  shop: { build: shop }\n  stock: { build: stock }\n' };

const SETTINGS = '{ "Remote": { "StockUrl": "http://stock" }, "Till": "open" }';
const PROGRAM = 'var builder = WebApplication.CreateBuilder(args);\n';
const ORDERS =
  'public class Orders(IOptions<RemoteOptions> options)\n{\n  public Task Get() => _http.GetAsync(options.Value.StockUrl + "/items/1");\n}\n';
const TAKEN = 'public Task Get() => _http.GetAsync(options.Value.StockUrl + "/items/1");';
const FILLED = `${PROGRAM}builder.Services.Configure<RemoteOptions>(builder.Configuration.GetSection("Remote"));\n`;
const ITEMS =
  '[Route("api/v{version:apiVersion}/items")]\npublic class ItemsController\n{\n  [HttpGet("{id}/parts")] public int One(int id) => 1;\n}\n';
const CATALOG =
  '@RestController\n@RequestMapping("/api/items")\nclass Items {\n  @GetMapping("/{id}")\n  Item one(@PathVariable long id) { return null; }\n  @GetMapping\n  List<Item> all() { return null; }\n}\n';
const GATEWAY =
  'spring:\n  cloud:\n    gateway:\n      routes:\n        - id: stock\n          uri: http://stock:8080\n          predicates:\n            - Path=/api/items/**\n';

interface Jump {
  readonly rule: string;
  readonly files: Texts;
  readonly leads: readonly string[];
}

const JUMPS: readonly Jump[] = [
  {
    rule: 'a key of a section leads to the code that takes the field of the class which the section fills',
    files: { ...TWO, 'shop/appsettings.json': SETTINGS.replace('Stock', 'St¦ock'), 'shop/Program.cs': FILLED, 'shop/Orders.cs': ORDERS },
    leads: [`shop/Orders.cs: ${TAKEN}`],
  },
  {
    rule: 'a field that code takes leads to the key that fills it',
    files: {
      ...TWO,
      'shop/appsettings.json': SETTINGS,
      'shop/Program.cs': FILLED,
      'shop/Orders.cs': ORDERS.replace('Value.Stock', 'Value.St¦ock'),
    },
    leads: [`shop/appsettings.json: ${SETTINGS}`],
  },
  {
    rule: 'a method that people write to take options names the section',
    files: {
      ...TWO,
      'shop/appsettings.json': SETTINGS,
      'shop/Program.cs': `${PROGRAM}var remote = builder.Services.GetOptions<RemoteOptions>("Remote");\nclient.BaseAddress = new Uri(remote.Stock¦Url);\n`,
    },
    leads: [`shop/appsettings.json: ${SETTINGS}`],
  },
  {
    rule: 'the whole configuration may fill a class',
    files: {
      ...TWO,
      'shop/appsettings.json': SETTINGS.replace('Till', 'Ti¦ll'),
      'shop/Program.cs': `${PROGRAM}builder.Services.Configure<ShopSettings>(configuration);\n`,
      'shop/Till.cs': 'public class Till\n{\n  private readonly ShopSettings _settings;\n  public string State() => _settings.Till;\n}\n',
    },
    leads: ['shop/Till.cs: public string State() => _settings.Till;'],
  },
  {
    rule: 'the path of a request whose base is a field of options leads to the route of whom the key names',
    files: {
      ...TWO,
      'shop/appsettings.json': SETTINGS,
      'shop/Program.cs': FILLED,
      'shop/Orders.cs': ORDERS.replace('/items/1', '/ite¦ms/1'),
      'stock/Items.cs': '[Route("items")]\npublic class ItemsController\n{\n  [HttpGet("{id}")] public int One(int id) => 1;\n}\n',
    },
    leads: ['stock/Items.cs: [HttpGet("{id}")] public int One(int id) => 1;'],
  },
  {
    rule: 'a pattern of a gateway leads to the shortest of the routes that begin so',
    files: { ...TWO, 'shop/src/main/resources/application.yml': GATEWAY.replace('/items/', '/ite¦ms/'), 'stock/Items.java': CATALOG },
    leads: ['stock/Items.java: @GetMapping'],
  },
  {
    rule: "keys of YARP's section are written in upper and lower case, and the section under any name",
    files: {
      ...TWO,
      'shop/appsettings.json':
        '{ "proxy": { "routes": { "stock": { "clusterId": "stock", "match": { "path": "/api/it¦ems/{**rest}" } } },\n "clusters": { "stock": { "destinations": { "one": { "address": "http://stock:80" } } } } } }',
      'stock/Items.java': CATALOG,
    },
    leads: ['stock/Items.java: @GetMapping'],
  },
  {
    rule: 'the last placeholder of Ocelot stands for all that comes, and a version is one for what the route calls a version',
    files: {
      ...TWO,
      'shop/ocelot.json':
        '{ "Routes": [{ "DownstreamPathTemplate": "/api/v{version}/it¦ems/{everything}", "UpstreamPathTemplate": "/items/{everything}",\n "DownstreamHostAndPorts": [{ "Host": "stock", "Port": 80 }] }] }',
      'stock/Items.cs': ITEMS,
    },
    leads: ['stock/Items.cs: [HttpGet("{id}/parts")] public int One(int id) => 1;'],
  },
  {
    rule: 'an interface with nothing but exchanges is a client',
    files: {
      ...TWO,
      'shop/Catalog.java':
        'import org.springframework.web.service.annotation.GetExchange;\ninterface Catalog {\n  @GetExchange("/stock/api/it¦ems/{id}")\n  Item one(long id);\n}\n',
      'stock/Items.java': CATALOG,
    },
    leads: ['stock/Items.java: @GetMapping("/{id}")'],
  },
  {
    rule: 'a message may carry its topic in a header',
    files: {
      ...TWO,
      'shop/Sender.java':
        'import static org.springframework.kafka.support.KafkaHeaders.TOPIC;\nclass Sender {\n  KafkaTemplate<String, Order> kafka;\n  void send(Order order) { kafka.send(MessageBuilder.withPayload(order).setHeader(TOPIC, "ord¦ers").build()); }\n}\n',
      'stock/Taker.java': 'class Taker {\n  @KafkaListener(topics = "orders")\n  void take(Order order) {}\n}\n',
    },
    leads: ['stock/Taker.java: @KafkaListener(topics = "orders")'],
  },
  {
    rule: 'a pod of a stateful set is named below its Service',
    files: {
      'k8s/shop.yaml':
        'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: shop }\nspec:\n  template:\n    spec:\n      containers:\n        - name: shop\n          image: acme/shop\n          env:\n            - { name: DB, value: "jdbc:postgresql://db-0.d¦b.default.svc.cluster.local:5432/shop" }\n',
      'k8s/db.yaml':
        'apiVersion: v1\nkind: Service\nmetadata: { name: db }\nspec:\n  selector: { app: db }\n  ports: [{ port: 5432 }]\n---\napiVersion: apps/v1\nkind: StatefulSet\nmetadata: { name: db }\nspec:\n  template:\n    metadata: { labels: { app: db } }\n    spec:\n      containers: [{ name: db, image: postgres }]\n',
    },
    leads: ['k8s/db.yaml: metadata: { name: db }'],
  },
];

test.each(JUMPS)('$rule', ({ files, leads }) => {
  expect(jumps(files)).toEqual(leads);
});
