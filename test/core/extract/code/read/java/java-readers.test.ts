import { expect, test } from 'vitest';
import { javaModule } from '../../../../../../src/core/extract/code/parse/java.ts';
import { javaReaders } from '../../../../../../src/core/extract/code/read/java/java-readers.ts';
import { sayings } from '../said.ts';

const said = sayings(javaModule, javaReaders);

test.each([
  [
    'an injected value is a key with a fallback, and the field has it',
    'class A { @Value("${orders.url:http://orders:80}") String url; }',
    ['reads orders.url http://orders:80', 'binds A.url ${orders.url|http://orders:80}'],
  ],
  [
    'a constructor parameter is injected as a field is',
    'class A { A(@Value("${x.y}") String url) {} }',
    ['reads x.y', 'binds A.url ${x.y}'],
  ],
  ['an expression as a fallback is no fallback', 'class A { @Value("${x.y:#{null}}") String url; }', ['reads x.y', 'binds A.url ${x.y}']],
  [
    'a main class has the role that its annotation gives it',
    '@SpringBootApplication @EnableEurekaServer class A {}',
    ['starts spring-boot', 'starts eureka-server'],
  ],
  ['a client of discovery has no target', '@EnableDiscoveryClient class A {}', ['uses discovery']],
  [
    'a Feign client goes to its name',
    '@FeignClient(name = "orders", path = "/api") interface A { @GetMapping("/{id}") Order one(String id); }',
    ['uses http orders', 'uses http GET orders /api/{id}'],
  ],
  [
    'the URL of a Feign client is surer than its name',
    '@FeignClient(name = "orders", url = "${orders.url}") interface A {}',
    ['reads orders.url', 'uses http ${orders.url}'],
  ],
  [
    'a request of RestTemplate',
    'class A { RestTemplate rest; void f() { rest.getForObject("http://orders/api/" + id, Order.class); } }',
    ['uses http GET http://orders/api/<id>'],
  ],
  [
    'a variable of the method is looked through',
    'class A { RestTemplate rest; void f() { String url = "http://orders"; rest.exchange(url + "/x", HttpMethod.PUT, null, X.class); } }',
    ['uses http PUT http://orders/x'],
  ],
  [
    'a method that is given a name says whose address it looks up',
    'class A { void f() { rest.getForObject(serviceUrl("orders") + "/x", X.class); } }',
    ['uses http GET http://orders/x'],
  ],
  [
    'a getter of a known type is asked for by its type',
    'class A { Hosts hosts; void f() { rest.getForObject(hosts.getOrders(), X.class); } }',
    ['uses http GET <Hosts.getOrders>'],
  ],
  [
    'a route of the gateway',
    'import org.springframework.cloud.gateway.route.*; class A { Object f(RouteLocatorBuilder b) { return b.routes().route(r -> r.path("/a").uri("lb://orders")).build(); } }',
    ['uses http lb://orders'],
  ],
  [
    'a controller puts its prefix before each path',
    '@RestController @RequestMapping("/orders") class A { @PostMapping("/{id}") void f() {} @RequestMapping(method = RequestMethod.PUT) void g() {} }',
    ['serves POST /orders/{id}', 'serves PUT /orders'],
  ],
  ['JAX-RS has the path beside the method', '@Path("/orders") class A { @GET @Path("{id}") Order f() {} }', ['serves GET /orders/{id}']],
  [
    'an interface of a client serves nothing',
    '@RegisterRestClient(configKey = "orders") @Path("/orders") interface A { @GET List<Order> all(); }',
    [
      'uses http ${quarkus.rest-client.orders.url|${orders/mp-rest/url}}',
      'uses http GET ${quarkus.rest-client.orders.url|${orders/mp-rest/url}} /orders',
    ],
  ],
  [
    'a stub goes where its channel goes',
    'class A { void f() { var c = ManagedChannelBuilder.forAddress("stock", 9090).usePlaintext().build(); StockGrpc.newBlockingStub(c); } }',
    ['uses grpc stock:9090', 'calls Stock stock:9090'],
  ],
  ['a service base is served', 'class A extends StockGrpc.StockImplBase {}', ['serves Stock']],
  [
    'an injected stub goes to the name of its channel',
    'class A { @GrpcClient("stock") StockGrpc.StockBlockingStub stub; }',
    ['calls Stock ${grpc.client.stock.address|stock}'],
  ],
  [
    'the text of a connection names the engine',
    'class A { void f() { DriverManager.getConnection("jdbc:postgresql://db:5432/x", u, p); } }',
    ['uses postgres jdbc:postgresql://db:5432/x'],
  ],
  ['a repository is a store without an address', 'interface A extends JpaRepository<Order, Long> {}', ['uses jdbc']],
  ['a plain repository does not tell its store', 'interface A extends CrudRepository<Order, Long> {}', []],
  [
    'Kafka sends through a template',
    'class A { KafkaTemplate<String, Order> kafka; void f() { kafka.send("orders", order); } }',
    ['uses kafka', 'publishes kafka orders'],
  ],
  [
    'listeners may have several topics',
    'class A { @KafkaListener(topics = {"a", "${t.b}"}) void f() {} }',
    ['reads t.b', 'subscribes kafka a', 'subscribes kafka ${t.b}'],
  ],
  [
    'an interface that Micronaut makes into a sender publishes, a listener subscribes',
    'import io.micronaut.configuration.kafka.annotation.*; @KafkaClient interface A { @Topic("a") void f(Order o); } @KafkaListener class B { @Topic("b") void g(Order o) {} }',
    ['publishes messaging a', 'subscribes messaging b'],
  ],
  [
    'Spring Data REST serves a repository under its path',
    '@RepositoryRestResource(path = "items") interface A extends CrudRepository<Item, Long> {}',
    ['serves * /items', 'serves * /items/{id}', 'serves * /items/search/{method}'],
  ],
  [
    'a binding names queue, exchange and key',
    'class A { @RabbitListener(bindings = @QueueBinding(value = @Queue("q"), exchange = @Exchange(name = "e"), key = "k")) void f() {} }',
    ['subscribes rabbitmq q', 'subscribes rabbitmq e', 'subscribes rabbitmq k'],
  ],
  [
    'Rabbit sends to an exchange under a key',
    'class A { RabbitTemplate t; void f() { t.convertAndSend("e", "k", m); } }',
    ['uses rabbitmq', 'publishes rabbitmq e', 'publishes rabbitmq k'],
  ],
  [
    'Redis lists that one program fills and another empties',
    'import org.springframework.data.redis.core.StringRedisTemplate; class A { StringRedisTemplate redis; void f() { redis.opsForList().leftPush("votes", v); redis.opsForList().rightPop("votes"); } }',
    ['uses redis', 'publishes redis votes', 'subscribes redis votes'],
  ],
  ['a list of another library is no queue', 'class A { void f() { list.leftPush("votes", v); list.rightPop("votes"); } }', []],
  [
    'properties are keys below their prefix',
    '@ConfigurationProperties(prefix = "shop") class A { String baseUrl = "http://x"; }',
    [
      'reads shop.*',
      'reads shop.base-url http://x',
      'binds A.baseUrl ${shop.base-url|http://x}',
      'binds A.getBaseUrl ${shop.base-url|http://x}',
    ],
  ],
  ['a map that is asked with get is no client', 'class A { void f() { headers.get("http"); params.put("a", b); } }', []],
  [
    'an OkHttp request has its URL',
    'import okhttp3.*; class A { void f() { new Request.Builder().url("http://orders/x").build(); } }',
    ['uses http http://orders/x'],
  ],
  [
    'a bean of Spring Cloud Stream is bound by its configuration',
    'import org.springframework.cloud.stream.function.StreamBridge; class A { StreamBridge bridge; void f() { bridge.send("orders-out", o); } }',
    ['publishes messaging ${spring.cloud.stream.bindings.orders-out.destination|orders-out}'],
  ],
  ['an entity tells its store', 'import jakarta.persistence.*; @Entity class A {}', ['uses jdbc']],
  [
    'an address that a registry is asked for',
    'class A { DiscoveryClient discoveryClient; void f() { discoveryClient.getInstances("orders"); } }',
    ['uses http orders'],
  ],
])('%s', (_rule, text, facts) => expect(said(text)).toEqual(facts));
