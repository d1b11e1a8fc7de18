import { expect, test } from 'vitest';
import { jumps, type Texts } from './jump.ts';

interface Jump {
  readonly rule: string;
  readonly files: Texts;
  readonly what?: 'references';
  readonly leads: readonly string[];
}

const TWO = { 'compose.yaml': 'services:\n  shop: { build: shop }\n  stock: { build: stock }\n' };

const HANDLER =
  'public class ReserveStock : IConsumer<OrderPlaced>\n{\n  public Task Consume(ConsumeContext<OrderPlaced> context) => null;\n}\n';
const MAKER = 'public class Checkout\n{\n  public async Task Pay() { await _outbox.Store(new OrderPlaced(1)); }\n}\n';

const RESOURCE =
  'package stock;\npublic class StockResource implements shop.api.ItemsResource {\n  public Item itemById(long id) { return null; }\n}\n';
const OPENAPI =
  'openapi: 3.0.0\ninfo: { title: Stock, version: "1" }\npaths:\n  /items/{id}:\n    get:\n      summary: One\n      operationId: itemById\n';
const CLIENT =
  'import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;\n@Path("/items")\n@RegisterRestClient(baseUri = "http://stock:8080")\ninterface Items {\n  @GET\n  @Path("/{id}")\n  Item one(long id);\n}\n';

const VALUES = 'rabbit:\n  exchange: orders\n  host: broker\n';
const READS = '@Component\nclass Rabbit {\n  @Value("${rabbit.exchange}")\n  private String name;\n}\n';

const PROTO = 'syntax = "proto3";\nservice Places {\n  rpc Random(Empty) returns (Place);\n  rpc Hello(Empty) returns (Place);\n}\n';
const GRPC =
  'import io.quarkus.grpc.GrpcClient;\nclass PlaceClient {\n  private final Places placesClient;\n  private final HeroClient heroes;\n  PlaceClient(@GrpcClient("places") Places places) { this.placesClient = places; }\n  void go() { placesClient.random(null); }\n  void greet() { heroes.hello(); }\n}\n';
const SERVER =
  'import io.quarkus.grpc.GrpcService;\n@GrpcService\nclass PlaceService extends PlacesGrpc.PlacesImplBase {\n  public void random(Empty request, StreamObserver<Place> observer) {}\n}\n';

const JUMPS: readonly Jump[] = [
  {
    rule: 'a message that is made leads to who takes its class in another service, whatever carries it',
    files: { ...TWO, 'shop/Checkout.cs': MAKER.replace('OrderPlaced', 'Order¦Placed'), 'stock/ReserveStock.cs': HANDLER },
    what: 'references',
    leads: ['stock/ReserveStock.cs: public class ReserveStock : IConsumer<OrderPlaced>'],
  },
  {
    rule: 'who takes a class of messages is led to where one is made',
    files: { ...TWO, 'shop/Checkout.cs': MAKER, 'stock/ReserveStock.cs': HANDLER.replace('OrderPlaced', 'Order¦Placed') },
    what: 'references',
    leads: ['shop/Checkout.cs: public async Task Pay() { await _outbox.Store(new OrderPlaced(1)); }'],
  },
  {
    rule: 'a method with an annotation of a framework takes the class of its first parameter',
    files: {
      ...TWO,
      'shop/Order.kt': 'class Order {\n  fun place() { apply(Order¦PlacedEvent(1)) }\n}\n',
      'stock/Handler.kt': 'class Handler {\n  @EventHandler\n  fun on(event: OrderPlacedEvent) {}\n}\n',
    },
    what: 'references',
    leads: ['stock/Handler.kt: fun on(event: OrderPlacedEvent) {}'],
  },
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
    rule: 'a route in an attribute of its own leads to its callers as the one above it does',
    files: {
      ...TWO,
      'stock/ItemsController.cs':
        '[Route("/items")]\npublic class ItemsController : ControllerBase {\n  [HttpPut]\n  [Route("{id}/¦count")]\n  public void Count(int id) { }\n}\n',
      'shop/Client.cs': 'class Client { void Go(HttpClient client) {\n  client.PutAsync("http://stock:80/items/1/count", null);\n} }\n',
    },
    what: 'references',
    leads: ['shop/Client.cs: client.PutAsync("http://stock:80/items/1/count", null);'],
  },
  {
    rule: 'a topic that is called as a service is still a topic',
    files: {
      'compose.yaml': 'services:\n  stock: { build: stock }\n  shop: { build: shop }\n',
      'shop/Sender.java': 'class Sender {\n  KafkaTemplate<String, Order> template;\n  void go() { template.send("shop", order); }\n}\n',
      'stock/Receiver.java': 'class Receiver {\n  @KafkaListener(topics = "sh¦op")\n  void on(Order order) {}\n}\n',
    },
    what: 'references',
    leads: ['shop/Sender.java: void go() { template.send("shop", order); }'],
  },
  {
    rule: 'a channel that a constructor is given leads to who listens to its topic',
    files: {
      ...TWO,
      'shop/Sender.java':
        'import org.eclipse.microprofile.reactive.messaging.Channel;\nclass Sender {\n  Sender(@Channel("pla¦ced") Emitter<Order> emitter) {}\n}\n',
      'stock/Receiver.java':
        'import org.eclipse.microprofile.reactive.messaging.Incoming;\nclass Receiver {\n  @Incoming("placed")\n  void on(Order order) {}\n}\n',
    },
    what: 'references',
    leads: ['stock/Receiver.java: @Incoming("placed")'],
  },
  {
    rule: 'a request leads to the method of a generated base where only the contract has the path',
    files: {
      ...TWO,
      'stock/openapi.yaml': OPENAPI,
      'stock/StockResource.java': RESOURCE,
      'shop/Items.java': CLIENT.replace('@Path("/{id}")', '@Path("/{i¦d}")'),
    },
    leads: ['stock/StockResource.java: public Item itemById(long id) { return null; }'],
  },
  {
    rule: 'the id of an operation leads to the requests that fit its route',
    files: {
      ...TWO,
      'stock/openapi.yaml': OPENAPI.replace('itemById', 'item¦ById'),
      'stock/StockResource.java': RESOURCE,
      'shop/Items.java': CLIENT,
    },
    what: 'references',
    leads: ['stock/StockResource.java: public Item itemById(long id) { return null; }', 'shop/Items.java: @GET'],
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
    rule: 'a file that holds nothing but routes of Ktor serves them',
    files: {
      ...TWO,
      'stock/Routes.kt':
        'import io.ktor.server.routing.*\nfun Application.main() {\n  routing {\n    get("/items/{id}") { call.respond(1) }\n  }\n}\n',
      'shop/Client.kt':
        'import io.ktor.client.*\nclass Client {\n  val client = HttpClient()\n  suspend fun one(id: Int) = client.get("http://stock/it¦ems/$id")\n}\n',
    },
    leads: ['stock/Routes.kt: get("/items/{id}") { call.respond(1) }'],
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
    rule: 'an interface that is called as the service is its stub, and a client of somebody else is not',
    files: {
      ...TWO,
      'stock/places.proto': PROTO,
      'stock/PlaceService.java': SERVER,
      'shop/PlaceClient.java': GRPC.replace('.random', '.ran¦dom'),
    },
    leads: ['stock/PlaceService.java: public void random(Empty request, StreamObserver<Place> observer) {}'],
  },
  {
    rule: 'a method of the same name on a client of somebody else is no call of the rpc',
    files: {
      ...TWO,
      'stock/places.proto': PROTO.replace('Hello', 'He¦llo'),
      'stock/PlaceService.java': SERVER,
      'shop/PlaceClient.java': GRPC,
    },
    what: 'references',
    leads: ['stock/PlaceService.java: @GrpcService'],
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
    rule: 'integration tests beside the sources are tests',
    files: {
      ...TWO,
      'shop/src/main/resources/application.yml': 'rabbit:\n  exchange: orders\n',
      'shop/src/it/resources/application.yml': 'rabbit:\n  exchange: orders-it\n',
      'shop/Rabbit.java': READS.replace('exchange', 'exch¦ange'),
    },
    leads: ['shop/src/main/resources/application.yml: exchange: orders'],
  },
  {
    rule: 'a message that a module of nobody makes counts',
    files: {
      ...TWO,
      'orders/src/Order.java': 'class Order {\n  void place() { apply(new OrderPlacedEvent(1)); }\n}\n',
      'stock/Handler.java': 'class Handler {\n  @EventHandler\n  void on(DomainEventEnvelope<Order¦PlacedEvent> event) {}\n}\n',
    },
    what: 'references',
    leads: ['orders/src/Order.java: void place() { apply(new OrderPlacedEvent(1)); }'],
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
