import { expect, test } from 'vitest';
import { jumps, type Texts } from './jump.ts';

const TWO = { 'compose.yaml': 'services:\n  shop: { build: shop }\n  stock: { build: stock }\n' };

const CONTROLLER =
  '@RestController\n@RequestMapping("/items")\nclass Items {\n  @GetMapping("/{id}")\n  Item one(@PathVariable long id) { return null; }\n}\n';
const FEIGN =
  'package shop;\nimport org.springframework.cloud.openfeign.FeignClient;\n@FeignClient("stock")\ninterface StockClient {\n  @GetMapping("/items/{id}")\n  Item one(@PathVariable long id);\n}\n';
const ASKS =
  'package shop;\nclass Orders {\n  private final StockClient stock;\n  Orders(StockClient stock) { this.stock = stock; }\n  void place() { stock.one(1); }\n}\n';

const STREAM = 'spring.cloud.stream.bindings';
const OUT =
  'import org.springframework.cloud.stream.annotation.Output;\ninterface Channels {\n  String OUT = "output-orders";\n\n  @Output(OUT)\n  MessageChannel orders();\n}\n';
const IN =
  'import org.springframework.cloud.stream.annotation.StreamListener;\nclass Taker {\n  @StreamListener(target = Sink.INPUT)\n  void take(Order order) {}\n}\n';

const BOUND = 'spring:\n  cloud:\n    stream:\n      bindings:\n        reserve-in-0:\n          destination: orders\n';
const BEAN = 'class Beans {\n  @Bean\n  public Consumer<Message<String>> reserve() {\n    return handler::reserve;\n  }\n}\n';

interface Jump {
  readonly rule: string;
  readonly files: Texts;
  readonly what?: 'references';
  readonly leads: readonly string[];
}

const JUMPS: readonly Jump[] = [
  {
    rule: 'a call of a method of a declared client leads to the route that the method asks for',
    files: {
      ...TWO,
      'shop/StockClient.java': FEIGN,
      'shop/Orders.java': ASKS.replace('stock.one', 'stock.o¦ne'),
      'stock/Items.java': CONTROLLER,
    },
    leads: ['stock/Items.java: @GetMapping("/{id}")'],
  },
  {
    rule: 'callers of a route are the methods of declared clients and who calls them',
    files: {
      ...TWO,
      'shop/StockClient.java': FEIGN,
      'shop/Orders.java': ASKS,
      'stock/Items.java': CONTROLLER.replace('"/{id}"', '"/{i¦d}"'),
    },
    what: 'references',
    leads: ['shop/StockClient.java: @GetMapping("/items/{id}")', 'shop/Orders.java: void place() { stock.one(1); }'],
  },
  {
    rule: 'the name of a method that is given an address stands for the request',
    files: {
      ...TWO,
      'shop/Asks.java':
        'class Asks {\n  private String url;\n  private RestTemplate rest = new RestTemplate();\n  Asks(@Value("${stock.url}") String url) { this.url = url; }\n  void ask() { rest.get¦ForObject(url, Item.class); }\n}\n',
      'shop/src/main/resources/application.properties': 'stock.url=http://stock:80/items/1\n',
      'stock/Items.java': CONTROLLER,
    },
    leads: ['stock/Items.java: @GetMapping("/{id}")'],
  },
  {
    rule: 'methods of Refit interfaces ask as well',
    files: {
      ...TWO,
      'shop/IStockApi.cs': 'using Refit;\npublic interface IStockApi\n{\n  [Get("/items/{id}")]\n  Task<Item> One(int id);\n}\n',
      'shop/Orders.cs': 'public class Orders(IStockApi stock)\n{\n  public Task Place() => stock.O¦ne(1);\n}\n',
      'stock/Items.java': CONTROLLER,
    },
    leads: ['stock/Items.java: @GetMapping("/{id}")'],
  },
  {
    rule: "members of Kiota's clients spell the path of a request",
    files: {
      ...TWO,
      'shop/Stock.cs':
        'public class Stock(StockClient client)\n{\n  public Task Put(int id) => client.Api.Stock¦Items[id].UnitParts.PutAsync();\n}\n',
      'stock/Items.cs':
        '[Route("api/stock-items")]\npublic class ItemsController\n{\n  [HttpPut("{id}/unit-parts")] public int One(int id) => 1;\n  [HttpGet("{id}/unit-parts")] public int Two(int id) => 1;\n}\n',
    },
    leads: ['stock/Items.cs: [HttpPut("{id}/unit-parts")] public int One(int id) => 1;'],
  },
  {
    rule: 'a constant of the own package needs no import',
    files: {
      ...TWO,
      'shop/StockClient.java': FEIGN.replace('/items/', '/ite¦ms/'),
      'stock/api/Paths.java': 'package api;\nclass Paths {\n  static final String ITEMS = "/items";\n}\n',
      'stock/api/Items.java': `package api;\n${CONTROLLER.replace('"/items"', 'Paths.ITEMS')}`,
    },
    leads: ['stock/api/Items.java: @GetMapping("/{id}")'],
  },
  {
    rule: 'a constant stands for the host that a client is declared with',
    files: {
      ...TWO,
      'shop/StockClient.java': FEIGN.replace('"stock"', 'Names.STO¦CK'),
      'shop/Names.java': 'package shop;\nclass Names {\n  static final String STOCK = "stock";\n}\n',
      'stock/Items.java': CONTROLLER,
    },
    leads: ['compose.yaml: stock: { build: stock }'],
  },
  {
    rule: 'a class of settings holds the classes of its parts',
    files: {
      'compose.yaml': 'services:\n  shop:\n    build: shop\n    environment:\n      SHOP_MAIL_SENDER¦_NAME: us\n',
      'shop/Settings.java':
        '@ConfigurationProperties("shop")\nclass Settings {\n  private Mail mail;\n  static class Mail {\n    private String senderName;\n  }\n}\n',
    },
    leads: ['shop/Settings.java: private String senderName;'],
  },
  {
    rule: 'some parts of a key may stand together in a tree of settings',
    files: {
      ...TWO,
      'shop/src/main/resources/application.yml': 'app:\n  stock-se¦rvice.host: stock\n',
      'shop/Asks.java': 'class Asks {\n  Asks(@Value("${app.stock-service.host}") String host) {}\n}\n',
    },
    leads: ['shop/Asks.java: Asks(@Value("${app.stock-service.host}") String host) {}'],
  },
  {
    rule: 'channels of Spring Cloud Stream are named by constants, of Spring and of the interface around',
    files: {
      ...TWO,
      'shop/src/main/resources/application.yml': `${STREAM}.output-orders.destination: orders\n`,
      'shop/Channels.java': OUT.replace('@Output(OUT)', '@Output(O¦UT)'),
      'stock/src/main/resources/application.yml': `${STREAM}.input.destination: orders\n`,
      'stock/Taker.java': IN,
    },
    what: 'references',
    leads: [
      'stock/Taker.java: @StreamListener(target = Sink.INPUT)',
      'stock/src/main/resources/application.yml: spring.cloud.stream.bindings.input.destination: orders',
    ],
  },
  {
    rule: 'a binding leads to the bean that is a function of its name',
    files: { ...TWO, 'stock/src/main/resources/application.yml': BOUND.replace('reserve-in', 'res¦erve-in'), 'stock/Beans.java': BEAN },
    leads: ['stock/Beans.java: @Bean'],
  },
  {
    rule: 'who publishes a topic is led to the bean that is bound to it',
    files: {
      ...TWO,
      'shop/Sender.java':
        'class Sender {\n  KafkaTemplate<String, Order> kafka;\n  void send(Order order) { kafka.send("ord¦ers", order); }\n}\n',
      'stock/src/main/resources/application.yml': BOUND,
      'stock/Beans.java': BEAN,
    },
    what: 'references',
    leads: ['stock/Beans.java: @Bean', 'stock/src/main/resources/application.yml: destination: orders'],
  },
  {
    rule: 'an application may be named by what Maven fills in',
    files: {
      'compose.yaml': 'services:\n  shop: { build: shop }\n  shop-stock: { build: stock }\n',
      'shop/src/main/resources/application.yml':
        'spring:\n  cloud:\n    gateway:\n      routes:\n        - id: stock\n          uri: lb://sto¦ck-biz\n',
      'stock/pom.xml': '<project><artifactId>stock-biz</artifactId></project>',
      'stock/src/main/resources/application.yml': 'spring:\n  application:\n    name: @artifactId@\n',
      'stock/Items.java': CONTROLLER,
    },
    leads: ['compose.yaml: shop-stock: { build: stock }'],
  },
  {
    rule: 'events of ABP end in what they are',
    files: {
      ...TWO,
      'shop/Orders.cs': 'public class Orders\n{\n  public Task Place() => _bus.PublishAsync(new Order¦PlacedEto { Id = 1 });\n}\n',
      'stock/Taker.cs': 'public class Taker : IDistributedEventHandler<OrderPlacedEto>\n{\n}\n',
    },
    what: 'references',
    leads: ['stock/Taker.cs: public class Taker : IDistributedEventHandler<OrderPlacedEto>'],
  },
];

test.each(JUMPS)('$rule', ({ files, what, leads }) => {
  expect(jumps(files, what)).toEqual(leads);
});
