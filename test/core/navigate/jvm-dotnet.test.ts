import { expect, test } from 'vitest';
import { jumps, type Texts } from './jump.ts';

/** Messages, requests and rpcs, as frameworks of the JVM and of .NET write them. */
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
];

for (const { rule, files, what, leads } of JUMPS) test(rule, () => expect(jumps(files, what)).toEqual(leads));
