import { expect, test } from 'vitest';
import { told, type Files } from './told.ts';

const reads = (files: Files): string[] => told(files).filter(line => line.startsWith('reads'));

test.each<[rule: string, files: Files, means: string[]]>([
  [
    'a message is followed from the queue into the function that parses it',
    {
      'a.go':
        'package a\nfunc id(order []byte) string {\n  var f interface{}\n  json.Unmarshal(order, &f)\n  m := f.(map[string]interface{})\n  return m["orderid"].(string)\n}\nfunc main() {\n  msgs, _ := ch.¦Consume("orders", "", true, false, false, false, nil)\n  for d := range msgs {\n    id(d.Body)\n  }\n}',
    },
    ['reads orderid @a.go:6 orderid'],
  ],
  [
    'a struct without a name says what its fields are called',
    {
      'a.go':
        'package a\nfunc main() {\n  r, _ := http.¦Get("http://s")\n  var reply struct {\n    ID string `json:"tracking_id"`\n  }\n  json.NewDecoder(r.Body).Decode(&reply)\n  use(reply.ID)\n}',
    },
    ['reads tracking_id @a.go:5 ID (likely)', 'reads tracking_id @a.go:8 ID'],
  ],
  [
    'what one function of a promise gives back the next is given, under the type that it is cast to',
    {
      'a.ts':
        "import type { Order } from './types';\n¦fetch('/orders').then(r => r.json()).then((data: unknown) => {\n  const orders = data as Order[];\n  show(orders);\n});\n",
      'types.ts': 'export interface Order {\n  orderId: string;\n}\n',
    },
    ['reads orderId @types.ts:2 orderId (likely)'],
  ],
  [
    'an answer carries what its type says',
    {
      'A.java':
        'class A {\n  int f() {\n    ResponseEntity<List<Movie>> found = rest.exchange(¦"http://movies/list", HttpMethod.GET, null, ref);\n    return found.getBody().stream().findFirst().get().getLikes();\n  }\n}',
      'Movie.java': 'class Movie {\n  Integer likes;\n}\n',
    },
    ['reads [].likes @A.java:4 getLikes', 'reads likes @Movie.java:2 likes (likely)'],
  ],
  [
    'a struct that is filled by reference',
    {
      'a.go':
        'package a\ntype Order struct {\n  ID string `json:"order_id"`\n  Items []Item `json:"items"`\n}\ntype Item struct {\n  Sku string `json:"sku"`\n}\nfunc main() {\n  ms, _ := ch.¦Consume("o", "", true, false, false, false, nil)\n  for d := range ms {\n    var o Order\n    json.Unmarshal(d.Body, &o)\n    use(o.ID)\n    for _, it := range o.Items { use(it.Sku) }\n  }\n}',
    },
    [
      'reads order_id @a.go:3 ID (likely)',
      'reads items @a.go:4 Items (likely)',
      'reads items[].sku @a.go:7 Sku (likely)',
      'reads order_id @a.go:14 ID',
      'reads items @a.go:15 Items',
      'reads items[].sku @a.go:15 Sku',
    ],
  ],
  [
    'the definition of an anonymous type, and what is taken of it',
    {
      'A.cs':
        'class A { void F() { var definition = new { vote = "", voter_id = "" };\nstring json = redis.¦ListLeftPopAsync("votes").Result;\nvar v = JsonConvert.DeserializeAnonymousType(json, definition);\nSave(v.voter_id); } }',
    },
    ['reads vote @A.cs:1 vote', 'reads voter_id @A.cs:1 voter_id', 'reads voter_id @A.cs:4 voter_id'],
  ],
  [
    'an event of a consumer that is handed over',
    {
      'A.cs':
        'record Order(int Id);\nclass A { void F() { consumer.Received += (model, ea) => { var text = Encoding.UTF8.GetString(ea.Body.ToArray()); var o = JsonSerializer.Deserialize<Order>(text); Use(o.Id); };\nchannel.¦BasicConsume(queue: "q", consumer: consumer); } }',
    },
    ['reads Id @A.cs:1 Id (likely)', 'reads Id @A.cs:2 Id'],
  ],
  [
    'a consumer by type',
    {
      'A.cs':
        'class A : ¦IConsumer<Created> { public Task Consume(ConsumeContext<Created> context) => Use(context.Message.OrderId); }\nrecord Created(int OrderId, int Total);',
    },
    ['reads OrderId @A.cs:1 OrderId', 'reads OrderId @A.cs:2 OrderId (likely)', 'reads Total @A.cs:2 Total (likely)'],
  ],
  [
    'a subscription by type, with its handler elsewhere',
    {
      'Program.cs': 'bus.¦Subscribe<Created, CreatedHandler>();',
      'Created.cs': 'public record Created(int OrderId);',
      'CreatedHandler.cs': 'class CreatedHandler {\n  public Task Handle(Created e) => Use(e.OrderId);\n}',
    },
    ['reads OrderId @Created.cs:1 OrderId (likely)', 'reads OrderId @CreatedHandler.cs:2 OrderId (likely)'],
  ],
  [
    'kafkajs hands over a wrapped message',
    {
      'a.ts':
        'await consumer.¦subscribe({ topic: "t" });\nawait consumer.run({ eachMessage: async ({ topic, message }) => {\n  const { id, name: label = "" } = JSON.parse(message.value.toString());\n  const order = JSON.parse(message.value!.toString());\n  order.items.forEach(item => use(item.sku, order.items.length));\n} });',
    },
    [
      'reads id @a.ts:3 id',
      'reads name @a.ts:3 name',
      'reads items @a.ts:5 items',
      'reads items[].sku @a.ts:5 sku',
      'reads items @a.ts:5 items',
    ],
  ],
  [
    'a payload by decorator, into another file',
    {
      'a.ts':
        'import { Created } from "./created";\nimport { Orders } from "./orders";\nclass A {\n  constructor(private readonly orders: Orders) {}\n  @¦EventPattern("t")\n  on(@Payload() message: Created, @Ctx() context: RmqContext) {\n    this.orders.save(message);\n    return context.getMessage();\n  }\n}',
      'created.ts': 'export interface Created {\n  id: string;\n}',
      'orders.ts':
        'import { Created } from "./created";\nexport class Orders {\n  save(created: Created) {\n    return created.id;\n  }\n}',
    },
    ['reads id @created.ts:2 id (likely)', 'reads id @orders.ts:4 id (likely)'],
  ],
  [
    'a pika callback',
    {
      'a.py':
        'def start():\n  channel.¦basic_consume(queue="q", on_message_callback=receive)\ndef receive(ch, method, properties, body):\n  order = json.loads(body.decode())\n  use(order["id"], order.get("total"), method.delivery_tag)\n  for item in order["items"]:\n    use(item["sku"])',
    },
    ['reads id @a.py:5 id', 'reads total @a.py:5 total', 'reads items @a.py:6 items', 'reads items[].sku @a.py:7 sku'],
  ],
  [
    'a Kafka consumer that is iterated, its values parsed by the library',
    {
      'a.py': 'consumer = ¦KafkaConsumer("t", value_deserializer=f)\nfor message in consumer:\n  use(message.value["id"], message.offset)',
    },
    ['reads id @a.py:3 id'],
  ],
  [
    'what another part of the file parses is no message of a place that leads to a message',
    {
      'a.py':
        'def other(text):\n  return json.loads(text)["else"]\ndef f():\n  raw = redis.¦lpop("votes")\n  return json.loads(raw)["vote"]',
    },
    ['reads vote @a.py:5 vote'],
  ],
  [
    'where nothing leads to a parser, the one beside it is possible',
    { 'a.py': 'def run():\n  pool.¦lpop_many("votes")\n  use(json.loads(LATEST)["vote"])' },
    ['reads vote @a.py:3 vote (possible)'],
  ],
  [
    'listeners with the type of their message',
    {
      'A.java': 'class A { @KafkaListener(topics = ¦"t") void on(Order o, @Header("k") String k) { use(o.getCustomer().getName()); } }',
      'Order.java': 'class Order {\n  @JsonProperty("cust") private Customer customer;\n}\nclass Customer {\n  private String name;\n}',
    },
    [
      'reads cust @A.java:1 getCustomer (likely)',
      'reads cust.name @A.java:1 getName (likely)',
      'reads cust @Order.java:2 customer (likely)',
      'reads cust.name @Order.java:5 name (likely)',
    ],
  ],
  [
    'listeners of a text that they parse',
    {
      'A.java':
        'class A { @RabbitListener(queues = ¦"q") void on(String text) { JsonNode n = mapper.readTree(text); use(n.get("id").asText()); } }',
    },
    ['reads id @A.java:1 id'],
  ],
  [
    'a route reads the body that it is sent',
    {
      'a.js':
        'app.¦post("/orders/:id", (req, res) => { const { sku } = req.body; use(req.params.id, req.body.qty, req.headers.host); res.json({}); });',
    },
    ['reads sku @a.js:1 sku', 'reads qty @a.js:1 qty'],
  ],
  [
    'a route of Flask reads the one request, and only in its own function',
    {
      'a.py':
        '@¦app.route("/a", methods=["POST"])\ndef a():\n  cart = request.get_json()\n  return str(cart["total"])\n@app.route("/b")\ndef b():\n  return request.get_json()["other"]',
    },
    ['reads total @a.py:4 total'],
  ],
  [
    'gin binds into a struct',
    {
      'a.go':
        'package a\ntype In struct {\n  Name string `json:"name"`\n}\nfunc f(r *gin.Engine) {\n  r.¦POST("/x", func(c *gin.Context) {\n    var in In\n    c.ShouldBindJSON(&in)\n    use(in.Name)\n  })\n}',
    },
    ['reads name @a.go:3 Name (likely)', 'reads name @a.go:9 Name'],
  ],
  [
    'a request reads what it is answered',
    {
      'a.js':
        'async function f() { const answer = await axios.¦get(url); use(answer.data.items[0].sku, answer.status); const body = await (await fetch(x)).json(); use(body.no); }',
    },
    ['reads items @a.js:1 items', 'reads items[].sku @a.js:1 sku'],
  ],
])('%s', (_, files, means) => {
  expect(reads(files)).toEqual(means);
});
